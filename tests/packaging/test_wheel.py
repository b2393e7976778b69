"""The wheel, built and installed by the very steps of the Dockerfile, works without a checkout."""

import subprocess
import zipfile

import pytest

from tests.architecture.places import ROOT
from tests.packaging.dockerfile import Builder, read_stages

pytestmark = pytest.mark.slow
DATA = {".css", ".html", ".mo", ".png", ".toml", ".txt", ".mako"}


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """Carry out the build stage once; return the folder it was done in."""
    folder = tmp_path_factory.mktemp("image")
    stages = read_stages(ROOT / "Dockerfile")[1]
    Builder(ROOT, folder).build(stages[0])
    return folder


@pytest.fixture(scope="module")
def contents(image):
    """The names of the files inside the wheel."""
    (wheel,) = (image / "src" / "dist").glob("reporting_service-*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def run(image, folder, *arguments):
    """Run a program of the installed environment in a folder, with nothing of ours around it."""
    program, *rest = arguments
    return subprocess.run(
        [image / "opt" / "reporting" / "bin" / program, *rest],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "REPORTING_INSTANCE": str(folder / "var")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_templates_and_migrations_are_inside(contents):
    """Each template and each migration of the checkout is in the wheel, inside the package."""
    for top in ("templates", "migrations"):
        files = {
            path.relative_to(ROOT / top).as_posix()
            for path in (ROOT / top).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert files
        assert set() == {f"reporting/_{top}/{name}" for name in files} - contents


def test_data_files_are_inside(contents):
    """Style sheets, word list, translations and the demo's service file are in the wheel."""
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "reporting").rglob("*")
        if path.suffix in DATA
    }

    assert "reporting/demo/service.toml" in files
    assert set() == files - contents


def test_nothing_else_is_inside(contents):
    """No test, key, instance or stray file of a checkout is shipped."""
    tops = {name.split("/")[0] for name in contents}

    assert {"reporting"} == {top for top in tops if not top.endswith(".dist-info")}
    assert [] == [name for name in contents if name.endswith((".sqlite", ".key", ".private"))]


def test_the_command_answers_from_an_empty_folder(image, tmp_path):
    """`reporting --help` works where there is no checkout."""
    done = run(image, tmp_path, "reporting", "--help")

    assert done.returncode == 0, done.stderr
    assert "serve" in done.stdout


def test_an_instance_can_be_made_from_the_wheel(image, tmp_path):
    """`reporting init --demo` finds its migrations, word list and service file inside."""
    done = run(image, tmp_path, "reporting", "init", "--demo")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "var" / "demo.json").exists()


def test_it_finds_its_own_templates(image, tmp_path):
    """Templates come from inside the package, not from a folder that happens to be near."""
    done = run(
        image, tmp_path, "python", "-c",
        "from reporting.paths import *; print(templates_folder(), migrations_folder())",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    for found in done.stdout.split():
        assert "site-packages/reporting/_" in found


def test_no_package_manager_is_left(image, tmp_path):
    """What is shipped cannot install anything more."""
    done = run(image, tmp_path, "python", "-c", "import pip")

    assert done.returncode == 1
    assert "ModuleNotFoundError" in done.stderr

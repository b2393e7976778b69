"""The repository holds no secret, no path of one machine, and only what its locks name."""

import re
import subprocess
import tomllib

import pytest

from reporting.errors import CannotOpen, SettingError
from reporting.instance import read_root, root_bytes
from reporting.people.recovery import read_public
from tests.architecture.places import ROOT, name_of, own_files

# Put together here, so that this file does not break its own rule.
MACHINE = re.compile(r"(?<![\w.}$/])/" + r"(tmp|home|root|farm|work|Users)/" + r"[A-Za-z]")
PRIVATE = re.compile(r"-----BEGIN [A-Z ]*" + r"PRIVATE KEY-----")
KIB = 1024


def find_private(folder):
    """Return the files of a key folder that are not known to be public."""
    private = []
    for path in sorted(folder.iterdir()):
        try:
            match path.suffix:
                case ".root":
                    read_root(path)
                case ".recovery":
                    read_public(path.read_bytes())
                case _ if path.name != "README.md":
                    private.append(path.name)
        except (CannotOpen, SettingError):
            private.append(path.name)
    return private


def text_files():
    """Return every text file of the project with its text."""
    for path in own_files():
        if path.stat().st_size <= 200 * KIB:
            try:
                yield name_of(path), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def test_keys_holds_nothing_private():
    """Every file in keys/ is the README, a root's public key or a recovery's public keys."""
    assert [] == find_private(ROOT / "keys")


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("north.root.private", b"x" * 32),
        ("session.key", b"x" * 32),
        ("north.root", b"x" * 32),
        ("north.root", b'{"v":1,"body":"north","root":"AAAA","demo":true,"seed":"AAAA"}'),
        ("north.recovery", b"x" * 128),
        ("north.1.share", b"x" * 32),
    ],
)
def test_a_private_key_is_caught(tmp_path, name, contents):
    """Secrets are found whatever they are called."""
    (tmp_path / name).write_bytes(contents)

    assert [name] == find_private(tmp_path)


def test_a_public_root_may_lie_in_keys(tmp_path):
    """The rule does not refuse what the folder is for."""
    (tmp_path / "north.root").write_bytes(root_bytes("north", b"\x01" * 32, demo=False))

    assert [] == find_private(tmp_path)


@pytest.mark.parametrize("name", ["north.root.private", "session.key", "north.1.share", "x.pem"])
def test_git_leaves_private_keys_out(name):
    """A private file that is put into keys/ by mistake is not committed by mistake."""
    done = subprocess.run(["git", "check-ignore", "-q", f"keys/{name}"], cwd=ROOT, check=False)

    assert done.returncode == 0


def test_no_file_holds_a_private_key():
    """No file of the project contains a private key in the usual wrapping."""
    assert [] == [name for name, text in text_files() if PRIVATE.search(text)]


def test_no_file_names_a_place_on_one_machine():
    """No path leads into somebody's own folders."""
    assert [] == [name for name, text in text_files() if MACHINE.search(text)]


@pytest.mark.parametrize("folder", ["home", "root", "tmp", "work"])
def test_a_machine_path_is_caught(folder):
    """The rule finds what it is there to find."""
    assert MACHINE.search(f"see /{folder}/somebody")


@pytest.mark.parametrize("lock", ["run.txt", "build.txt", "test.txt"])
def test_locks_name_hashes_and_no_host(lock):
    """Every package has one version and a SHA-256, and no lock says where to fetch from."""
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]

    assert entries
    assert [] == [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_locks_fit_the_project():
    """What the project asks for is in the lock, in the version that it asks for."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    test = (ROOT / "requirements" / "test.txt").read_text("utf-8")

    for lock, wanted in (
        (run, settings["project"]["dependencies"]),
        (test, settings["project"]["dependencies"] + settings["dependency-groups"]["test"]),
    ):
        pinned = {line.split()[0].split("[")[0] for line in lock.splitlines() if "==" in line}
        assert set() == {re.sub(r"\[.*\]", "", package) for package in wanted} - pinned


def test_every_dependency_has_a_reason():
    """Each run-time dependency is named in docs/decisions/."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = {re.split(r"[\[=]", package)[0] for package in settings["project"]["dependencies"]}
    decisions = " ".join(
        path.read_text("utf-8").lower() for path in (ROOT / "docs" / "decisions").glob("*.md")
    )

    assert set() == {name for name in names if not re.search(rf"\b{name}\b", decisions)}

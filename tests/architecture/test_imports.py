"""The import rules hold (pyproject.toml), and there is one for each promise of the layout."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.places import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")
BROKEN = """
[tool.importlinter]
root_package = "reporting"
include_external_packages = true

[[tool.importlinter.contracts]]
name = "Nobody calls the cryptography library"
type = "protected"
protected_modules = ["cryptography"]
allowed_importers = ["reporting.errors"]
"""


def run_linter(*arguments):
    """Run the linter and return its exit code and what it said."""
    done = subprocess.run(
        [LINTER, "--no-cache", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_contracts_are_kept():
    """Every contract of pyproject.toml is kept."""
    code, said = run_linter()

    assert code == 0, said


def test_a_broken_contract_is_told(tmp_path):
    """The linter fails, and prints the rule in English, where a contract is broken."""
    path = tmp_path / "contracts.toml"
    path.write_text(BROKEN)

    code, said = run_linter("--config", str(path))

    assert code != 0
    assert "Nobody calls the cryptography library BROKEN" in said


def test_contracts_are_sentences():
    """Names read as rules, so that a failing build explains itself."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]

    assert len(names) == len(set(names))
    assert [] == [name for name in names if not name[0].isupper() or len(name.split()) < 4]

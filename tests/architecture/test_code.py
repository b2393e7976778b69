"""The house rules hold in the code, and each of them catches what it is there to catch."""

import ast
from fnmatch import fnmatch

import pytest

from tests.architecture.places import ROOT, name_of
from tests.architecture.rules import RULES

SOURCES = sorted((ROOT / "reporting").rglob("*.py"))
LONGEST = 300  # lines; a longer file does more than one thing
# These do nothing: they are looked things up in, and whoever audits them wants them whole.
LISTS = {"reporting/limits.py", "reporting/store/tables.py", "reporting/vocabulary.py"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence)
def test_the_rule_holds(rule):
    """No file breaks the rule but those that it names."""
    found = [
        f"{name_of(path)}:{line}"
        for path in SOURCES
        if not any(fnmatch(name_of(path), pattern) for pattern in rule.allowed)
        for line in rule.find(ast.parse(path.read_text("utf-8")))
    ]

    assert [] == found


@pytest.mark.parametrize(
    ("rule", "bad"),
    [(rule, bad) for rule in RULES for bad in rule.bad],
    ids=lambda value: value if isinstance(value, str) else "-",
)
def test_the_rule_catches(rule, bad):
    """The bad sample is found; a rule that finds nothing guards nothing."""
    assert list(rule.find(ast.parse(bad)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence)
def test_exceptions_exist(rule):
    """What a rule lets pass is there; an exception without a file is a hole for a later one."""
    for pattern in rule.allowed:
        assert any(fnmatch(name_of(path), pattern) for path in SOURCES), pattern


def test_no_file_is_long():
    """Every file is short enough to be read in one sitting."""
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}

    assert {} == {
        name: length for name, length in lengths.items() if length > LONGEST and name not in LISTS
    }

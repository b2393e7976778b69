"""Attack 35: text becomes SQL, a template, a header or a line of a log."""

import ast
from pathlib import Path
from urllib.parse import quote

import pytest

import reporting
from tests.support.dump import count_rows
from tests.support.journey import ANSWERS

PACKAGE = Path(reporting.__file__).parent
RAW_SQL = {"text", "exec_driver_sql", "execute"}
TEMPLATES = {"render_template_string", "from_string", "Markup"}
NAMES_OF_OURS = {"copy", "everything", "name", "pragma", "rights", "role", "table"}
CORPUS = [
    "'; DROP TABLE report; --",
    '" OR 1=1 --',
    "Robert'); DELETE FROM stanza;--",
    "{{ config }} {% include '/etc/passwd' %} ${7*7}",
    "one\r\nSet-Cookie: owned=1\r\n\r\ntwo",
    "%(name)s %s {0} {name}",
    "\\x00 \\u202e \\",
]


def calls(path):
    """Return the name and the node of every call in a module."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, node


def test_no_sql_is_put_together_from_values():
    """Outside the store there is no SQL text, and in it none that varies but names of ours."""
    for path in PACKAGE.rglob("*.py"):
        for name, node in calls(path):
            if name not in RAW_SQL or not node.args:
                continue
            varies = isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
            inside = path.parent.name == "store"

            assert inside or not (varies or (name == "exec_driver_sql")), path
            if varies:
                # Names of tables and roles cannot be parameters; they are ours, never a value.
                assert NAMES_OF_OURS >= names_in(node.args[0]), f"{path.name}:{node.lineno}"


def names_in(node):
    """Return the variables in an expression."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def test_no_template_is_made_from_text():
    """Templates are files of ours; nothing marks text as safe."""
    for path in PACKAGE.rglob("*.py"):
        assert set() == TEMPLATES & {name for name, _ in calls(path)}, path


@pytest.mark.parametrize("text", CORPUS)
def test_text_arrives_as_it_was_written(make_any_world, text):
    """Through form, store, desk and back, every payload is words and nothing else."""
    world = make_any_world()
    words = world.reporter().write_report(dict(ANSWERS) | {"story": text})
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()

    story = reviewer.open_case(case).text
    reviewer.acknowledge(case, f"Thank you. {text}")
    page = world.reporter().return_with(words)

    shown = " ".join(text.split())
    assert shown in story
    assert shown in " ".join(page.text.split())
    assert "" == page.header("Set-Cookie")
    assert {1} == {count_rows(world.store)[table] for table in ("report", "message")}


@pytest.mark.parametrize("text", CORPUS)
def test_text_in_an_address_becomes_no_header(world, text):
    """Filters, pages and ids of cases are looked up, and repeated nowhere."""
    reviewer = world.reviewer("north-reviewer-1")
    values = {"state": text, "organisation": text, "after": text}

    page = reviewer.get("/cases?" + "&".join(f"{k}={quote(v)}" for k, v in values.items()))

    assert page.status in {200, 400}
    assert "owned" not in str(page.headers)

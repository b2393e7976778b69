"""`reporting release` on an instance, as an operator and a lead use it."""

import json
import shutil

import pytest

from reporting import ids
from reporting.factrow import seal_rows
from reporting.identity import new_identity
from reporting.store.engine import open_store
from reporting.store.facts import insert_facts
from tests.cli.conftest import Shell
from tests.support.figures import Figures


@pytest.fixture
def figures(make_sqlite_world) -> Figures:
    """A closed quarter of twenty-two reports."""
    made = Figures(make_sqlite_world())
    made.fill(22)
    made.at(2026, 7, 30)
    made.figures_of("2026-04")
    return made


@pytest.fixture
def shell(figures, monkeypatch) -> Shell:
    """The commands on that instance, at its time."""
    monkeypatch.setattr("reporting.services.clock_of", lambda _: figures.world.clock)
    for path in figures.world.folder.iterdir():
        path.chmod(0o700 if path.is_dir() else 0o600)
    return Shell(figures.world.folder)


def test_from_a_night_to_a_release_that_everybody_can_check(shell, tmp_path):
    """Prepare, publish, show, verify, and an attack on the file."""
    said = shell.done("release", "prepare")
    assert "Everything that waited is counted.\n" in said
    assert "council: release 1 is ready: a quarter, April to June 2026.\n" in said
    assert "  received         shown\n" in said
    assert "left out: the printed total is" in said
    assert "transport: No release is due.\n" in said

    said = shell.done("release", "publish", "council", "--lead", "north-lead-1", "--yes")
    assert "Published release 1 of council.\nSHA-256: " in said
    assert "council: No release is due.\n" in shell.done("release", "prepare")

    assert "council: 1 release, as published.\n" in shell.done("release", "verify")
    assert "at least" in shell.done("release", "show", "council", "1")
    file = tmp_path / "1.json"
    file.write_text(shell.done("release", "show", "council", "1", "--json"))
    assert 1 == json.loads(file.read_bytes())["sequence"]
    whole = shell.done("release", "attack")
    assert "1 release of council, attacked as a reader has them.\n" in whole
    assert whole == shell.done("release", "attack", str(file))


def test_nobody_publishes_without_a_lead_who_agrees(shell):
    """Not by another name, not without saying yes, not with a wrong passphrase."""
    publish = ("release", "publish", "council")

    result = shell.run(*publish)
    assert (1, True) == (result.exit_code, "No lead has agreed to this" in result.output)
    for who in ("nobody", "north-reviewer-1"):
        result = shell.run(*publish, "--lead", who)
        assert (1, True) == (result.exit_code, f"there is no lead {who}" in result.output)
    assert "Only a lead of north" in shell.run(*publish, "--lead", "south-lead-1", "--yes").output
    result = shell.run(*publish, "--lead", "north-lead-1", typed="n\n")
    assert (1, True) == (result.exit_code, "Publish this?" in result.output)
    assert "council: 0 releases, as published.\n" in shell.done("release", "verify")


def test_what_is_not_there_is_told(shell):
    """An unknown organisation, an unknown number, a quarter that is not over."""
    assert 2 == shell.run("release", "show", "nobody", "1").exit_code
    assert "Nothing is published yet.\n" == shell.done("release", "attack")
    assert "there is no release 1 of council" in shell.run("release", "show", "council", "1").output
    result = shell.run("release", "publish", "transport", "--lead", "south-lead-1")
    assert (1, "transport: No release is due.\n") == (result.exit_code, result.output)


def test_a_release_that_was_altered_is_named(shell, figures):
    """And not shown."""
    shell.done("release", "publish", "council", "--lead", "north-lead-1", "--yes")
    with figures.world.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER release_refuses_update")
        connection.exec_driver_sql("UPDATE release SET bytes = x'7b7d'")

    verified, shown = shell.run("release", "verify"), shell.run("release", "show", "council", "1")

    assert (1, 1) == (verified.exit_code, shown.exit_code)
    for said in (verified.output, shown.output, shell.run("check").output):
        assert "Release 1 of council is not as it was published." in said


def test_a_row_that_is_refused_can_be_dropped_and_no_other(shell, figures):
    """By the number that the refusal names."""
    store = open_store(figures.world.url, figures.world.folder)
    bad = seal_rows([], new_identity().wrap_public)[0]
    with store.write() as connection:
        insert_facts(connection, [bad])
    good = next(number for number in figures.waiting() if number != bad.id)
    result = shell.run("release", "prepare")
    assert 1 == result.exit_code
    assert f"The row {ids.to_hex(bad.id)} of facts does not open." in result.output

    assert "is in order; it stays" in shell.run("release", "drop", ids.to_hex(good)).output
    assert "There is no row" in shell.run("release", "drop", "0" * 16).output
    assert 2 == shell.run("release", "drop", "x").exit_code
    shell.done("release", "drop", ids.to_hex(bad.id))

    shell.done("release", "prepare")


def test_an_instance_without_the_keys_is_told_what_to_run(shell, figures):
    """From before there was a release job."""
    (figures.world.folder / "instance.json").write_text('{"v": 1, "demo": true}')

    result = shell.run("release", "prepare")

    assert (1, True) == (result.exit_code, "run: reporting init" in result.output)
    shutil.rmtree(figures.world.folder)

"""watch, tidy, purge and check: what they say, and with which exit code."""

import sqlite3

import pytest

from reporting import limits
from reporting.cli.commands import COMMANDS
from reporting.duty import Duty, Shift
from reporting.localtime import local_day
from reporting.store.accounts import list_accounts
from reporting.store.drafts import DraftRow, get_draft, put_draft
from reporting.store.duty import insert_duties, list_duties
from reporting.store.sessions import get_session, insert_session
from tests.cli.conftest import Shell
from tests.support.deposits import can_open, put_report


def test_the_watch_says_what_is_due(demo):
    """One report, not yet due; never how many there are."""
    put_report(demo.services)

    assert "One turn was taken. No answer is overdue.\n" == demo.done("watch", "--once")


def test_tidy_keeps_every_report_open(demo):
    """Only the order of rows is another."""
    deposits = [put_report(demo.services) for _ in range(5)]
    lead = demo.holder("north-lead-1")

    demo.done("tidy")

    assert all(can_open(demo.services, lead, deposit.report) for deposit in deposits)


def test_tidy_fills_a_gap(demo):
    """A report sealed while a roster changed gets the row that is missing."""
    deposit = put_report(demo.services)
    lead = demo.holder("north-lead-1")
    with sqlite3.connect(demo.folder / "reporting.sqlite") as connection:
        connection.execute("DELETE FROM stanza WHERE account_id = ?", (lead.row.id,))

    demo.done("tidy")

    with sqlite3.connect(demo.folder / "reporting.sqlite") as connection:
        rows = connection.execute("SELECT length(bytes) FROM stanza").fetchall()
    assert len(deposit.stanzas) == len(rows)
    assert {(2560,)} == set(rows)


def test_purge_removes_what_has_expired_and_nothing_else(demo):
    """Drafts, sessions and reports by their day; those of today stay."""
    kept = put_report(demo.services)
    gone = put_report(demo.services)
    with demo.services.store.write() as connection:
        put_draft(connection, b"old", None, b"x", 1)
        put_draft(connection, b"new", None, b"x", 99_999)
        insert_session(connection, b"old", b"x", 1)
        insert_session(connection, b"new", b"x", 9_999_999)
    with sqlite3.connect(demo.folder / "reporting.sqlite") as connection:
        connection.execute("UPDATE report SET expiry = 1 WHERE id = ?", (gone.report,))

    demo.done("purge")

    with demo.services.store.read() as connection:
        assert [None, DraftRow] == [
            type(found) if (found := get_draft(connection, row)) else None
            for row in (b"old", b"new")
        ]
        assert [None, b"x"] == [get_session(connection, row) for row in (b"old", b"new")]
    lead = demo.holder("north-lead-1")
    assert can_open(demo.services, lead, kept.report)
    assert not can_open(demo.services, lead, gone.report)


def test_purge_removes_old_rotas(demo):
    """What was published of a quarter can still be counted in the next one; then it goes."""
    services = demo.services
    today = local_day(services.now(), services.service.timezone)
    days = [today - limits.ROTA_KEPT_DAYS - 1, today - limits.ROTA_KEPT_DAYS]
    with services.store.write() as connection:
        account = list_accounts(connection, "north")[0].id
        duties = [Duty(day, "north", Shift(day, 0), account) for day in days]
        insert_duties(connection, duties)

    demo.done("purge")

    with services.store.read() as connection:
        assert duties[1:] == list_duties(connection, days[0], days[1])


def test_check_finds_nothing_wrong_with_a_new_demo(demo):
    """Exit code 0 and one sentence."""
    assert "in order" in demo.done("check")


def test_check_complains_with_code_1(demo):
    """A key that others can read, for instance."""
    (demo.folder / "keys" / "session.key").chmod(0o644)

    result = demo.run("check")

    assert 1 == result.exit_code
    assert "session.key" in result.output


def test_check_that_cannot_check_says_so_with_code_2(make_shell):
    """There is no instance to look at."""
    result = make_shell().run("check")

    assert 2 == result.exit_code
    assert "reporting init" in result.output


def test_check_counts_no_reports(demo):
    """What an operator is told is the same with and without reports."""
    before = demo.done("check")

    put_report(demo.services)

    assert before == demo.done("check")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(demo, name):
    """With --help, and exits 0."""
    assert "Usage:" in demo.done(name, "--help")


@pytest.mark.parametrize(
    "arguments",
    [("watch", "--once"), ("tidy",), ("purge",), ("account", "list"), ("roster", "show")],
)
def test_without_an_instance_every_command_says_how_to_make_one(tmp_path, arguments):
    """One sentence, exit code 1."""
    result = Shell(tmp_path / "nothing").run(*arguments)

    assert 1 == result.exit_code
    assert "run: reporting init" in result.output


@pytest.mark.parametrize("arguments", [("watch", "--once"), ("tidy",), ("account", "list")])
def test_a_database_that_does_not_answer_is_told(demo, arguments):
    """No traceback, no address of the database."""
    demo.environment["REPORTING_DATABASE_URL"] = "postgresql://nobody:secret@127.0.0.1:1/none"

    result = demo.run(*arguments)

    assert 1 == result.exit_code
    assert "does not answer" in result.output
    assert "secret" not in result.output


def test_an_unknown_command_is_wrong_use(demo):
    """Exit code 2."""
    assert 2 == demo.run("frobnicate").exit_code

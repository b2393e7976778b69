"""`reporting roster rotate` for those who open no report: what they were asked stays theirs."""

import shutil

import pytest

from reporting import desk
from reporting.cli.people import make_signers, progress
from reporting.desk.referral.panel import MOVED
from reporting.feedback import Letter, Told, open_feedback, seal_feedback
from reporting.passwords import CHEAPEST
from reporting.people.account import SignedIn
from reporting.people.membership import Registrar
from reporting.referring.answering import answer
from reporting.referring.reading import find_asked, read_exchange
from reporting.store.accounts import find_account
from reporting.store.feedback import FeedbackRow, insert_feedback, list_feedback
from tests.cli.conftest import Shell
from tests.support.deposits import put_report
from tests.support.dump import read_all
from tests.support.journey import Codes, Reviewer, through_app
from tests.support.referred import AUDIT, make_referring
from tests.watch.test_killed import Killed, killed_before

INTERPRETER, ADVISER, CHAIR = "south-interpreter-1", "north-safeguarding-1", "north-chair-1"
BOARD, ANALYST = "board-1", "analyst-1"
APART = 4  # of all statements every fourth is killed


def referring_in(shell):
    """Return a case of the demo on which somebody is to be asked for something."""
    reader = shell.holder("north-reviewer-1")
    return make_referring(
        shell.services, shell.services.store, SignedIn(reader.row, reader.identity)
    )


def asked_of(shell, holder, kind):
    """Return what somebody finds on their page, with the identity they have."""
    services = shell.services
    found = find_asked(
        services.store, holder.row.id, holder.identity, services.rosters.current(), kind
    )
    return [one.request.text for one in found if one.request]


@pytest.mark.parametrize(("username", "kind"), [(AUDIT, "owner"), (INTERPRETER, "interpreter")])
def test_what_they_were_asked_before_is_wrapped_again(demo, username, kind):
    """They read it, answer under the new identity, and readers see both answers and no warning."""
    referring = referring_in(demo)
    if kind == "owner":
        referring.send(username)
    else:
        referring.translate(username=username)
    before, colleague = demo.holder(username), demo.holder("council-owner-1")
    text = asked_of(demo, before, kind)
    rosters = demo.services.rosters.current()
    [exchange] = find_asked(demo.services.store, before.row.id, before.identity, rosters, kind)
    now = demo.services.now()
    answer(demo.services.store, exchange, before.row.id, before.identity, now, "As before.")
    rows = {row["bytes"] for row in rows_of(demo, before)}

    said = demo.done("roster", "rotate", username)

    after = demo.holder(username)
    assert "Fingerprint: " in said
    assert before.row.id != after.row.id
    assert 1 == len(text)
    assert text == asked_of(demo, after, kind)
    assert [] == asked_of(demo, before, kind) == asked_of(demo, colleague, kind)
    assert not rows & {row["bytes"] for row in rows_of(demo, after)}
    assert [] == rows_of(demo, before)
    rosters = demo.services.rosters.current()
    [again] = find_asked(demo.services.store, after.row.id, after.identity, rosters, kind)
    answer(demo.services.store, again, after.row.id, after.identity, now, "As of now.")
    seen = read_exchange(demo.services.store, again.number, again.key, before.row.id, rosters)
    assert seen is not None
    assert ["As before.", "As of now."] == [word.text for word in seen.answers]
    assert frozenset() == seen.problems


def rows_of(shell, holder):
    """Return the rows of one account in all referrals."""
    every = read_all(shell.services.store)["referral_stanza"]
    return [row for row in every if row["account_id"] == holder.row.id]


def test_rows_have_one_shape_whoever_is_rotated(demo, tmp_path):
    """Who was asked something and who was not: the same tables, counts and lengths."""
    referring = referring_in(demo)
    referring.send(AUDIT)
    other = Shell(tmp_path / "other")
    demo.services.store.engine.dispose()
    shutil.copytree(demo.folder, other.folder)

    demo.done("roster", "rotate", AUDIT)
    other.done("roster", "rotate", "council-owner-1")

    shapes = [
        sorted((len(row["bytes"]), row["account_id"] is None) for row in rows)
        for rows in (read_all(one.services.store)["referral_stanza"] for one in (demo, other))
    ]
    assert shapes[0] == shapes[1]


def test_killed_anywhere_it_is_done_or_not_begun(demo, tmp_path):
    """After a second run they read what they were asked, whenever the first one stopped."""
    referring_in(demo).send(AUDIT)
    demo.services.store.engine.dispose()
    killed = 0
    for number in range(1, 200, APART):
        shell = Shell(tmp_path / f"copy-{number}")
        shutil.copytree(demo.folder, shell.folder)
        was_killed = rotate_until(shell, number)
        killed += was_killed

        holder = shell.holder(AUDIT)
        assert 1 == len(asked_of(shell, holder, "owner"))
        shell.done("roster", "rotate", AUDIT)

        assert 1 == len(asked_of(shell, shell.holder(AUDIT), "owner"))
        accounts = {row["account_id"] for row in read_all(shell.services.store)["referral_stanza"]}
        assert holder.row.id not in accounts
        shell.services.store.engine.dispose()
        if not was_killed:
            break
    assert killed > 3


def rotate_until(shell, number):
    """Rotate as the command does, killed before statement `number`; True if it was killed."""
    services = shell.services
    signers = make_signers(services, (), None, yes=True)
    with services.store.read() as connection:
        row = find_account(connection, AUDIT)
    assert row is not None
    try:
        with killed_before(services.store.engine, number):
            Registrar(services, signers).rotate(row, lambda length: progress(length, "…"))
    except Killed:
        return True
    finally:
        services.store.engine.dispose()
    return False


def test_what_was_written_to_a_board_is_wrapped_again(demo):
    """Every letter on its day; the identity of before opens none that is left."""
    before, services = demo.holder(BOARD), demo.services
    members = [(before.row.id, before.identity.wrap_public)]
    letters = [seal_feedback(Told(day, f"Letter {day}"), members)[0] for day in (20_000, 20_001)]
    with services.store.write() as connection:
        rows = [FeedbackRow(one.id, one.account, 30_000, one.box) for one in letters]
        insert_feedback(connection, rows)

    demo.done("roster", "rotate", BOARD)

    after = demo.holder(BOARD)
    with demo.services.store.read() as connection:
        kept = list_feedback(connection, after.row.id, None)
        gone = list_feedback(connection, before.row.id, None)
    told = [
        open_feedback(after.identity.unwrapper, Letter(row.id, row.account_id, row.bytes))
        for row in kept
    ]
    assert {Told(20_000, "Letter 20000"), Told(20_001, "Letter 20001")} == set(told)
    assert {30_000} == {row.purge for row in kept}
    assert [] == gone


@pytest.mark.parametrize("username", [ADVISER, CHAIR, ANALYST])
def test_every_role_signs_in_as_before(demo, username):
    """The same passphrase and code secret, another identity; a chair takes recovery shares."""
    put_report(demo.services)
    before, secrets = demo.holder(username), demo.accounts[username]

    demo.done("roster", "rotate", username)

    after = demo.holder(username)
    assert secrets == demo.accounts[username]
    assert before.identity.wrap_public != after.identity.wrap_public
    assert before.row.id != after.row.id


def test_nobody_needs_a_share_for_who_opens_no_report(demo):
    """And no use of one is put on record."""
    for path in (demo.folder / "keys").glob("*.share"):
        path.unlink()

    demo.done("roster", "rotate", AUDIT)

    assert 0 == demo.services.rosters.current().by_body["north"].recovered
    listed = demo.services.rosters.current()
    after = demo.holder(AUDIT).row.id
    assert 2 == sum(listed.is_one(one, after) for one in listed.persons)


@pytest.mark.parametrize("command", ["rotate", "reset"])
def test_readers_are_warned_only_where_it_is_not_with_them(demo, command):
    """After a reset nobody can read what was asked before, and the page of the case says so."""
    referring = referring_in(demo)
    referring.send(AUDIT)
    demo.environment["REPORTING_INSECURE_HTTP"] = "1"
    group = "roster" if command == "rotate" else "account"

    demo.done(group, command, AUDIT)

    app = desk.create_app(demo.services, profile=CHEAPEST)
    reader = Reviewer(through_app(app), codes=Codes())
    reader.sign_in(demo.accounts["north-reviewer-1"])
    page = reader.get(f"/cases/{referring.number}")
    assert (command == "reset") == (str(MOVED)[:40] in page.text)
    assert [command == "rotate"] == [bool(asked_of(demo, demo.holder(AUDIT), "owner"))]

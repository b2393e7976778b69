"""`reporting roster revoke` and `rotate`: a kill at any point is made good by a second run."""

import shutil
from collections import Counter

import pytest

from reporting.cli.people import make_signers, read_shares
from reporting.people.membership import Registrar
from reporting.people.rewriting import Rewriter
from reporting.store.accounts import find_account
from tests.cli.conftest import Shell
from tests.support.deposits import can_open, put_report
from tests.support.dump import read_all
from tests.watch.test_killed import Killed, killed_before

LEAVER, STAYING = "north-reviewer-1", ("north-lead-1", "north-reviewer-3")
APART = 6  # of all statements every sixth is killed: before and after each commit among them


def revoke_until(shell, number):
    """Run what the command does, killed before statement `number`; True if it was killed."""
    services = shell.services
    signers = make_signers(services, (), None, yes=True)
    with services.store.read() as connection:
        row = find_account(connection, LEAVER)
    assert row is not None
    registrar = Registrar(services, signers, read_shares(services, ()))
    try:
        with killed_before(services.store.engine, number):
            registrar.remove(row)
            registrar.rewrite(lambda _: None)
    except Killed:
        return True
    finally:
        services.store.engine.dispose()
    return False


def rows_of(services):
    """Return how many rows each report has."""
    return set(Counter(row["report_id"] for row in read_all(services.store)["stanza"]).values())


def test_killed_anywhere_a_second_run_finishes_it(demo, tmp_path):
    """They open nothing, those who stay open everything, and no report has a row more or less."""
    deposits = [put_report(demo.services) for _ in range(3)]
    leaver = demo.holder(LEAVER)
    killed = 0
    for number in range(1, 200, APART):
        shell = Shell(tmp_path / f"copy-{number}")
        shutil.copytree(demo.folder, shell.folder)
        was_killed = revoke_until(shell, number)
        killed += was_killed

        shell.done("roster", "revoke", LEAVER)

        services = shell.services
        north = services.rosters.current().by_body["north"]
        present = sum(len(one.recipients) for one in services.rosters.current().by_body.values())
        assert leaver.row.id not in {m.account for m in north.members if m.active}
        assert {present} == rows_of(services)
        for deposit in deposits:
            assert not can_open(services, leaver, deposit.report)
            people = [shell.holder(name) for name in STAYING]
            assert all(can_open(services, one, deposit.report) for one in people)
        services.store.engine.dispose()
        if not was_killed:
            break
    assert killed > 3


def test_a_rotated_identity_opens_what_the_one_before_did(demo, monkeypatch):
    """Also where it stopped in the middle of writing rows anew; the old identity opens nothing."""
    deposits = [put_report(demo.services) for _ in range(2)]
    excluding = put_report(demo.services, organisation="council", about=("line_manager",))
    before = {name: demo.holder(name) for name in (LEAVER, "north-reviewer-3")}
    monkeypatch.setattr("reporting.limits.REPORTS_BATCH", 1)
    replace, done = Rewriter._replace, list[int]()

    def replace_one(*arguments):
        if done:
            raise Killed
        done.append(1)
        return replace(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(Rewriter, "_replace", replace_one)
        with pytest.raises(Killed):
            demo.run("roster", "rotate", LEAVER)
    opened = [can_open(demo.services, demo.holder(LEAVER), each.report) for each in deposits]

    demo.done("recovery", "rewrite")
    said = demo.done("roster", "rotate", "north-reviewer-3")

    assert not all(opened)
    assert "north-reviewer-3 signs in as before. Fingerprint: " in said
    for name, old in before.items():
        new = demo.holder(name)
        assert old.identity.wrap_public != new.identity.wrap_public
        assert all(can_open(demo.services, new, each.report) for each in deposits)
        assert not any(can_open(demo.services, old, each.report) for each in deposits)
    assert not can_open(demo.services, demo.holder("north-reviewer-3"), excluding.report)
    assert 1 == len(rows_of(demo.services))


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("north-owner-1", "is unknown"),
        ("north-chair-1", "two recovery shares"),
        (LEAVER, "two recovery shares"),
    ],
)
def test_what_cannot_be_rotated_is_refused_in_a_sentence(demo, username, sentence):
    """Nothing is changed: without shares they would lose what they open."""
    for path in (demo.folder / "keys").glob("*.share"):
        path.unlink()

    result = demo.run("roster", "rotate", username)

    assert (1, True) == (result.exit_code, sentence in result.output), result.output


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("nobody",), 1, "the account nobody is unknown"),
        (("north-lead-1",), 1, "north would have too few leads left"),
        ((), 2, "Missing argument 'USERNAME'"),
    ],
)
def test_what_cannot_be_revoked_is_refused_in_a_sentence(demo, arguments, code, sentence):
    """Nothing is changed."""
    result = demo.run("roster", "revoke", *arguments)

    assert (code, True) == (result.exit_code, sentence in result.output)

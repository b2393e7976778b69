"""Lists put back, forged or erased by whoever owns the database, with the keys of former leads."""

import json
from dataclasses import replace

import pytest

from reporting.errors import RosterRefused, StoreUnavailable
from reporting.people import ceremony
from reporting.store.rosters import get_latest_rosters, insert_roster
from reporting.store.tables import roster as table
from reporting.trust import read_roster_file, sign_roster
from tests.support.body import member

LEADS = ("north-lead-1", "north-lead-2")


def stored(shell, body="north"):
    """Return the newest roster of a body and its file, as the database has them."""
    with shell.services.store.read() as connection:
        return read_roster_file(get_latest_rosters(connection)[body])


def forge(roster, delegation, leads):
    """Sign a list with a spy on it, as the leads of a delegation can."""
    spied = replace(roster, version=roster.version + 1, members=(*roster.members, member("lead")))
    seeds = {holder.row.id: holder.identity.signing_seed for holder in leads}
    signed = {key: delegation[key] for key in ("delegation", "root_signature")}
    return spied.version, sign_roster(spied, signed, seeds)


def put(shell, version, data):
    """Store a roster file, as whoever owns the database can."""
    with shell.services.store.write() as connection:
        insert_roster(connection, "north", version, data)


def erase_newest(shell, body="north"):
    """Delete the newest roster of a body, as whoever owns the database can."""
    version = stored(shell, body)[0].version
    with shell.services.store.write() as connection:
        newest = (table.c.body == body) & (table.c.version == version)
        connection.execute(table.delete().where(newest))


def refused(shell):
    """Say whether intake would refuse the rosters now."""
    try:
        shell.services.rosters.current()
    except RosterRefused:
        return True
    return False


def test_leads_sign_the_next_list(demo):
    """What is refused below is refused for its delegation alone: from its leads it counts."""
    roster, delegation = stored(demo)

    put(demo, *forge(roster, delegation, [demo.holder(name) for name in LEADS]))

    assert not refused(demo)


def test_leads_who_were_replaced_sign_nothing_any_more(demo):
    """The root's word on them is in every old row of the database; a number makes it void."""
    _, delegation = stored(demo)
    former = [demo.holder(name) for name in LEADS]
    for name in LEADS:
        demo.done("account", "reset", name)
    roster, _ = stored(demo)
    assert not refused(demo)

    put(demo, *forge(roster, delegation, former))

    assert refused(demo)
    again = demo.run("roster", "sign", "north")
    assert 1 == again.exit_code
    assert "not the one its leads signed last" in again.output


def test_a_lead_who_was_disabled_signs_nothing_any_more(demo):
    """Once another lead is there, the old two are two no more."""
    demo.done("account", "add", "north-lead-3", "--role", "lead", "--body", "north")
    private = str(demo.folder / "keys" / "north.root.private")
    named = [word for name in (*LEADS, "north-lead-3") for word in ("--lead", name)]
    demo.done("roster", "delegate", "north", *named, "--root-private", private)
    demo.done("roster", "sign", "north")
    _, delegation = stored(demo)
    former = [demo.holder(name) for name in LEADS]
    demo.done("account", "disable", "north-lead-2")
    roster, _ = stored(demo)

    put(demo, *forge(roster, delegation, former))

    assert refused(demo)


def test_a_delegation_takes_force_with_the_next_list(demo):
    """Until it is signed the list in force stays so; each delegation has a number of its own."""
    words = [word for name in LEADS for word in ("--lead", name)]
    private = str(demo.folder / "keys" / "north.root.private")
    for _ in range(2):
        demo.done("roster", "delegate", "north", *words, "--root-private", private)
    assert not refused(demo)

    demo.done("roster", "sign", "north")

    assert not refused(demo)
    assert 3 == stored(demo)[1]["delegation"]["number"]
    assert 3 == demo.services.instance.load_roots()["north"].lowest_delegation


def test_the_pinned_number_is_there_before_the_list_is(demo, monkeypatch):
    """Work that stops in between leaves intake refusing, and the leads able to sign again."""
    words = [word for name in LEADS for word in ("--lead", name)]
    private = str(demo.folder / "keys" / "north.root.private")
    demo.done("roster", "delegate", "north", *words, "--root-private", private)
    genuine, delegation = stored(demo)
    pin = ceremony.store_roster

    def stop(*arguments):
        pin(*arguments)
        raise StoreUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(ceremony, "store_roster", stop)
        assert 1 == demo.run("roster", "sign", "north").exit_code

    assert genuine == stored(demo)[0]
    assert refused(demo)
    assert 1 == delegation["delegation"]["number"]
    demo.done("roster", "sign", "north")
    assert not refused(demo)


def test_a_reset_that_stopped_halfway_is_put_right_by_the_root(demo, monkeypatch):
    """The delegation names an account that was not stored; the next one names who is there."""
    pin = ceremony.store_roster

    def stop(*arguments):
        pin(*arguments)
        raise StoreUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(ceremony, "store_roster", stop)
        assert 1 == demo.run("account", "reset", "north-lead-1").exit_code
    assert "too few leads" in demo.run("roster", "sign", "north").output

    words = [word for name in LEADS for word in ("--lead", name)]
    private = str(demo.folder / "keys" / "north.root.private")
    demo.done("roster", "delegate", "north", *words, "--root-private", private)
    demo.done("roster", "sign", "north")

    assert not refused(demo)
    assert 3 == stored(demo)[1]["delegation"]["number"]


@pytest.mark.parametrize("command", [("roster", "sign", "north"), ("recovery", "rewrite")])
def test_the_record_of_recovery_cannot_be_erased(demo, command):
    """With the newest list deleted, no next one can be made that forgets what it recorded."""
    demo.done("account", "reset", "north-reviewer-1")
    assert 1 == stored(demo)[0].recovered
    shares = [f"--share={demo.folder / 'keys' / f'north.{n}.share'}" for n in (1, 2)]

    erase_newest(demo)
    result = demo.run(*command, *(shares if "rewrite" in command else ()))

    assert 1 == result.exit_code
    assert "not the one its leads signed last (version 2)" in result.output
    assert 0 == stored(demo)[0].recovered
    assert refused(demo)


def test_a_body_does_not_begin_anew(demo):
    """With every list deleted it is not as if there had never been one."""
    erase_newest(demo)

    result = demo.run("roster", "sign", "north")

    assert 1 == result.exit_code
    assert "not the one its leads signed last (version 1)" in result.output


def test_a_list_whose_version_was_not_pinned_in_time_is_followed(demo):
    """Work that stopped right after the list was stored: it is genuine, and stays on record."""
    demo.done("account", "reset", "north-reviewer-1")
    (demo.folder / "keys" / "north.version").write_bytes(b"1")

    demo.done("roster", "sign", "north")

    assert (3, 1) == (stored(demo)[0].version, stored(demo)[0].recovered)
    assert b"3" == (demo.folder / "keys" / "north.version").read_bytes()


def test_the_pinned_files_are_as_documented(demo):
    """Number and digest, in the form of docs/roster.md."""
    demo.done("account", "reset", "north-lead-1")

    value = json.loads((demo.folder / "keys" / "north.delegated").read_bytes())

    assert {"number", "before"} == value.keys()
    assert (2, 64) == (value["number"], len(value["before"]))

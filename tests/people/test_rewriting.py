"""Rows of earlier reports after a roster has changed, on both databases."""

from dataclasses import replace

import pytest

from reporting.errors import CannotOpen
from reporting.limits import REPORTS_BATCH
from reporting.opening import open_stanza, open_triage
from reporting.people.recovery import join_shares, read_share
from reporting.people.rewriting import Rewriter, level_rows
from reporting.roster import Rosters
from reporting.store.reports import get_case, get_stanzas
from reporting.store.stanzas import delete_rows
from tests.support.deposits import can_open, has_row, put_report, unlock
from tests.support.dump import read_all


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def world(request):
    """A demo instance on SQLite, then on PostgreSQL."""
    maker = "make_world" if request.param == "sqlite" else "make_postgresql_world"
    return request.getfixturevalue(maker)()


@pytest.fixture
def services(world):
    """What a command works with."""
    found = world.services("command")
    yield found
    found.store.engine.dispose()


def recovered(services, *bodies):
    """Return the recovery identities of bodies from two of their shares."""
    keys = services.instance.keys
    return [
        join_shares([read_share((keys / f"{body}.{n}.share").read_bytes()) for n in (1, 2)])
        for body in bodies
    ]


def rewrite(services, *bodies):
    """Rewrite all rows with the shares of some bodies; True if every report opened."""
    rosters, watch = services.rosters.current(), services.instance.load_watch()
    rewriter = Rewriter(services.service, rosters, recovered(services, *bodies), watch)
    return rewriter.rewrite(services.store, lambda _: None)


def case_of(services, deposit):
    """Return a report as the store has it now."""
    with services.store.read() as connection:
        return get_case(connection, deposit.report)


def someone(world, services, name):
    """Return somebody of the demo."""
    return unlock(services, name, world.accounts[name]["passphrase"])


def test_rewriting_changes_every_row_and_nobodys_access(world, services):
    """Who could open still can, who could not still cannot, and no row is as it was."""
    deposit = put_report(services, about=("line_manager",))
    before = {row["bytes"] for row in read_all(services.store)["stanza"]}
    people = [someone(world, services, name) for name in world.accounts if "er-" in name]
    access = [can_open(services, person, deposit.report) for person in people]

    assert rewrite(services, "north")

    after = {row["bytes"] for row in read_all(services.store)["stanza"]}
    assert not before & after
    assert len(before) == len(after)
    assert access == [can_open(services, person, deposit.report) for person in people]
    assert {True, False} == set(access)


def test_a_report_about_what_left_the_service_file_keeps_its_rows(services):
    """Nothing says any more who may open it; the others are rewritten, and that one is told."""
    gone, other = put_report(services), put_report(services, organisation="transport")
    before = {one.report: case_of(services, one).revision for one in (gone, other)}
    left = {code: one for code, one in services.service.organisations.items() if code != "council"}
    services = replace(services, service=replace(services.service, organisations=left))

    complete = rewrite(services, "north", "south")

    assert not complete
    assert before[gone.report] == case_of(services, gone).revision
    assert before[other.report] != case_of(services, other).revision


def test_rewriting_tells_every_index_to_read_again(services):
    """The report gets another revision; its content stays byte for byte."""
    deposit = put_report(services)
    before = case_of(services, deposit)

    rewrite(services, "north")

    after = case_of(services, deposit)
    assert before.revision != after.revision
    assert before.triage != after.triage
    assert before.status != after.status
    assert (before.header, before.payload) == (after.header, after.payload)


def test_the_access_list_names_the_rosters_in_force(services):
    """Under the report key, for the next rewriting; the hour the report came stays."""
    deposit = put_report(services)
    rewrite(services, "north")

    (shares,) = recovered(services, "north")
    case = case_of(services, deposit)
    with services.store.read() as connection:
        row = get_stanzas(connection, shares.account, [deposit.report])[deposit.report]
    key = open_stanza(shares.identity.unwrapper, shares.account, case.header, row)
    triage = open_triage(key, case.header, case.triage)

    chairs = {account for account, word in triage.access.items() if word == "chair"}
    assert 1 == len(chairs)
    assert deposit.stanzas.keys() == triage.access.keys() - chairs
    assert "open" == triage.access[shares.account]
    assert deposit.received == triage.received


@pytest.mark.parametrize(
    ("body", "struck", "expected"),
    [
        ("north", (), True),
        ("south", (), True),  # stands by: with the watch's key its row can be peeled
        ("south", ("oversight_provider_or_this_service",), True),
        ("north", ("oversight_provider_or_this_service",), False),
    ],
)
def test_shares_open_what_their_body_may(services, body, struck, expected):
    """And nothing that was kept from it."""
    put_report(services, struck=struck)

    assert expected == rewrite(services, body)


def test_more_reports_than_a_batch_are_all_rewritten(services):
    """And each is counted once."""
    for _ in range(REPORTS_BATCH + 1):
        put_report(services)
    before = {row["id"] for row in read_all(services.store)["stanza"]}
    counted: list[int] = []

    rosters, watch = services.rosters.current(), services.instance.load_watch()
    rewriter = Rewriter(services.service, rosters, recovered(services, "north"), watch)
    rewriter.rewrite(services.store, counted.append)

    after = {row["id"] for row in read_all(services.store)["stanza"]}
    assert [REPORTS_BATCH, 1] == counted
    assert not before & after


def test_a_missing_row_becomes_a_decoy(world, services):
    """Of the usual length; it opens to nobody."""
    deposit = put_report(services)
    lead = someone(world, services, "north-lead-1")
    with services.store.write() as connection:
        delete_rows(connection, lead.row.id)

    level_rows(services.store, services.rosters.current())

    with services.store.read() as connection:
        row = get_stanzas(connection, lead.row.id, [deposit.report])[deposit.report]
    assert 2560 == len(row)
    with pytest.raises(CannotOpen):
        open_stanza(lead.identity.unwrapper, lead.row.id, deposit.header, row)


def test_a_row_of_somebody_who_left_is_taken_away(world, services):
    """As if a report had been on its way while the roster changed."""
    deposit = put_report(services)
    lead = someone(world, services, "north-lead-1")
    rosters = services.rosters.current()
    north = rosters.by_body["north"]
    members = tuple(replace(one, active=one.account != lead.row.id) for one in north.members)
    changed = Rosters({**rosters.by_body, "north": replace(north, members=members)})

    level_rows(services.store, changed)

    assert not has_row(services, lead, deposit.report)

"""Giving a report up, below any page."""

from dataclasses import replace

import pytest

from reporting import clock
from reporting.casework.access import UNROUTED
from reporting.casework.recusing import recuse
from reporting.envelope import seal_stanzas
from reporting.errors import CannotOpen, NotAllowed
from reporting.event import HANDOVER, Event, sign_event
from reporting.opening import open_stanza
from reporting.store.events import insert_events
from reporting.store.reports import get_stanzas
from tests.support.cast import NOW, demo_service
from tests.support.dump import read_all
from tests.support.opened import Desk, open_desk


@pytest.fixture
def desk(tmp_path):
    """One report in a store."""
    desk = open_desk(tmp_path)
    yield desk
    desk.store.engine.dispose()


def opens(desk: Desk, name: str) -> bool:
    """Say whether the row of somebody opens now."""
    account = desk.cast.accounts[name]
    with desk.store.read() as connection:
        row = get_stanzas(connection, account, [desk.number])[desk.number]
    try:
        open_stanza(desk.cast.identities[name].unwrapper, account, desk.row().header, row)
    except CannotOpen:
        return False
    return True


def give_up(desk: Desk, case, name: str) -> bool:
    """Give the report up as somebody who has read `case`."""
    places = (demo_service(), desk.cast.rosters)
    return recuse(desk.store, case, desk.report_key, desk.author(name=name), places)


def test_only_whoever_gives_it_up_loses_it(desk):
    """Colleagues and the recovery still open it, and whoever stands by does not yet."""
    names = ("north-reviewer", "north-second", "north-lead", "north-recovery", "south-lead")
    assert [True, True, True, True, False] == [opens(desk, name) for name in names]

    give_up(desk, desk.read(), "north-reviewer")

    assert [False, True, True, True, False] == [opens(desk, name) for name in names]


def test_two_at_once_both_lose_it(desk):
    """The second rewrites what the first has left, not what they had read."""
    case = desk.read()

    give_up(desk, case, "north-reviewer")
    give_up(desk, case, "north-second")

    names = ("north-reviewer", "north-second", "north-lead")
    assert [False, False, True] == [opens(desk, name) for name in names]
    assert frozenset() == desk.read().chain.problems
    assert 2 == len(desk.read().chain.events)


@pytest.mark.parametrize(("handed_over", "other"), [(False, "north"), (True, "south")])
def test_the_reporter_is_told_of_the_right_other_body(desk, handed_over, other):
    """When nobody of the first body is left; of one that has taken over nothing else is said."""
    if handed_over:
        watch = desk.cast.watch.signer
        event = sign_event(Event(desk.number, HANDOVER, clock.day_of(NOW)), watch)
        with desk.store.write() as connection:
            insert_events(connection, [(desk.number, event)])
    assert "south" == desk.read().conversation.status.other

    moved = [give_up(desk, desk.read(), f"north-{name}") for name in ("lead", "second", "reviewer")]

    assert [False, False, True] == moved
    assert other == desk.read().conversation.status.other


def test_rows_of_a_report_that_was_handed_over_open_at_once(desk):
    """No watch is there to peel them."""
    sent = desk.sent
    rosters, digest = desk.cast.rosters, desk.read().digest
    account = desk.cast.accounts["south-lead"]

    rows = seal_stanzas(sent.access, rosters, desk.report_key, digest, handed_over=True)

    unwrapper = desk.cast.identities["south-lead"].unwrapper
    found = open_stanza(unwrapper, account, sent.deposit.header, rows[account])
    assert desk.report_key == found
    assert 1 == len({len(row) for row in rows.values()})


def test_where_the_organisation_is_gone_from_the_service_file_nothing_is_changed(desk):
    """Nobody can be routed then: a sentence says so, and the report is as it was."""
    service = replace(demo_service(), organisations={})
    author, before = desk.author(), read_all(desk.store)

    with pytest.raises(NotAllowed) as refused:
        recuse(desk.store, desk.read(), desk.report_key, author, (service, desk.cast.rosters))

    assert UNROUTED == refused.value.sentence
    assert before == read_all(desk.store)

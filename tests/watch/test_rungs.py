"""Rungs: each at its hour, to those it names, once, and never to whom is excluded."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from reporting import clock, ladder
from reporting.store.tables import report
from reporting.store.watched import clear_urgent
from reporting.watch.records import Missed
from tests.watch.conftest import Post, at

READERS = {"north-lead-1", "north-lead-2", "north-reviewer-1", "north-reviewer-3"}
LEADS = {"north-lead-1", "north-lead-2"}
CHAIR = {"north-chair-1"}
ALTERNATE = {"south-lead-1", "south-lead-2", "south-reviewer-1", "south-reviewer-2"}
MISSED = Missed("council", "missed", "2026-04")


def test_each_rung_comes_at_its_hour_and_reaches_whom_it_names(post: Post) -> None:
    """The example of docs/promise.md, hour by hour: nobody before the 20th, everybody by the 48th.

    North's second reviewer has declared a connection to the council and hears of nothing.
    """
    deposit = post.put()

    told = {hour: post.turn_at(deposit, hour) for hour in (0.1, 12, 19.9, 20, 21, 23.9, 24, 25)}
    told |= {hour: post.turn_at(deposit, hour) for hour in (47.9, 48, 49, 71.9, 72, 95, 96)}

    assert {
        20: READERS,
        24: LEADS | CHAIR,
        48: READERS | ALTERNATE,
        72: READERS | ALTERNATE,
        96: READERS | ALTERNATE,
    } == {hour: names for hour, names in told.items() if names}
    assert ["missed", "handover"] == post.kinds(deposit.report)
    assert [MISSED] == post.missed()


def test_a_year_of_turns_in_one_gives_the_same_record(post: Post) -> None:
    """A watch that was silent for a month takes every step it left out, once."""
    deposit = post.put()

    told = post.turn_at(deposit, 30 * 24)

    assert READERS | ALTERNATE | CHAIR == told
    assert ["missed", "handover"] == post.kinds(deposit.report)
    assert [MISSED] == post.missed()
    assert set() == post.turn_at(deposit, 30 * 24 + 0.5)


def test_several_reports_in_one_turn_are_one_notice_a_person(post: Post) -> None:
    """How many mails leave does not tell how many wait; each is on record for itself."""
    deposits = [post.put() for _ in range(3)]
    post.world.clock.advance(hours=24)
    post.turn()

    with post.world.store.read() as connection:
        waiting = len(post.outbox.waiting(connection))
    assert [["missed"]] * 3 == [post.kinds(deposit.report) for deposit in deposits]
    assert [MISSED] * 3 == post.missed()
    assert len(READERS | CHAIR) == waiting


def test_somebody_in_danger_is_told_every_quarter_of_an_hour_until_it_is_opened(
    post: Post,
) -> None:
    """At once and at night; afterwards the ladder goes on as for every report."""
    deposit = post.put(urgent=True)

    told = [post.turn_at(deposit, minutes / 60) for minutes in (5, 6, 10, 15, 20, 30)]
    with post.world.store.write() as connection:
        clear_urgent(connection, deposit.report)
    told += [post.turn_at(deposit, hours) for hours in (0.8, 1, 5, 19.9, 20)]

    nobody = set[str]()
    assert [READERS, nobody, nobody, READERS, nobody, READERS] == told[:6]
    assert [nobody, nobody, nobody, nobody, READERS] == told[6:]


def test_a_deposit_writes_no_notice_and_the_next_turn_none_either(post: Post) -> None:
    """A dump with the report differs from one without it in no row of notices."""
    post.turn()
    deposit = post.put()

    told = post.turn_at(deposit, 0.9)

    assert set() == told
    assert ladder.first_wake(deposit.received, 24) == post.row(deposit.report).wake


@pytest.mark.parametrize(
    ("received", "red", "missed"),
    [
        ("2026-03-28T14:30:00+00:00", "2026-03-29T10:00+00:00", "2026-03-29T14:00+00:00"),
        ("2026-10-24T14:30:00+00:00", "2026-10-25T10:00+00:00", "2026-10-25T14:00+00:00"),
        ("2028-02-28T23:59:59+00:00", "2028-02-29T19:00+00:00", "2028-02-29T23:00+00:00"),
    ],
    ids=["forward", "back", "leap day"],
)
def test_clock_hours_are_clock_hours_whatever_the_clocks_show(
    post: Post, received: str, red: str, missed: str
) -> None:
    """Summer time begins or ends, February has a day more: it is 20 and 24 hours all the same."""
    post.world.clock.moment = at(received)
    deposit = post.put_without_roster()

    steps = ladder.steps(deposit.received, 24)

    moments = [clock.moment_of_hour(step.wake // 4) for step in steps]
    assert [at(red), at(missed)] == moments[:2]
    for moment, rung in ((at(red), 1), (at(missed), 2)):
        post.world.clock.moment = moment - timedelta(seconds=1)
        post.turn()
        assert ladder.START + rung - 1 == post.row(deposit.report).rung
        post.world.clock.moment = moment
        post.turn()
        assert ladder.START + rung == post.row(deposit.report).rung


@pytest.mark.parametrize("note", [b"", b"\x01" + bytes(3184)], ids=["none", "altered"])
def test_a_report_whose_note_does_not_open_is_recorded_and_handed_over_all_the_same(
    post: Post, note: bytes
) -> None:
    """Nobody can say who is excluded from it, so nobody is told; a slot comes in any case."""
    deposit = post.put()
    with post.world.store.write() as connection:
        connection.execute(update(report).values(note=note))

    told = [post.turn_at(deposit, hours) for hours in (20, 24, 48, 72)]

    assert [set[str]()] * 4 == told
    assert ["missed", "handover"] == post.kinds(deposit.report)
    assert [Missed("", "missed", "2026-04")] == post.missed()


def test_without_a_roster_in_force_those_the_note_names_are_told(post: Post) -> None:
    """The truth is recorded at its hour, and none of those named was excluded."""
    post.world.clock.moment = at("2026-06-07T13:03:00+00:00")
    deposit = post.put()

    told = post.turn_at(deposit, 48)

    assert READERS | ALTERNATE | CHAIR == told
    assert ["missed", "handover"] == post.kinds(deposit.report)


def test_an_answer_ends_the_ladder(post: Post) -> None:
    """Nothing comes after it but the next word, and when that is late its readers hear once."""
    deposit = post.put()
    reviewer = post.world.reviewer("north-reviewer-1")
    reviewer.acknowledge(reviewer.list_cases()[0], "We have read it.")

    quiet = [post.turn_at(deposit, hours) for hours in (20, 24, 48, 72)]
    row = post.row(deposit.report)
    late = clock.moment_of_hour(row.due)
    hours = (late - clock.moment_of_hour(deposit.received)) / timedelta(hours=1)

    assert [set[str]()] * 4 == quiet
    assert (ladder.AFTER, row.due * 4) == (row.rung, row.wake)
    assert READERS == post.turn_at(deposit, hours)
    assert set() == post.turn_at(deposit, hours + 24)
    assert [] == post.missed()


def test_an_organisation_with_another_target_is_measured_by_both(post: Post) -> None:
    """12 hours and the founding 24: two records, each at its hour."""
    deposit = post.put_with_target(12)

    told = {hour: post.turn_at(deposit, hour) for hour in (10, 12, 24)}

    assert {10: READERS, 12: LEADS | CHAIR, 24: READERS | ALTERNATE} == told
    assert {"missed", "founding", "handover"} == set(post.kinds(deposit.report))
    assert [MISSED, Missed("council", "founding", "2026-04")] == post.missed()

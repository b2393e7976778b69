"""Whether a report is watched: what the ladder itself writes is, and nothing that puts it off."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import clock, event, ladder, limits
from reporting.event import Event, History
from reporting.ids import ReportId
from reporting.ladder import AFTER, LATE_FOUNDING, LATE_TARGET, NEVER, START, Rung
from reporting.status import NOBODY, Status
from reporting.watched import Watched

RECEIVED = 493_141
BEGIN = clock.quarter_of_hour(RECEIVED)
DUE = RECEIVED + 200
KINDS = {Rung.MISSED: event.MISSED, Rung.FOUNDING: event.FOUNDING}
targets = st.integers(*limits.ACKNOWLEDGE_HOURS_RANGE)


def history(*kinds: str) -> History:
    """Return what the watch has signed."""
    return History(tuple(Event(ReportId(7), kind, 1) for kind in kinds))


def waiting(done: int, wake: int, *kinds: str, target: int = 24) -> Watched:
    """Return a report that nobody has answered, at which so many steps are done."""
    return Watched(START + done, wake, DUE, RECEIVED, Status(RECEIVED, target), history(*kinds))


def answered(bucket: int, *kinds: str, rung: int = AFTER, wake: int = DUE * 4) -> Watched:
    """Return a report that was answered within so many hours, or later where it is 0."""
    status = Status(RECEIVED, 24, acknowledged=bucket, other="south")
    return Watched(rung, wake, DUE, RECEIVED, status, history(*kinds))


@given(targets, st.lists(st.integers(0, 400), max_size=8))
def test_what_the_watch_does_at_any_hour_fits(target: int, gaps: list[int]) -> None:
    """On time, or late by any silence: there is no false alarm."""
    done, wake, quarter = 0, ladder.first_wake(RECEIVED, target), BEGIN
    kinds: list[str] = []
    for gap in gaps:
        quarter += gap
        if wake <= quarter:
            climb = ladder.climb(done, RECEIVED, target, quarter)
            kinds += [KINDS[step.rung] for step in climb.steps if step.rung in KINDS]
            done, wake = climb.done, climb.wake

        assert waiting(done, wake, *kinds, target=target).fits(quarter)
        assert waiting(done, wake, *kinds, target=target).fits(quarter - 1)


@pytest.mark.parametrize(
    ("done", "wake"),
    [(0, NEVER), (0, BEGIN + 81), (1, BEGIN + 96), (3, BEGIN + 288), (AFTER, NEVER)],
)
def test_a_ladder_that_was_put_off_does_not_fit(done: int, wake: int) -> None:
    """By a later hour, by steps that cannot be done yet, or by an answer that nobody gave."""
    assert not waiting(done, wake).fits(BEGIN)


def test_a_step_that_left_no_record_was_not_taken() -> None:
    """The column says that the miss is recorded, and the watch has signed nothing."""
    quarter = BEGIN + 100

    assert not waiting(2, BEGIN + 192).fits(quarter)
    assert waiting(2, BEGIN + 192, event.MISSED).fits(quarter)


@pytest.mark.parametrize(("quarters", "behind"), [(80, False), (81, False), (82, True)])
def test_a_step_that_is_not_taken_is_told_after_half_an_hour(quarters: int, behind: bool) -> None:
    """Whatever the heartbeat says; and no more once it is taken."""
    quarter = BEGIN + quarters

    assert behind == waiting(0, BEGIN + 80).is_behind(quarter)
    assert not waiting(1, BEGIN + 96).is_behind(quarter)


def test_a_later_word_that_is_not_told_is_told_here() -> None:
    """But not what an answer has just left to be recorded."""
    kept, late = answered(24), answered(48, rung=AFTER + LATE_TARGET, wake=0)

    assert (False, True) == (kept.is_behind(4 * DUE + 1), kept.is_behind(4 * DUE + 2))
    assert not late.is_behind(4 * DUE)
    assert not answered(24, wake=NEVER).is_behind(8 * DUE)


@pytest.mark.parametrize(("bucket", "kinds"), [(24, ()), (48, (event.MISSED,)), (0, ("missed",))])
def test_an_answer_with_its_record_fits(bucket: int, kinds: tuple[str, ...]) -> None:
    """In time without one, late with one."""
    assert answered(bucket, *kinds).fits(BEGIN)


def test_a_late_answer_without_a_record_does_not_fit() -> None:
    """Unless the watch still has to make it, and wakes for that at once."""
    late, at_once = LATE_TARGET, clock.quarter_of_hour(clock.day_start(RECEIVED))

    assert not answered(48).fits(BEGIN)
    assert answered(48, rung=AFTER + late, wake=at_once).fits(BEGIN)
    assert not answered(48, rung=AFTER + late, wake=NEVER).fits(BEGIN)
    assert not answered(48, event.MISSED, rung=2).fits(BEGIN)


def test_of_another_promise_both_records_are_looked_for() -> None:
    """The organisation's own, and the founding one."""
    late = answered(48, event.MISSED)
    late = replace(late, status=replace(late.status, target=12, kept=False))
    both = replace(late, history=history(event.MISSED, event.FOUNDING))

    assert (False, True) == (late.fits(BEGIN), both.fits(BEGIN))
    assert replace(late, rung=AFTER + LATE_FOUNDING, wake=0).fits(BEGIN)


def test_the_next_word_is_watched_too() -> None:
    """Until it is late and has been told, the watch wakes at its hour."""
    assert not answered(24, wake=NEVER).fits(DUE * 4 - 1)
    assert answered(24, wake=NEVER).fits(DUE * 4)
    assert not answered(24, event.TEST, wake=NEVER).fits(BEGIN)

    test = replace(answered(24, event.TEST).status, awaiting=NOBODY)
    assert replace(answered(24, event.TEST, wake=NEVER), status=test).fits(BEGIN)


def test_what_cannot_be_known_is_no_fault() -> None:
    """Where no roster is in force, and of reports that are older than the watch."""
    unknown = replace(answered(48), history=History((), known=False))
    oldest = replace(answered(48), status=Status(RECEIVED, 24, acknowledged=48))

    assert unknown.fits(BEGIN)
    assert oldest.fits(BEGIN)

"""The ladder: each rung at its hour, whatever the target, and one truth about how it ended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import clock, ladder, limits
from reporting.ladder import Rung, Step, climb, end, first_wake, steps, unrecorded

RECEIVED = 493_141
BEGIN = clock.quarter_of_hour(RECEIVED)
targets = st.integers(*limits.ACKNOWLEDGE_HOURS_RANGE)
hours = st.integers(0, 2**20)


def after(hours: float) -> int:
    """Return the quarter so many hours after the received hour."""
    return BEGIN + round(hours * 4)


def test_the_founding_promise_has_its_rungs_at_20_24_and_48_hours() -> None:
    """The example of docs/promise.md."""
    expected = (
        Step(Rung.RED, after(20)),
        Step(Rung.MISSED, after(24)),
        Step(Rung.HANDOVER, after(48)),
    )

    assert expected == steps(RECEIVED, 24)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (1, [("red", 0.75), ("missed", 1), ("handover", 2), ("founding", 24)]),
        (12, [("red", 10), ("missed", 12), ("founding", 24), ("handover", 24)]),
        (72, [("founding", 24), ("red", 60), ("missed", 72), ("handover", 144)]),
    ],
)
def test_another_target_keeps_the_founding_rung(
    target: int, expected: list[tuple[str, float]]
) -> None:
    """Both figures are kept, each at its own hour."""
    found = [(str(step.rung), (step.wake - BEGIN) / 4) for step in steps(RECEIVED, target)]

    assert expected == found


@given(targets, hours)
def test_steps_come_in_order_of_time_and_each_once(target: int, received: int) -> None:
    """Any target: red before missed, missed before handover."""
    found = steps(received, target)

    assert sorted(found, key=lambda step: step.wake) == list(found)
    named = [step.rung for step in found]
    assert len(set(named)) == len(named)
    assert named.index(Rung.RED) < named.index(Rung.MISSED) < named.index(Rung.HANDOVER)
    assert (target != 24) == (Rung.FOUNDING in named)
    assert clock.quarter_of_hour(received) < first_wake(received, target)


@given(targets, st.lists(st.integers(0, 2000), max_size=30))
def test_however_often_the_watch_looks_it_takes_the_same_steps(
    target: int, looks: list[int]
) -> None:
    """Once a minute or after a week of silence: no rung is left out and none comes twice."""
    done, taken = 0, []
    for quarter in [*sorted(BEGIN + look for look in looks), BEGIN + 2000]:
        reached = climb(done, RECEIVED, target, quarter)
        assert all(step.wake <= quarter < reached.wake for step in reached.steps)
        done = reached.done
        taken += [step for step in reached.steps if step.rung != Rung.AGAIN]

    assert list(steps(RECEIVED, target)) == taken
    assert climb(0, RECEIVED, target, BEGIN + 2000).done == done


@given(targets, st.integers(0, 2000))
def test_a_step_that_was_taken_is_not_taken_again(target: int, quarter: int) -> None:
    """A second turn in the same minute, or of another watch, finds nothing to do."""
    first = climb(0, RECEIVED, target, BEGIN + quarter)

    second = climb(first.done, RECEIVED, target, BEGIN + quarter)

    assert ((), first.done, first.wake) == (second.steps, second.done, second.wake)


def test_a_report_nobody_answers_comes_again_every_day() -> None:
    """And after three days of silence once, not three times."""
    days = [climb(0, RECEIVED, 24, after(48 + day * 24)) for day in range(4)]

    assert [3, 4, 5, 6] == [each.done for each in days]
    assert [Rung.AGAIN] == [s.rung for s in climb(3, RECEIVED, 24, after(48 + 72)).steps]
    assert after(48 + 96) == days[3].wake


@pytest.mark.parametrize(("hour", "waited"), [(0, 1), (5, 6), (23, 24), (24, 25), (60, 61)])
def test_an_answer_waited_for_counts_whole_hours(hour: int, waited: int) -> None:
    """Rounded against the service."""
    assert waited == end(0, RECEIVED, 24, RECEIVED + hour).waited


def test_what_the_watch_recorded_is_late_whatever_the_clock_says() -> None:
    """The desk's clock may be behind that of the watch."""
    ending = end(2, RECEIVED, 24, RECEIVED + 3)

    assert (ladder.AFTER, 25) == (ending.rung, ending.waited)


@pytest.mark.parametrize(
    ("target", "done", "hour", "kinds"),
    [
        (24, 1, 23, ()),
        (24, 1, 24, (Rung.MISSED,)),
        (24, 2, 30, ()),
        (12, 0, 12, (Rung.MISSED,)),
        (12, 2, 24, (Rung.FOUNDING,)),
        (12, 0, 24, (Rung.MISSED, Rung.FOUNDING)),
        (72, 1, 24, ()),
        (72, 0, 24, (Rung.FOUNDING,)),
    ],
)
def test_what_has_passed_unrecorded_is_left_for_the_watch(
    target: int, done: int, hour: int, kinds: tuple[Rung, ...]
) -> None:
    """Late is recorded exactly once: by a rung before the answer, or by the bits after it."""
    ending = end(done, RECEIVED, target, RECEIVED + hour)

    assert kinds == unrecorded(ending.rung)
    assert ladder.AFTER <= ending.rung


@given(targets, st.integers(0, 400), st.integers(0, 400))
def test_a_miss_is_counted_once_however_answer_and_watch_race(
    target: int, looked: int, answered: int
) -> None:
    """Whatever either clock says: the bucket is late if and only if a miss is on record."""
    done = climb(0, RECEIVED, target, BEGIN + looked).done
    taken = {step.rung for step in steps(RECEIVED, target)[:done]}

    ending = end(done, RECEIVED, target, RECEIVED + answered)

    recorded = [kind for kind in (Rung.MISSED,) if kind in taken]
    recorded += [kind for kind in unrecorded(ending.rung) if kind == Rung.MISSED]
    assert (ending.waited > target) == (recorded == [Rung.MISSED])


def test_below_the_answer_nothing_is_unrecorded() -> None:
    """The count of steps is not read as bits."""
    assert () == unrecorded(3)

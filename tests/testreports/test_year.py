"""A year of the watch with people who answer soon, late or never: the figures say what happened."""

import heapq
from collections import Counter, defaultdict

from reporting import clock, limits
from reporting.dice import SEED_SIZE, Dice
from reporting.period import Period
from reporting.servicefacts import Tally, read_facts
from reporting.store.servicefacts import get_facts
from reporting.watch.guard import Guard
from reporting.watch.pieces import measure_promise, take_turn
from reporting.watch.rungs import take_rungs
from reporting.watch.slots import take_slot
from tests.support.cast import NOW
from tests.support.dump import count_rows
from tests.support.measured import Measured

FIRST, QUARTERS = Period(2026, 2), 5
HABITS = (2, 9, 20, 30, 60, None)  # after so many hours somebody answers, or nobody ever
LATE = (30, 60, None)
BUCKETS = {2: 6, 9: 12, 20: 24, 30: 48, 60: 0, None: 0}


def minute_of_day(day, hours=0):
    """Return a minute at the beginning of a local day, or some hours after that."""
    return (day * 24 + hours) * 60


def live(measured):
    """Let the year pass; return how each test report was answered, by its number."""
    guard = Guard(
        measured.services, measured.watch, lambda: clock.second_of(measured.world.clock())
    )
    pieces = (take_slot, take_rungs, measure_promise)
    dice = Dice(bytes(SEED_SIZE), "year")
    habits: dict[int, int | None] = {}
    wakes: list[tuple[int, int]] = []
    for quarter in range(QUARTERS):
        period = FIRST.later(quarter)
        begin = clock.minute_of(NOW) if not quarter else minute_of_day(period.first_day)
        over = minute_of_day(period.last_day + 1, limits.COUNT_HOURS)
        wakes += [(begin + 1, 0), (over + 1, 0)]
    heapq.heapify(wakes)
    while wakes:
        minute, answering = heapq.heappop(wakes)
        measured.world.clock.moment = clock.moment_of_minute(minute)
        if answering:
            [test] = [test for test in measured.tests if test.number == answering]
            measured.answer(test)
        taken = take_turn(guard, pieces)
        assert taken.done, taken.said
        for test in measured.tests:
            if test.number not in habits:
                habits[test.number] = habit = dice.pick(HABITS)
                for mark in marks(test.minute, test.number, habit):
                    heapq.heappush(wakes, mark)
    return habits


def marks(minute: int, number: int, habit: int | None) -> list[tuple[int, int]]:
    """Return when the watch must wake for a test report, and when somebody answers it."""
    turns_due = [(minute + hours * 60, 0) for hours in (0, 24, 48)]
    return turns_due if habit is None else [*turns_due, (minute + habit * 60 - 1, number)]


def test_the_figures_of_a_year_are_what_happened(make_world):
    """Each quarter counts its own, whatever came in between."""
    measured = Measured(make_world())
    habits = live(measured)
    expected: dict[str, Tally] = {}
    by_period: dict[Period, list[int]] = defaultdict(list)
    for test in measured.tests:
        by_period[test.period].append(BUCKETS[habits[test.number]])
    for period, waits in by_period.items():
        kept = sum(0 < wait <= 24 for wait in waits)
        longest = 0 if 0 in waits else max(waits)
        expected[str(period)] = Tally(
            len(waits), complete=True, target=kept, founding=kept, longest=longest
        )

    with measured.world.store.read() as connection:
        rows = get_facts(connection)

    told = {
        name: read_facts(data, name, {measured.watch.signing_public}).tests for name, data in rows
    }
    # A test late in the quarter after the last one makes the watch look once more, and count it.
    assert {str(FIRST.later(quarter)) for quarter in range(QUARTERS)} <= told.keys()
    assert {name: expected[name] for name in told} == told


def test_a_year_measures_every_kind_of_hour_and_ends_with_the_unanswered(make_world):
    """At least three a quarter; whoever was answered is closed, whoever was not still waits."""
    measured = Measured(make_world())

    habits = live(measured)

    tests = measured.tests
    counts = Counter(test.period for test in tests)
    waiting = {test.number for test in tests if test.is_open}
    answered = [habit for habit in habits.values() if habit is not None]
    rows = count_rows(measured.world.store)
    assert all(counts[FIRST.later(n)] >= limits.LEAST_TESTS for n in range(QUARTERS))
    assert {number for number, habit in habits.items() if habit is None} == waiting
    assert 2 * len(answered) == rows["message"]
    # Each late one is recorded for ever, as a report of anybody is.
    assert sum(habit in LATE for habit in habits.values()) == rows["missed"]

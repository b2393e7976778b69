"""Plans of a quarter: enough, at every kind of hour, and in turn."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reporting import clock, limits
from reporting.dice import SEED_SIZE, Dice
from reporting.period import Period
from reporting.service import Language
from reporting.stories import load_stories
from reporting.testreports.plan import (
    Plan,
    ends_before,
    is_night,
    is_over,
    is_weekend,
    make_tests,
    present_period,
)
from reporting.testreports.testreport import BLANK, TestReport
from tests.support.cast import demo_service

LONDON = demo_service().timezone
BEGIN = datetime(2026, 3, 31, 23, 0, tzinfo=UTC)  # the first hour of the second quarter, there
SEEDS = [number.to_bytes(SEED_SIZE, "big") for number in range(60)]


def plan_by(seed=SEEDS[0], *tags):
    """Return what a plan is made of."""
    languages = tuple(Language(tag, tag, "en_GB") for tag in tags or ("en",))
    return Plan(replace(demo_service(), languages=languages), load_stories(), Dice(seed, "plan"))


def of(tests):
    """Return the test reports that are no blanks."""
    return [test for test in tests if test.state != BLANK]


def years(count, *tags):
    """Return every test report of `count` years."""
    planned: list[TestReport] = []
    plan = plan_by(SEEDS[0], *tags)
    for quarter in range(4 * count):
        period = Period(2026, 2).later(quarter)
        begin = clock.moment_of_hour(period.first_day * 24 + 1)
        planned += make_tests(plan, begin, planned)
    return planned


@pytest.mark.parametrize("seed", SEEDS)
def test_each_quarter_has_at_least_three_one_at_night_and_one_at_a_weekend(seed):
    """Whatever is drawn, and within the quarter as local calendars have it."""
    tests = make_tests(plan_by(seed), BEGIN, [])
    minutes = [test.minute for test in of(tests)]

    assert limits.LEAST_TESTS <= len(minutes) <= limits.TEST_ROWS
    assert any(is_night(minute, LONDON) for minute in minutes)
    assert any(is_weekend(minute, LONDON) for minute in minutes)
    assert {Period(2026, 2)} == {
        present_period(clock.moment_of_minute(minute), LONDON) for minute in minutes
    }
    assert all(minute > clock.minute_of(BEGIN) for minute in minutes)


def test_there_are_always_as_many_rows():
    """The number of rows does not say whether another one is to come."""
    plans = [make_tests(plan_by(seed), BEGIN, []) for seed in SEEDS]

    assert {limits.TEST_ROWS} == {len(plan) for plan in plans}
    assert {3, 4, 5} == {len(of(plan)) for plan in plans}


def test_a_plan_of_what_is_left_lies_in_what_is_left():
    """A service that begins in the middle of a quarter measures the rest of it."""
    now = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)

    minutes = [test.minute for seed in SEEDS for test in of(make_tests(plan_by(seed), now, []))]

    assert min(minutes) > clock.minute_of(now)
    assert max(minutes) < clock.minute_of(datetime(2026, 6, 30, 23, 0, tzinfo=UTC))


@pytest.mark.parametrize(("days", "planned"), [(8, True), (6, False)])
def test_too_little_is_left_in_the_last_week(days, planned):
    """Three in as many days would be none of a surprise."""
    now = datetime(2026, 6, 30, 23, 0, tzinfo=UTC) - timedelta(days=days)

    assert planned == bool(make_tests(plan_by(), now, []))


def test_without_accounts_in_its_languages_nothing_is_planned():
    """A service in other languages says so in its figures: none was filed."""
    assert [] == make_tests(plan_by(SEEDS[0], "cy"), BEGIN, [])


def test_hours_are_of_every_kind():
    """Over twenty years, day, night and weekend come as often as they are long, or more."""
    minutes = [test.minute for test in of(years(20))]
    hours = Counter(clock.moment_of_minute(minute).astimezone(LONDON).hour for minute in minutes)

    assert 24 == len(hours)
    assert len(minutes) > 240
    assert sum(is_night(minute, LONDON) for minute in minutes) > len(minutes) / 3
    assert sum(not is_night(minute, LONDON) for minute in minutes) > len(minutes) / 3


def test_bodies_organisations_languages_and_accounts_take_turns():
    """None is measured twice more than another, and no account comes back before all have been."""
    tests = of(years(6, "en", "pl", "cy"))

    for name in ("body", "organisation", "language"):
        counts = Counter(getattr(test, name) for test in tests)
        assert 2 == len(counts)
        assert max(counts.values()) - min(counts.values()) <= 1
    for language in ("en", "pl"):
        told = Counter(test.story for test in tests if test.language == language)
        used, there = sum(told.values()), len(load_stories()[language].stories)
        assert max(told.values()) == -(-used // there)


def test_each_has_a_seed_and_a_receipt_of_its_own():
    """Two are never the same report."""
    tests = of(years(2))

    assert len(tests) == len({test.seed for test in tests})
    assert len(tests) == len({test.receipt for test in tests})
    assert len(tests) == len({test.number for test in tests})


@pytest.mark.parametrize(
    ("moment", "night", "weekend"),
    [
        (datetime(2026, 7, 3, 20, 59, tzinfo=UTC), False, False),  # Friday, 21:59 in summer
        (datetime(2026, 7, 3, 21, 0, tzinfo=UTC), True, False),
        (datetime(2026, 7, 3, 23, 0, tzinfo=UTC), True, True),  # Saturday begins
        (datetime(2026, 7, 5, 22, 59, tzinfo=UTC), True, True),
        (datetime(2026, 7, 5, 23, 0, tzinfo=UTC), True, False),
        (datetime(2026, 7, 6, 5, 0, tzinfo=UTC), False, False),
        (datetime(2026, 12, 4, 6, 0, tzinfo=UTC), False, False),
        (datetime(2026, 12, 4, 5, 59, tzinfo=UTC), True, False),
    ],
)
def test_night_and_weekend_are_local(moment, night, weekend):
    """As people there sleep, in summer and winter."""
    minute = clock.minute_of(moment)

    assert (night, weekend) == (is_night(minute, LONDON), is_weekend(minute, LONDON))


def test_a_quarter_is_counted_when_the_last_test_has_had_its_time():
    """It has ended with its last evening, and is over three days later."""
    end = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
    period, minute = Period(2026, 2), timedelta(minutes=1)
    over = end + timedelta(hours=limits.COUNT_HOURS)

    assert [False, True] == [ends_before(period, now, LONDON) for now in (end - minute, end)]
    assert [False, True] == [is_over(period, now, LONDON) for now in (over - minute, over)]

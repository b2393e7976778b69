"""Quarters of the year: every day lies in one, and none is left out between them."""

import pytest

from reporting import clock
from reporting.period import Period, period_named, period_of


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(2026, 1), "2026-01-01", "2026-03-31"),
        (Period(2026, 4), "2026-10-01", "2026-12-31"),
        (Period(2028, 1), "2028-01-01", "2028-03-31"),
    ],
)
def test_a_period_is_three_months(period, first, last):
    """From the first day of a month to the last of the third."""
    days = [clock.date_of_day(day).isoformat() for day in (period.first_day, period.last_day)]

    assert [first, last] == days


def test_every_day_of_some_years_lies_in_one_period():
    """And they follow one another without a gap, leap days included."""
    period = Period(2026, 4)

    for _ in range(12):
        after = period.later(1)
        assert {period} == {period_of(day) for day in range(period.first_day, period.last_day + 1)}
        assert period.last_day + 1 == after.first_day
        assert period == after.later(-1)
        assert 1 == after.since(period)
        period = after


def test_a_name_can_be_read_again():
    """As it stands in rows and figures."""
    assert "2026-10" == str(Period(2026, 4))
    assert Period(2026, 4) == period_named("2026-10")
    assert Period(2026, 4) < Period(2027, 1)


@pytest.mark.parametrize("name", ["2026-12", "2026q4", "26-10", "0000-01", "2026-10 ", None, 7])
def test_nothing_else_is_a_name(name):
    """What was altered is no period."""
    assert period_named(name) is None

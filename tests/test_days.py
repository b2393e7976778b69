"""Working days and months: the list of bank holidays against the rules it follows, and counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.days import Holidays, add_months, add_working_days, bank_holidays

LISTED = bank_holidays()
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
NONE = Holidays(LISTED.begin, LISTED.end, frozenset())


def easter_sunday(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian algorithm."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def monday(year: int, month: int, *, last: bool = False) -> date:
    """Return the first or the last Monday of a month."""
    mondays = [date(year, month, day) for day in range(1, 32) if _is_monday(year, month, day)]
    return mondays[-1 if last else 0]


def _is_monday(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).weekday() == 0
    except ValueError:
        return False  # no month has a 32nd, and some no 31st


def by_rule(year: int) -> set[date]:
    """Return the eight bank holidays of England in a year in which no proclamation moves one."""
    found = {
        easter_sunday(year) - timedelta(days=2),
        easter_sunday(year) + timedelta(days=1),
        monday(year, 5),
        monday(year, 5, last=True),
        monday(year, 8, last=True),
    }
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() > 4 or day in found:
            day += timedelta(days=1)  # noqa: PLW2901 - the substitute day
        found.add(day)
    return found


@pytest.mark.parametrize("year", range(LISTED.begin.year, LISTED.end.year + 1))
def test_each_year_of_the_list_is_the_one_the_rules_give(year: int) -> None:
    """Easter, the three Mondays, and substitute days for what falls on a weekend."""
    assert sorted(by_rule(year)) == sorted(day for day in LISTED.days if day.year == year)


def test_the_list_covers_whole_years_and_holds_weekdays_alone() -> None:
    """A weekend in it would be a mistake: its substitute is the holiday."""
    assert (1, 1) == (LISTED.begin.month, LISTED.begin.day)
    assert (12, 31) == (LISTED.end.month, LISTED.end.day)
    assert all(LISTED.begin <= day <= LISTED.end for day in LISTED.days)
    assert {0, 1, 2, 3, 4} >= {day.weekday() for day in LISTED.days}


@pytest.mark.parametrize(
    ("day", "easter"),
    [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")],
)
def test_easter_is_when_it_was(day: int, easter: str) -> None:
    """The algorithm of this test is right about known years."""
    assert date.fromisoformat(easter) == easter_sunday(day)


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        ("2026-05-05", 10, "2026-05-19"),  # two weeks of five days
        ("2026-05-01", 1, "2026-05-05"),  # a Friday, a weekend and a bank holiday
        ("2026-05-02", 1, "2026-05-05"),  # from the Saturday it is the same
        ("2026-04-02", 1, "2026-04-07"),  # the Thursday before Easter
        ("2026-12-24", 10, "2027-01-12"),  # Christmas, a substitute day and New Year
        ("2027-12-24", 1, "2027-12-29"),  # both days of Christmas have a substitute
        ("2027-12-31", 1, "2028-01-04"),  # so has a New Year on a Saturday
        ("2028-02-28", 2, "2028-03-01"),  # the leap day is a day
        ("2029-04-02", 1, "2029-04-03"),  # after the list: Easter Monday counts as any other
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(
    day: str, count: int, wanted: str
) -> None:
    """The day itself never counts."""
    found = add_working_days(date.fromisoformat(day), count, LISTED)

    assert date.fromisoformat(wanted) == found


@given(DAYS, st.integers(1, 60))
def test_exactly_so_many_working_days_lie_between(day: date, count: int) -> None:
    """The end is a working day, and counting them one by one gives the count."""
    end = add_working_days(day, count, LISTED)
    between = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))

    assert LISTED.is_working(end)
    assert count == sum(map(LISTED.is_working, between))


@given(DAYS, st.integers(1, 30), st.integers(1, 30))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    """In two steps or in one."""
    halfway = add_working_days(day, first, LISTED)

    assert add_working_days(day, first + second, LISTED) == add_working_days(
        halfway, second, LISTED
    )


@given(DAYS, st.integers(0, 60))
def test_a_holiday_never_brings_a_day_nearer(day: date, count: int) -> None:
    """Each one can only make the wait longer."""
    assert add_working_days(day, count, NONE) <= add_working_days(day, count, LISTED)


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        ("2026-05-04", 3, "2026-08-04"),
        ("2026-11-30", 3, "2027-02-28"),  # February is shorter
        ("2027-11-30", 3, "2028-02-29"),  # in a leap year by one day less
        ("2026-08-31", 6, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-10-15", 3, "2027-01-15"),
    ],
)
def test_a_month_ends_on_its_own_last_day(day: str, count: int, wanted: str) -> None:
    """Months are those of the calendar, not thirty days."""
    assert date.fromisoformat(wanted) == add_months(date.fromisoformat(day), count)


@given(DAYS, st.integers(0, 36))
def test_months_never_reach_into_the_next(day: date, count: int) -> None:
    """So many months on, on the same day or the last."""
    later = add_months(day, count)

    assert (day.year * 12 + day.month + count) == later.year * 12 + later.month
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
    assert later.day <= day.day

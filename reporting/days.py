"""Days as people count them: working days of England, calendar months, and the end of a day.

Bank holidays are a dated list (data/README.md), because a proclamation can move or add one. Where
the list ends, weekends alone are taken out, and `reporting check` has warned of it before.
"""

import calendar
import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

FRIDAY, MONTHS = 4, 12


@dataclass(frozen=True)
class Holidays:
    """The bank holidays of the days `begin` to `end`."""

    begin: date
    end: date
    days: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Say whether people work on `day`."""
        return day.weekday() <= FRIDAY and day not in self.days


@cache
def bank_holidays() -> Holidays:
    """Return England's bank holidays, as far as the list reaches."""
    file = resources.files("reporting").joinpath("data/bank_holidays.json")
    listed = json.loads(file.read_text("utf-8"))
    return Holidays(
        date.fromisoformat(listed["from"]),
        date.fromisoformat(listed["until"]),
        frozenset(map(date.fromisoformat, listed["days"])),
    )


def add_working_days(day: date, count: int, holidays: Holidays) -> date:
    """Return the `count`th working day after `day`, which itself is not counted."""
    while count:
        day += timedelta(days=1)
        count -= holidays.is_working(day)
    return day


def add_months(day: date, count: int) -> date:
    """Return the same day of a later month, or the last one where that month is shorter."""
    years, month = divmod(day.month - 1 + count, MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

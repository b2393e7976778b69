"""A quarter of the year, in which the promise is measured and after which its figures come out.

Days are local ones, as calendars show them: a quarter ends with its last evening. It is named by
its first month, since its number would be another in a financial year (disclosure/period.py).
"""

import re
from dataclasses import dataclass
from datetime import date

from reporting import clock

QUARTERS = 4
_MONTHS = 12 // QUARTERS
_NAME = re.compile(r"([0-9]{4})-(01|04|07|10)")


@dataclass(frozen=True, order=True)
class Period:
    """The quarter `number`, 1 to 4, of a year."""

    year: int
    number: int

    def __str__(self) -> str:
        """Return its name as it is kept, such as 2026-10."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def month(self) -> int:
        """Its first month."""
        return (self.number - 1) * _MONTHS + 1

    @property
    def first_day(self) -> int:
        """The first day, since 1970."""
        return clock.day_of_date(date(self.year, self.month, 1))

    @property
    def last_day(self) -> int:
        """The last day, since 1970."""
        return self.later(1).first_day - 1

    def later(self, count: int) -> "Period":
        """Return the period `count` quarters after this one; before it, if that is negative."""
        year, number = divmod(self.year * QUARTERS + self.number - 1 + count, QUARTERS)
        return Period(year, number + 1)

    def since(self, earlier: "Period") -> int:
        """Return how many quarters after `earlier` this one is."""
        return (self.year - earlier.year) * QUARTERS + self.number - earlier.number


def period_of(day: int) -> Period:
    """Return the period that the local day `day`, since 1970, lies in."""
    found = clock.date_of_day(day)
    return _period(found.year, found.month)


def _period(year: int, month: int) -> Period:
    return Period(year, (month - 1) // _MONTHS + 1)


def period_named(name: object) -> Period | None:
    """Return the period with a name such as 2026-10, or None for anything else."""
    found = _NAME.fullmatch(name) if isinstance(name, str) else None
    # The first year has no number in the calendar of this program.
    return _period(int(found[1]), int(found[2])) if found and int(found[1]) else None

"""Quarters of financial years, and periods made of them: the only time a release knows."""

import re
from datetime import date
from typing import NamedTuple, Self

QUARTERS = 4
_FIRST_MONTH = 4  # a financial year begins on 1 April
_NAME = re.compile(r"([0-9]{4})q([1-4])")
_FIRST_YEAR, _LAST_YEAR = 2000, 9990


def quarter_name(quarter: int) -> str:
    """Return `2026q1` for April to June 2026."""
    return f"{quarter // QUARTERS}q{quarter % QUARTERS + 1}"


def quarter_from(name: str) -> int:
    """Return the quarter called `name`, or raise ValueError."""
    found = _NAME.fullmatch(name)
    if not found or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise ValueError(name)
    return int(found[1]) * QUARTERS + int(found[2]) - 1


def quarter_start(quarter: int) -> date:
    """Return the first day of a quarter."""
    months = _FIRST_MONTH - 1 + 3 * (quarter % QUARTERS)
    return date(quarter // QUARTERS + months // 12, months % 12 + 1, 1)


class Period(NamedTuple):
    """The quarters from `first` to `last`, both included."""

    first: int
    last: int

    @classmethod
    def years(cls, year: int, count: int = 1) -> Self:
        """Return `count` whole financial years from `year` on."""
        return cls(year * QUARTERS, (year + count) * QUARTERS - 1)

    @property
    def name(self) -> str:
        """Return `2026q1-2026q4`: with the codes of a cell, its name for ever."""
        return f"{quarter_name(self.first)}-{quarter_name(self.last)}"

    @property
    def quarters(self) -> range:
        """Return the quarters in it."""
        return range(self.first, self.last + 1)

    @property
    def year(self) -> int:
        """Return the financial year of its first quarter."""
        return self.first // QUARTERS

    @property
    def end(self) -> date:
        """Return the first day after it."""
        return quarter_start(self.last + 1)

    def holds(self, other: "Period") -> bool:
        """Say whether `other` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: "Period") -> bool:
        """Say whether the two share a quarter."""
        return self.first <= other.last and other.first <= self.last

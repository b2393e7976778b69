"""Periods made of quarters of financial years: the only time a release knows."""

from datetime import date
from typing import NamedTuple, Self

from reporting.quarter import QUARTERS, quarter_name, quarter_start


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

"""A release as values: what a reader of its file knows, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reporting.disclosure.period import Period

Kind = Literal["quarter", "year", "three_years"]
Codes = tuple[str, ...]


@dataclass(frozen=True)
class PublishedTable:
    """One table of a release; `cells` is None where it was withheld."""

    code: str
    population: str
    facets: tuple[str, ...]
    cells: Mapping[Codes, int] | None


@dataclass(frozen=True)
class Release:
    """One release: its place in its series, its classification, and its tables.

    `facets` gives the codes of each facet and `populations` the facets of each population, so
    that nobody needs our program to read it.
    """

    series: str
    sequence: int
    kind: Kind
    period: Period
    areas: tuple[tuple[str, int, str], ...]
    classification: int
    facets: Mapping[str, Codes]
    populations: Mapping[str, tuple[str, ...]]
    tables: tuple[PublishedTable, ...]

    def table(self, code: str) -> PublishedTable | None:
        """Return a table of that code that is not withheld."""
        return next((t for t in self.tables if t.code == code and t.cells is not None), None)

"""Coded facts become counts, one quarter at a time; a fact that is counted is not needed again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reporting.disclosure.classification import POPULATIONS, Classification
from reporting.disclosure.menu import Table
from reporting.disclosure.period import Period
from reporting.errors import ReleaseRefused

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Fact:
    """What one report, first decision or reply adds: a code for each facet of its population."""

    population: str
    codes: tuple[str, ...]


@dataclass
class Tally:
    """Counts of one classification, by population and quarter.

    Work is a look-up for each new fact; what was counted before is never opened again.
    """

    classification: Classification
    counts: dict[tuple[str, int], Counts] = field(default_factory=dict)
    _places: Mapping[str, tuple[Mapping[str, int], ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Number the codes of every facet."""
        self._places = {
            population: tuple(
                {code: place for place, code in enumerate(self.classification.codes(facet))}
                for facet in facets
            )
            for population, facets in POPULATIONS.items()
        }

    def add(self, fact: Fact, quarter: int, delta: int = 1) -> None:
        """Count one fact in its quarter, or take one back; refuse a code that is not listed."""
        places = self._places.get(fact.population)
        if places is None or len(places) != len(fact.codes):
            raise ReleaseRefused("A fact has no such form; nothing is released.")
        try:
            cell = tuple(place[code] for place, code in zip(places, fact.codes, strict=True))
        except KeyError:
            raise ReleaseRefused("A fact has an unknown code; nothing is released.") from None
        self._of(fact.population, quarter)[cell] += delta

    def _of(self, population: str, quarter: int) -> Counts:
        key = (population, quarter)
        if key not in self.counts:
            shape = self.classification.shape(population)
            self.counts[key] = np.zeros(shape, dtype=np.int64)
        return self.counts[key]

    def over(self, population: str, period: Period) -> Counts:
        """Return the counts of a population by all its facets, over a period."""
        total = np.zeros(self.classification.shape(population), dtype=np.int64)
        for quarter in period.quarters:
            total += self.counts.get((population, quarter), 0)
        if (total < 0).any():
            raise ReleaseRefused("More facts were taken back than were counted.")
        return total

    def table(self, table: Table, period: Period) -> Counts:
        """Return the true counts of a table, for the codes that it prints."""
        facets = POPULATIONS[table.population]
        others = tuple(axis for axis, facet in enumerate(facets) if facet not in table.facets)
        counts = np.asarray(self.over(table.population, period).sum(axis=others), dtype=np.int64)
        shown = [
            [self.classification.codes(facet).index(code) for code in codes]
            for facet, codes in zip(table.facets, table.shown(self.classification), strict=True)
        ]
        return counts[np.ix_(*shown)] if shown else counts

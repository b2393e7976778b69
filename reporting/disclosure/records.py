"""Which one or two reports an insider may know, in groups that some rows cannot tell apart."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from reporting import limits
from reporting.disclosure.sums import Ints, Knowledge


class Having(Protocol):
    """Anything with members."""

    @property
    def members(self) -> Ints:
        """Return the unknowns of a set."""


@dataclass(frozen=True)
class Group:
    """Insiders with one record in a cell of `first` and one in `second`, as places of cells.

    `gain` is what their records add to each of the rows by which they are grouped.
    """

    gain: Ints
    first: Ints
    second: Ints


@dataclass(frozen=True)
class Insiders:
    """Everybody who knows two of the true reports; who knows one knows less than they do."""

    cells: Ints
    truth: Ints
    known: Knowledge

    @cached_property
    def table(self) -> Ints:
        """Return for each cell which rows it is in."""
        table = np.zeros((len(self.cells), len(self.known.rows)), dtype=np.int64)
        row = np.repeat(np.arange(len(self.known.rows)), np.diff(self.known.rows.start))
        place = np.full(self.known.unknowns, -1, dtype=np.int64)
        place[self.cells] = np.arange(len(self.cells))
        kept = place[self.known.rows.index] >= 0
        table[place[self.known.rows.index[kept]], row[kept]] = self.known.signs[kept]
        return table

    def groups(self, suspect: Having, own: int, rows: Ints) -> Iterator[Group]:
        """Return those with `own` records in a set, by what their records add to `rows`."""
        within = np.isin(self.cells, suspect.members).astype(np.int64)
        traits = np.concatenate([within[:, None], self.table[:, rows]], axis=1)
        alike, number = np.unique(traits, axis=0, return_inverse=True)
        places = [np.flatnonzero(number.ravel() == each) for each in range(len(alike))]
        for one, other in itertools.combinations_with_replacement(range(len(places)), 2):
            gain = alike[one] + alike[other]
            if gain[0] == own:
                yield Group(gain[1:], places[one], places[other])

    def gains_on(self, rows: Ints) -> list[Ints]:
        """Return everything that two records can add to some rows, each once."""
        alike = np.unique(self.table[:, rows], axis=0)
        pairs = itertools.combinations_with_replacement(alike, 2)
        sums = {tuple((one + other).tolist()) for one, other in pairs}
        return [np.array(each, dtype=np.int64) for each in sorted(sums)]

    def gains_of(self, group: Group) -> Iterator[Ints]:
        """Return what each of a group adds to every row; one report cannot be known twice."""
        for one, other in itertools.product(group.first, group.second):
            if one != other or self.truth[self.cells[one]] >= limits.KNOWN_RECORDS:
                yield self.table[one] + self.table[other]

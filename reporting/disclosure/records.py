"""Which one or two reports an insider may know, in groups that some rows cannot tell apart."""

import itertools
from collections.abc import Iterator, Sequence
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


class Divided(Having, Protocol):
    """Anything with members, and parts of it that have members."""

    @property
    def parts(self) -> Sequence[Having]:
        """Return the parts."""


@dataclass(frozen=True)
class Group:
    """Insiders with one record in a cell of `first` and one in `second`, as places of cells.

    `gain` is what their records add to each of the rows by which they are grouped, `within` how
    many of them are in each part of the set.
    """

    gain: Ints
    within: tuple[int, ...]
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

    def groups(self, suspect: Divided, own: int, rows: Ints) -> Iterator[Group]:
        """Return those with `own` records in a set, by its parts and what they add to `rows`."""
        inside = [np.isin(self.cells, each.members) for each in (suspect, *suspect.parts)]
        traits = np.concatenate([np.array(inside).T, self.table[:, rows]], axis=1)
        begin = len(inside)
        alike, number = np.unique(traits, axis=0, return_inverse=True)
        places = [np.flatnonzero(number.ravel() == each) for each in range(len(alike))]
        for one, other in itertools.combinations_with_replacement(range(len(places)), 2):
            gain = alike[one] + alike[other]
            if gain[0] == own:
                within = tuple(gain[1:begin].tolist())
                yield Group(gain[begin:], within, places[one], places[other])

    def gains_on(self, rows: Ints) -> list[Ints]:
        """Return everything that two records can add to some rows, each once."""
        alike = np.unique(self.table[:, rows], axis=0)
        pairs = itertools.combinations_with_replacement(alike, 2)
        sums = {tuple((one + other).tolist()) for one, other in pairs}
        return [np.array(each, dtype=np.int64) for each in sorted(sums)]

    def gains_of(self, group: Group) -> list[Ints]:
        """Return what a group can add to every row, each once; no report is known twice.

        Of more than can be tried, only one too many.
        """
        sums = set[bytes]()
        for one, other in itertools.product(group.first, group.second):
            if one != other or self.truth[self.cells[one]] >= limits.KNOWN_RECORDS:
                sums.add((self.table[one] + self.table[other]).tobytes())
            if len(sums) > limits.INSIDER_TRIALS:
                break
        return [np.frombuffer(each, dtype=np.int64) for each in sorted(sums)]

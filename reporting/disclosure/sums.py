"""Many sets of unknowns, and their sums in any world: whole numbers only, counted by ourselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
UNBOUNDED = np.int64(2**40)  # above any count, and exact in the solver's floating point


@dataclass(frozen=True)
class Sets:
    """Sets of unknowns, one after another: those of set `i` are `index[start[i]:start[i + 1]]`."""

    start: Ints
    index: Ints

    @classmethod
    def of(cls, members: Sequence[Ints]) -> "Sets":
        """Return the sets with these members; none is empty."""
        sizes = [len(each) for each in members]
        start = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)
        index = np.concatenate(members) if members else np.zeros(0, dtype=np.int64)
        return cls(start, index.astype(np.int64))

    def __len__(self) -> int:
        return len(self.start) - 1

    def members(self, number: int) -> Ints:
        """Return the unknowns of one set."""
        return self.index[self.start[number] : self.start[number + 1]]

    def sums(self, world: Ints, signs: Ints | None = None) -> Ints:
        """Return the sum of every set in a world."""
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        values = world[self.index] if signs is None else world[self.index] * signs
        return np.asarray(np.add.reduceat(values, self.start[:-1]), dtype=np.int64)

    def weigh(self, weights: Ints, unknowns: int) -> Ints:
        """Return for every unknown the sum of the weights of the sets it is in."""
        each = np.repeat(weights, np.diff(self.start))
        return np.bincount(self.index, weights=each, minlength=unknowns).astype(np.int64)


@dataclass(frozen=True)
class Knowledge:
    """What a reader knows: sums of unknown whole numbers lie between bounds.

    `signs` is +1 for each member of a row, or -1 where a row compares two populations; `highest`
    holds what is fixed: 0 for an unknown that cannot be. No unknown is below zero. `guessed` are
    rows that a reader can only suppose.
    """

    unknowns: int
    rows: Sets
    least: Ints
    most: Ints
    signs: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    highest: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    guessed: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # rows

    def __post_init__(self) -> None:
        """Fill in what was left out."""
        if not len(self.signs):
            object.__setattr__(self, "signs", np.ones(len(self.rows.index), dtype=np.int64))
        if not len(self.highest):
            object.__setattr__(self, "highest", np.full(self.unknowns, UNBOUNDED))

    def allows(self, world: Ints) -> bool:
        """Say whether a world could be the truth: the one judgement that safety rests on."""
        sums = self.rows.sums(world, self.signs)
        return bool(
            len(world) == self.unknowns
            and (world >= 0).all()
            and (world <= self.highest).all()
            and (sums >= self.least).all()
            and (sums <= self.most).all()
        )

    def between(self, first: int, last: int) -> "Knowledge":
        """Return what is known of some neighbouring unknowns alone."""
        mine = (self.rows.index >= first) & (self.rows.index < last)
        each = np.repeat(np.arange(len(self.rows)), np.diff(self.rows.start))
        kept = np.unique(each[mine])
        members = [self.rows.members(row) - first for row in kept.tolist()]
        return Knowledge(
            last - first,
            Sets.of(members),
            self.least[kept],
            self.most[kept],
            self.signs[mine],
            self.highest[first:last],
        )

    def supposing(self, truth: Ints) -> "Knowledge":
        """Return what is known but for comparisons and guesses that are not true.

        A report whose area was corrected is counted elsewhere than its decision. Who supposes
        then that every decision lies where its report does is misled, and finds nobody by it. So
        is who supposes that a silent quarter was small, where it was not.
        """
        return self._without(self._doubtful & (self.rows.sums(truth, self.signs) > self.most))

    def without_guesses(self) -> "Knowledge":
        """Return what is known for certain, without comparisons and guesses."""
        return self._without(self._doubtful)

    @property
    def _doubtful(self) -> NDArray[np.bool_]:
        return self.compares | np.isin(np.arange(len(self.rows)), self.guessed)

    def _without(self, broken: NDArray[np.bool_]) -> "Knowledge":
        if not broken.any():
            return self
        kept = np.flatnonzero(~broken)
        within = np.repeat(~broken, np.diff(self.rows.start))
        members = [self.rows.members(row) for row in kept.tolist()]
        return replace(
            self,
            rows=Sets.of(members),
            least=self.least[kept],
            most=self.most[kept],
            signs=self.signs[within],
            guessed=np.flatnonzero(np.isin(kept, self.guessed)),
        )

    @property
    def compares(self) -> NDArray[np.bool_]:
        """Say which rows compare two populations: "decided is at most received"."""
        return np.asarray(self.least <= -UNBOUNDED)

    def with_room(self, records: int) -> "Knowledge":
        """Return stricter bounds: a world within them may gain `records` reports, anywhere.

        So it is a possible world of the *other* reports, whichever ones an insider knows. What an
        insider knows to be decided was received as well: both sides of a comparison gain, but for
        cases that came before, of which there are no more than the bound says.
        """
        room = np.where(self.compares, np.minimum(self.most, records), records)
        room = np.where(self.most < UNBOUNDED, room, 0)
        return replace(self, most=self.most - room)

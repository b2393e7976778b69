"""Witness worlds: whole tables that fit everything published, one of which could be the truth."""

import numpy as np

from reporting.disclosure.solver import Deadline, Floats, Impossible, Model, part_of
from reporting.disclosure.sums import Ints, Knowledge
from reporting.errors import AttackUnfinished

_WHOLE = 1e-6  # the solver's tolerance; what is rounded is counted anew
_NEAR = 3  # how far from a fractional world a whole one is looked for, before everywhere


class Worlds:
    """Finds whole worlds at the edge of what is possible, and outer bounds.

    A linear solve gives an outer bound and a point where it is reached. If the point is not
    whole, only its fractional unknowns are settled by a small integer program; then those within
    a few reports of it; then all.
    """

    def __init__(self, known: Knowledge, deadline: Deadline) -> None:
        """Take what is known; raise Impossible where nothing fits."""
        self.known, self._deadline = known, deadline
        self._linear = Model(known, deadline, "linear")

    def reach(self, cost: Ints) -> tuple[int, Ints | None]:
        """Return an outer bound of the least `cost`, and a whole world near where it is."""
        bound, point = self._linear.minimise(cost)
        return _up(bound), self._settle(point, cost)

    def middle(self) -> Ints | None:
        """Return a whole world far from every edge, so that others differ from it widely."""
        nothing = np.zeros(self.known.unknowns, dtype=np.int64)
        try:
            _, point = Model(self.known, self._deadline, "middle").minimise(nothing)
        except AttackUnfinished:
            self._deadline.left()
            return None  # no answer is no loss here: every set is still looked at
        everywhere = np.arange(self.known.unknowns)
        return self._within(_round(point), point.clip(min=0), everywhere, 0, nothing)

    def with_room(self, records: int) -> Ints | None:
        """Return a world that may gain so many reports anywhere, or None."""
        try:
            roomy = Worlds(self.known.with_room(records), self._deadline)
            world = roomy.middle()
            nothing = np.zeros(self.known.unknowns, dtype=np.int64)
            return roomy.reach(nothing)[1] if world is None else world
        except Impossible:
            return None

    def outer(self, cost: Ints) -> int:
        """Return an outer bound of the least `cost`, as quickly as can be."""
        return _up(self._linear.minimise(cost)[0])

    def binding(self, cost: Ints) -> Ints:
        """Return the rows that keep `cost` from being less: a hint, on which nothing rests."""
        self._linear.minimise(cost)
        return np.flatnonzero(np.abs(self._linear.prices()) > _WHOLE)

    def bound(self, cost: Ints) -> int:
        """Return an outer bound of the least `cost`, solved from cold."""
        self._linear.minimise(cost)
        return _up(self._linear.minimise_again())

    def least(self, cost: Ints) -> tuple[int, Ints]:
        """Return the least `cost` of any whole world, and such a world."""
        bound, point = Model(self.known, self._deadline, "whole").minimise(cost)
        world = _round(point)
        if not self.known.allows(world):
            raise Impossible
        return min(_up(bound), int(cost @ world)), world

    def _settle(self, point: Floats, cost: Ints) -> Ints | None:
        world = _round(point)
        if self.known.allows(world):
            return world
        fractional = np.flatnonzero(np.abs(point - world) > _WHOLE)
        everywhere = np.arange(self.known.unknowns)
        for columns, reach in ((fractional, 0), (everywhere, _NEAR)):
            if len(columns):
                settled = self._within(world, point, columns, reach, cost)
                if settled is not None:
                    return settled
        return None

    def _within(
        self, world: Ints, point: Floats, columns: Ints, reach: int, cost: Ints
    ) -> Ints | None:
        base = world.copy()
        base[columns] = (np.floor(point[columns] + _WHOLE).astype(np.int64) - reach).clip(min=0)
        up = np.ceil(point[columns] - _WHOLE).astype(np.int64) + reach
        most = np.minimum(up, self.known.highest[columns])
        try:
            near = part_of(self.known, columns, base, most)
            _, found = Model(near, self._deadline, "whole").minimise(cost[columns])
        except Impossible:
            return None
        settled = base.copy()
        settled[columns] += _round(found)
        return settled if self.known.allows(settled) else None


def _round(point: Floats) -> Ints:
    return np.asarray(np.rint(point), dtype=np.int64)


def _up(value: float) -> int:
    return int(np.ceil(value - _WHOLE * max(1.0, abs(value))))

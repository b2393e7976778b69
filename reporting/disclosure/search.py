"""How far the counts of many sets can move at the same time: a pool of witness worlds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reporting.disclosure.room import room_of
from reporting.disclosure.sums import Ints, Sets
from reporting.disclosure.worlds import Worlds

Flags = NDArray[np.bool_]
_ROUNDS = 60  # worlds pushed for many sets at once, before each open set is pushed alone
_GAIN = 10  # sets that two rounds must settle to be worth two more: alone they take as long


@dataclass
class Seen:
    """The least and the most each set was seen to be, over worlds that were counted."""

    sets: Sets
    least: Ints = field(init=False)
    most: Ints = field(init=False)
    worlds: int = 0

    def __post_init__(self) -> None:
        """Begin with nothing seen."""
        self.least = np.full(len(self.sets), np.iinfo(np.int64).max // 4)
        self.most = np.full(len(self.sets), -1, dtype=np.int64)

    def add(self, world: Ints) -> None:
        """Take in one world."""
        sums = self.sets.sums(world)
        np.minimum(self.least, sums, out=self.least)
        np.maximum(self.most, sums, out=self.most)
        self.worlds += 1

    def add_grown(self, world: Ints, room: Ints) -> None:
        """Take in one world, and all those that have more in one unknown, as far as `room`."""
        self.add(world)
        further = np.maximum.reduceat(room[self.sets.index], self.sets.start[:-1])
        np.maximum(self.most, self.sets.sums(world) + further, out=self.most)


@dataclass(frozen=True)
class Goals:
    """What must be seen of each set: none at all where `none`, and counts `apart` by so much."""

    none: Flags
    apart: Ints

    def down(self, seen: Seen) -> Flags:
        """Return the sets that must be seen smaller."""
        return np.asarray(self.none & (seen.least > 0))

    def wider(self, seen: Seen) -> Flags:
        """Return the sets whose counts must be seen further apart."""
        return np.asarray(seen.most - seen.least < self.apart)

    def open(self, seen: Seen) -> Flags:
        """Return the sets of which not enough was seen."""
        return self.down(seen) | self.wider(seen)


def search(worlds: Worlds, aim: Goals, goals: Goals, seen: Sequence[Seen]) -> None:
    """Look for worlds until `goals` are met, or each open set was pushed by itself.

    While many sets are open, worlds are pushed for all of them at once, and as far as `aim`. The
    first of `seen` is judged; worlds within its stricter bounds count in the others as well.
    """
    judged, unknowns = seen[0], worlds.known.unknowns

    def take(world: Ints | None) -> None:
        if world is not None:
            for each in seen:
                each.add(world)

    def push(cost: Ints) -> None:
        take(worlds.reach(cost)[1])

    _make_room(worlds, int(aim.apart.max(initial=0)), seen)
    take(worlds.middle())
    _push_many(push, aim, judged, unknowns)
    for number in np.flatnonzero(goals.open(judged)).tolist():
        cost = cost_of(judged.sets, number, unknowns)
        for way in (cost, -cost):
            if goals.open(judged)[number]:
                push(way)


def _make_room(worlds: Worlds, most: int, seen: Sequence[Seen]) -> None:
    """Look for one world that may gain as many reports as can be, wherever they are put.

    One such world tells of very many sets at once that their counts may be so much larger.
    """
    for room in range(most, 0, -1):
        world = worlds.with_room(room)
        if world is not None:
            grown = room_of(worlds.known, world)
            for each in seen:
                each.add_grown(world, grown)
            return


def _push_many(push: Callable[[Ints], None], aim: Goals, judged: Seen, unknowns: int) -> None:
    # The same dice each time: the same inputs must give the same worlds and the same verdict.
    dice = np.random.default_rng(_ROUNDS)
    before = len(judged.sets) + _GAIN
    for _ in range(_ROUNDS // 2):
        push(judged.sets.weigh(aim.down(judged).astype(np.int64), unknowns))
        chosen = dice.random(len(judged.sets)) < 1 / 2
        up = aim.wider(judged) & chosen
        push(judged.sets.weigh(aim.down(judged).astype(np.int64) - up, unknowns))
        after = int(aim.open(judged).sum())
        if after == 0 or before - after < _GAIN:
            return
        before = after


def cost_of(sets: Sets, number: int, unknowns: int) -> Ints:
    """Return the objective that counts one set."""
    cost = np.zeros(unknowns, dtype=np.int64)
    cost[sets.members(number)] = 1
    return cost


def prove(worlds: Worlds, seen: Seen, number: int, *, upward: bool) -> tuple[int, int]:
    """Return the exact least and, where `upward`, most of one set; what was seen otherwise."""
    cost = cost_of(seen.sets, number, worlds.known.unknowns)
    least, most = int(seen.least[number]), int(seen.most[number])
    if worlds.bound(cost) < least:
        least, world = worlds.least(cost)
        seen.add(world)
    if upward and -worlds.bound(-cost) > most:
        negative, world = worlds.least(-cost)
        seen.add(world)
        most = -negative
    return least, most

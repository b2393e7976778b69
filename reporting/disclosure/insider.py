"""What the figures add for people who know one or two of the reports themselves.

They may learn what is printed less their own records, and nothing more: not that there are
others where fewer than five are, and not that there are none.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reporting import limits
from reporting.disclosure.findings import Finding
from reporting.disclosure.records import Group, Insiders
from reporting.disclosure.search import Flags, Seen
from reporting.disclosure.solver import Deadline, Impossible
from reporting.disclosure.sums import Ints, Knowledge, Sets
from reporting.disclosure.worlds import Worlds

_SMALL = limits.FEWEST - 1
_KNOWN = limits.KNOWN_RECORDS
_MOST_PIECES = 4  # of which every combination is a part


@dataclass(frozen=True)
class Part:
    """What a set has in some of its pieces of time: `least` is proven to all."""

    members: Ints
    least: int


@dataclass(frozen=True)
class Suspect:
    """A set that worlds with room for any records did not clear: `least` is proven to all.

    `parts` are those of which something is proven as well.
    """

    number: int
    members: Ints
    count: int
    least: int
    parts: tuple[Part, ...] = ()

    def allowed(self, own: int, within: Iterable[int] = ()) -> int:
        """Return how many others may be proven to whoever has `own` records in the set.

        `within` are those in each part. What is printed of one quarter is not made less by a
        record of another, so it may be known of the two together as it is known of the one.
        """
        parts = (part.least - held for part, held in zip(self.parts, within, strict=False))
        return max(self.least - own, 0, *parts)

    def owned(self) -> Iterator[int]:
        """Return the numbers of own records that leave one to four others."""
        return (own for own in range(_KNOWN + 1) if 1 <= self.count - own <= _SMALL)


def list_suspects(
    sets: Sets, counts: Ints, least: Ints, inside: Seen, proven: Callable[[Ints], list[Part]]
) -> list[Suspect]:
    """Return the sets still open once all worlds with room were counted.

    A set of reports is cleared where one such world has none of it, an empty one where one has
    some. Where others are, nobody can be shown that none are. `proven` returns the parts of a set
    of which anything is proven to all.
    """
    small = (counts >= 1) & (counts <= _SMALL + _KNOWN)
    open_: Flags = np.where(small, inside.least > 0, (counts == 0) & (inside.most < 1))
    return [
        Suspect(
            number,
            sets.members(number),
            int(counts[number]),
            int(least[number]),
            tuple(proven(sets.members(number))) if counts[number] else (),
        )
        for number in np.flatnonzero(open_).tolist()
    ]


def proven_parts(worlds: Worlds, pieces: Ints, members: Ints) -> list[Part]:
    """Return what is proven of a set in some of its pieces of time; `pieces` by unknown.

    Of many pieces, each is a part; of few, each combination.
    """
    own = pieces[members]
    every = np.unique(own).tolist()
    sizes = range(1, len(every) if len(every) <= _MOST_PIECES else 2)
    parts = []
    for size in sizes:
        for chosen in itertools.combinations(every, size):
            part = members[np.isin(own, chosen)]
            cost = np.zeros(worlds.known.unknowns, dtype=np.int64)
            cost[part] = 1
            least = worlds.outer(cost)
            if least > 0:
                parts.append(Part(part, least))
    return parts


def clear(suspect: Suspect, known: Knowledge, truth: Ints, stiff: Ints, deadline: Deadline) -> int:
    """Return 0 if no insider learns more than allowed, else how many records it takes."""
    if suspect.count == 0:
        return 1  # every group of insiders was looked at, and to one of them it is surely empty
    for own in suspect.owned():
        nothing = np.zeros(0, dtype=np.int64)
        room = _room_for(suspect, own, known, nothing, nothing)
        if _fits(suspect, suspect.allowed(own), room, deadline):
            continue
        if not _withstands_each(suspect, own, known, truth, stiff, deadline):
            return max(own, 1)
    return 0


def others_of(known: Knowledge, rows: Ints, gains: Ints) -> Knowledge:
    """Return bounds on the others: exact in `rows`, where their gain is known; else with room."""
    least, most = known.least.copy(), known.with_room(_KNOWN).most.copy()
    plain = ~known.compares[rows]
    least[rows] = np.where(plain, known.least[rows] - gains, known.least[rows])
    most[rows] = np.where(plain, known.most[rows] - gains, most[rows])
    return replace(known, least=least, most=most)


def _room_for(suspect: Suspect, own: int, known: Knowledge, rows: Ints, gains: Ints) -> Knowledge:
    """Return `others_of` insiders with `own` records in the set, which is known as well.

    Rows around the set gain what the insider owns in it, at least; rows beside it can only gain
    the other records.
    """
    shared = known.rows.sums(_indicator(suspect, known), np.abs(known.signs))
    around, beside = shared == len(suspect.members), shared == 0
    lower = np.where(around & ~known.compares, own, 0)
    upper = np.where(beside & ~known.compares, own, 0)
    exact = others_of(known, rows, gains)
    least, most = exact.least - lower, exact.most + upper
    least[rows], most[rows] = exact.least[rows], exact.most[rows]
    return replace(known, least=least, most=most)


def _fits(suspect: Suspect, allowed: int, others: Knowledge, deadline: Deadline) -> bool:
    """Look for a world of the others that tells no more of the set than is allowed."""
    cost = _indicator(suspect, others)
    try:
        worlds = Worlds(others, deadline)
        bound, world = worlds.reach(cost)
        if bound <= allowed and (world is None or int(cost @ world) > bound):
            _, world = worlds.least(cost)
    except Impossible:
        return False
    return world is not None and int(cost @ world) <= allowed


def _withstands_each(
    suspect: Suspect,
    own: int,
    known: Knowledge,
    truth: Ints,
    stiff: Ints,
    deadline: Deadline,
) -> bool:
    """Try insiders in groups that the rows which bind the set cannot tell apart.

    Where a group is not cleared, the rows that bind it tell it apart further. When they do not,
    each of a small group is tried, and of a large one it is taken that it learns too much.
    """
    nothing = np.zeros(0, dtype=np.int64)
    room = _room_for(suspect, own, known, nothing, nothing)
    binding = np.union1d(_binding(suspect, known, deadline), _binding(suspect, room, deadline))
    binding = np.union1d(binding, stiff).astype(np.int64)
    insiders = Insiders(np.flatnonzero(truth), truth, known)
    while True:
        further = binding
        for group in insiders.groups(suspect, own, binding):
            room = _room_for(suspect, own, known, binding, group.gain)
            if _fits(suspect, suspect.allowed(own, group.within), room, deadline):
                continue
            further = np.union1d(binding, _binding(suspect, room, deadline))
            if len(further) > len(binding):
                break
            if not _each_fits(suspect, own, insiders, group, deadline):
                return False
        if len(further) == len(binding):
            return True
        binding = further


def _binding(suspect: Suspect, known: Knowledge, deadline: Deadline) -> Ints:
    """Return the rows that keep the set from being smaller, where there is any world at all."""
    try:
        return Worlds(known, deadline).binding(_indicator(suspect, known))
    except Impossible:
        return np.zeros(0, dtype=np.int64)


def _each_fits(
    suspect: Suspect, own: int, insiders: Insiders, group: Group, deadline: Deadline
) -> bool:
    gains = insiders.gains_of(group)
    if len(gains) > limits.INSIDER_TRIALS:
        return False
    every, allowed = np.arange(len(insiders.known.rows)), suspect.allowed(own, group.within)
    return all(
        _fits(suspect, allowed, _room_for(suspect, own, insiders.known, every, gain), deadline)
        for gain in gains
    )


def _indicator(suspect: Suspect, known: Knowledge) -> Ints:
    """Return 1 for each unknown of the set: also what it costs to minimise its count."""
    inside = np.zeros(known.unknowns, dtype=np.int64)
    inside[suspect.members] = 1
    return inside


def find_for_insiders(
    known: Knowledge,
    names: Sequence[tuple[str, str]],
    suspects: Sequence[Suspect],
    truth: Ints,
    stiff: Ints,
    deadline: Deadline,
) -> list[Finding]:
    """Return what people who know one or two reports learn of others; `names` by set."""
    found = []
    for suspect in suspects:
        records = clear(suspect, known, truth, stiff, deadline)
        if records:
            about, population = names[suspect.number]
            count = suspect.count
            found.append(Finding("insider", about, population, suspect.least, count, records))
    return found

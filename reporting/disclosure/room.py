"""How many reports a world could gain in each unknown, and still fit everything published."""

import numpy as np

from reporting.disclosure.solver import Deadline, Model
from reporting.disclosure.sums import UNBOUNDED, Ints, Knowledge, Sets

_SOME = 1e-6  # more than the solver's tolerance


def room_of(known: Knowledge, world: Ints) -> Ints:
    """Return for each unknown by how much it alone could grow.

    A report more among the decided is one more among the received of the same area and kind, so
    that no comparison is broken: both grow, and the one with less room counts.
    """
    slack = known.most - known.rows.sums(world, known.signs)
    row = np.repeat(np.arange(len(known.rows)), np.diff(known.rows.start))
    plain = ~known.compares[row]
    room = known.highest - world
    np.minimum.at(room, known.rows.index[plain], slack[row[plain]])
    return _with_partners(known, room, row) if known.compares.any() else room


def _with_partners(known: Knowledge, room: Ints, row: Ints) -> Ints:
    compared = np.flatnonzero(known.compares)
    column = np.full(len(known.rows), -1)
    column[compared] = np.arange(len(compared))
    decided = np.zeros((known.unknowns, len(compared)), dtype=np.int64)
    received = np.zeros_like(decided)
    inside = column[row] >= 0
    places = known.rows.index[inside], column[row[inside]]
    signs = known.signs[inside]
    decided[places], received[places] = signs > 0, signs < 0
    grown = room.copy()
    patterns, which = np.unique(decided, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        if pattern.any():
            partners = (received @ pattern) == pattern.sum()
            most = room[partners].max(initial=0)
            mine = which.ravel() == number
            grown[mine] = np.minimum(room[mine], most)
    return grown


def stiff_rows(known: Knowledge, records: int, deadline: Deadline) -> Ints:
    """Return rows that leave no room for so many records when as many others as can be do.

    Where two printed parts nearly make up their printed whole, no world has room in all three.
    """
    rows = np.flatnonzero(~known.compares)
    first = np.concatenate([known.rows.members(row) for row in rows.tolist()])
    sizes = np.diff(known.rows.start)[rows]
    ends = np.cumsum(sizes)
    own = np.arange(known.unknowns, known.unknowns + len(rows))
    begin = known.rows.start[-1] + ends + 1 + np.arange(len(rows))
    doubled = Knowledge(
        known.unknowns + len(rows),
        Sets(
            np.concatenate([known.rows.start, begin]),
            np.concatenate([known.rows.index, np.insert(first, ends, own)]),
        ),
        np.concatenate([known.least, np.full(len(rows), -UNBOUNDED)]),
        np.concatenate([known.most, known.with_room(records).most[rows]]),
        np.concatenate([known.signs, np.insert(np.ones_like(first), ends, -1)]),
        np.concatenate([known.highest, np.full(len(rows), records)]),
    )
    cost = np.concatenate([np.zeros(known.unknowns), np.ones(len(rows))]).astype(np.int64)
    _, point = Model(doubled, deadline, "linear").minimise(cost)
    return rows[point[known.unknowns :] > _SOME]

"""How many reports a world could gain in each unknown, and still fit everything published."""

import numpy as np

from reporting.disclosure.sums import Ints, Knowledge


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

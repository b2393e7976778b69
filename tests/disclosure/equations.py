"""Small problems put as sums, for the attacker and for one that enumerates."""

import itertools

import numpy as np

from reporting.disclosure.attacker import Sample, attack
from reporting.disclosure.solver import Deadline
from reporting.disclosure.sums import Knowledge, Sets
from reporting.disclosure.worlds import Worlds


def known_of(names, sums):
    """Return knowledge of named unknowns from `(members, least, most)`."""
    place = {name: at for at, name in enumerate(names)}
    rows = Sets.of([np.array([place[name] for name in each]) for each, _, _ in sums])
    least = np.array([row[1] for row in sums], dtype=np.int64)
    most = np.array([row[2] for row in sums], dtype=np.int64)
    return Knowledge(len(names), rows, least, most)


def bounds(known, seconds=60):
    """Return the least and the most of every unknown, each shown by a whole world."""
    worlds = Worlds(known, Deadline(seconds))
    found = []
    for unknown in range(known.unknowns):
        cost = np.zeros(known.unknowns, dtype=np.int64)
        cost[unknown] = 1
        found.append((worlds.least(cost)[0], -worlds.least(-cost)[0]))
    return found


def attack_each(names, known, truth=None, seconds=60):
    """Attack every single unknown."""
    sets = Sets.of([np.array([at]) for at in range(len(names))])
    sample = Sample(sets, names, ["case"] * len(names), np.zeros(len(names), dtype=np.int64))
    return attack(known, sample, truth, Deadline(seconds))


def enumerate_worlds(known, most):
    """Return every world within `most` of each unknown: no solver, no shared code."""
    rows = [(known.rows.members(row).tolist(), row) for row in range(len(known.rows))]
    worlds = []
    for world in itertools.product(*(range(each + 1) for each in most)):
        fits = all(
            known.least[row] <= sum(world[at] for at in members) <= known.most[row]
            for members, row in rows
        )
        if fits:
            worlds.append(world)
    return np.array(worlds)

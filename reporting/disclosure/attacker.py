"""The attack every release must withstand: whom could somebody find in it.

It knows what a reader knows. The truth is only at hand to judge by: without it, as for a reader,
it still finds every exact and every narrow count.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from reporting import limits
from reporting.disclosure.audit import list_targets
from reporting.disclosure.findings import Finding, Kind, Verdict
from reporting.disclosure.insider import find_for_insiders, list_suspects, others_of, proven_parts
from reporting.disclosure.layout import Block
from reporting.disclosure.records import Insiders
from reporting.disclosure.room import stiff_rows
from reporting.disclosure.search import Flags, Goals, Seen, cost_of, prove, search
from reporting.disclosure.solver import Deadline, Impossible
from reporting.disclosure.sums import Ints, Knowledge, Sets
from reporting.disclosure.worlds import Worlds
from reporting.errors import ReleaseRefused

_SMALL = limits.FEWEST - 1  # the largest count that nobody may find out
_APART = limits.FEWEST - 1  # five candidates lie four apart


@dataclass(frozen=True)
class Sample:
    """Sets to look for, with their names and populations; of each unknown, its piece of time."""

    sets: Sets
    names: Sequence[str]
    populations: Sequence[str]
    pieces: Ints


def attack_blocks(
    blocks: Sequence[Block], known: Knowledge, truth: Ints | None, deadline: Deadline
) -> Verdict:
    """Attack everything known of a base table, populations that no row binds one by one."""
    verdicts = []
    for group in bound_together(blocks, known):
        first, last = group[0].first, group[-1].first + group[-1].ids.size
        own = known.between(first, last)
        near = None if truth is None else truth[first:last]
        targets, sets = list_targets([block.counted_from(first) for block in group], near)
        names = [target.name for target in targets]
        pieces = np.concatenate(
            [np.repeat(np.arange(len(b.pieces)), b.ids[0].size) for b in group]
        ).astype(np.int64)
        sample = Sample(sets, names, [target.block.population for target in targets], pieces)
        verdicts.append(attack(own, sample, near, deadline))
    return Verdict(
        tuple(finding for verdict in verdicts for finding in verdict.findings),
        tuple(finding for verdict in verdicts for finding in verdict.present),
        sum(verdict.sets for verdict in verdicts),
        sum(verdict.worlds for verdict in verdicts),
    )


def bound_together(blocks: Sequence[Block], known: Knowledge) -> list[list[Block]]:
    """Return neighbouring blocks in groups, so that no row reaches from one group to another."""
    reach = np.array([known.rows.members(row).max() for row in range(len(known.rows))])
    begin = np.array([known.rows.members(row).min() for row in range(len(known.rows))])
    groups: list[list[Block]] = []
    for block in blocks:
        bound = bool(((begin < block.first) & (reach >= block.first)).any())
        if groups and bound:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def attack(known: Knowledge, sample: Sample, truth: Ints | None, deadline: Deadline) -> Verdict:
    """Return what can be found out about the sets of `sample`."""
    if truth is not None and not known.allows(truth):
        # G7: the program that made the numbers does not agree with the one that reads them.
        raise ReleaseRefused("A true count lies outside its published interval.")
    counts = None if truth is None else sample.sets.sums(truth)
    seen = Seen(sample.sets)
    if truth is not None and counts is not None:
        seen.add(truth)
        inside, stiff = _search_with_room(known, seen, counts, truth, deadline)
    try:
        worlds = Worlds(known, deadline)
        goals = _goals(counts, len(sample.sets))
        search(worlds, goals, goals, [seen])
    except Impossible:
        raise ReleaseRefused("The figures contradict one another.") from None
    findings = _judge(worlds, sample, seen, goals)
    if counts is not None and truth is not None and not findings:
        least = _proven(worlds, sample.sets, counts, seen)
        proven = partial(proven_parts, worlds, sample.pieces)
        suspects = list_suspects(sample.sets, counts, least, inside, proven)
        names = list(zip(sample.names, sample.populations, strict=True))
        findings += find_for_insiders(known, names, suspects, truth, stiff, deadline)
    present = () if counts is not None else _present(worlds, sample, seen)
    return Verdict(tuple(findings), present, len(sample.sets), seen.worlds)


def _goals(counts: Ints | None, sets: int) -> Goals:
    """Return what must be seen: five candidates, and none at all of what is small."""
    apart = np.full(sets, _APART, dtype=np.int64)
    none: Flags = np.zeros(sets, dtype=bool)
    if counts is not None:
        none = (counts >= 1) & (counts <= _SMALL)
    return Goals(none, apart)


def _search_with_room(
    known: Knowledge, seen: Seen, counts: Ints, truth: Ints, deadline: Deadline
) -> tuple[Seen, Ints]:
    """Look for worlds that leave room for the records of any insider, but in the stiff rows.

    There, insiders are grouped by what their records add, and each group needs worlds of its own:
    what is seen by all groups is returned, with the stiff rows. Of sets of one to six, none must
    be seen; of empty ones, some.
    """
    none = (counts >= 1) & (counts <= _SMALL + limits.KNOWN_RECORDS)
    aim = Goals(none, np.full(len(counts), _APART, dtype=np.int64))
    goals = Goals(none, (counts == 0).astype(np.int64))
    try:
        stiff = stiff_rows(known, limits.KNOWN_RECORDS, deadline)
    except Impossible:
        raise ReleaseRefused("The figures contradict one another.") from None
    groups = Insiders(np.flatnonzero(truth), truth, known).gains_on(stiff)
    worst = Seen(seen.sets)
    worst.least[:], worst.most[:] = 0, np.iinfo(np.int64).max // 4
    for gain in groups if len(groups) <= limits.INSIDER_GROUPS else [None]:
        inside = Seen(seen.sets)
        if gain is not None:
            near = others_of(known, stiff, gain)
            # Where rows are stiff, the others alone are no world that a reader thinks possible.
            pools, further = ([inside], goals) if len(stiff) else ([inside, seen], aim)
            with contextlib.suppress(Impossible):
                search(Worlds(near, deadline), further, goals, pools)
        np.maximum(worst.least, inside.least, out=worst.least)
        np.minimum(worst.most, inside.most, out=worst.most)
    return worst, stiff


def _judge(worlds: Worlds, sample: Sample, seen: Seen, goals: Goals) -> list[Finding]:
    findings = []
    for number in np.flatnonzero(goals.open(seen)).tolist():
        if not goals.open(seen)[number]:
            continue  # a world found for another set has settled it
        upward = bool(goals.wider(seen)[number])
        least, most = prove(worlds, seen, number, upward=upward)
        kind = _kind_of(least, most, must_be_none=bool(goals.none[number]))
        if kind:
            about, population = sample.names[number], sample.populations[number]
            findings.append(Finding(kind, about, population, least, most))
    return findings


def _kind_of(least: int, most: int, *, must_be_none: bool) -> Kind | None:
    """Return what bounds give away.

    An exact count is refused whatever its size, and so are fewer than five candidates where one
    is small, whatever the truth: a reader can check both, and a refusal tells them nothing.
    """
    if least == most:
        return "exact"
    if most - least < _APART and least <= _SMALL:
        return "narrow"
    return "present" if must_be_none and least > 0 else None


def _proven(worlds: Worlds, sets: Sets, counts: Ints, seen: Seen) -> Ints:
    """Return how many everybody knows to be in each set, where an insider could know more."""
    small = (counts > _SMALL) & (counts <= _SMALL + limits.KNOWN_RECORDS)
    return _bounds(worlds, sets, np.asarray(small & (seen.least > 0)))


def _present(worlds: Worlds, sample: Sample, seen: Seen) -> tuple[Finding, ...]:
    least = _bounds(worlds, sample.sets, np.asarray(seen.least > 0))
    return tuple(
        Finding(
            "present",
            sample.names[number],
            sample.populations[number],
            int(least[number]),
            int(seen.most[number]),
        )
        for number in np.flatnonzero((least >= 1) & (least <= _SMALL)).tolist()
    )


def _bounds(worlds: Worlds, sets: Sets, wanted: Flags) -> Ints:
    least = np.zeros(len(sets), dtype=np.int64)
    for number in np.flatnonzero(wanted).tolist():
        least[number] = worlds.outer(cost_of(sets, number, worlds.known.unknowns))
    return least

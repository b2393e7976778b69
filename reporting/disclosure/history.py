"""Every release of a series together, as an attacker has them."""

from collections.abc import Sequence

import numpy as np

from reporting.disclosure.attacker import attack_blocks
from reporting.disclosure.findings import Verdict
from reporting.disclosure.known import gather
from reporting.disclosure.layout import Block
from reporting.disclosure.period import Period
from reporting.disclosure.published import Release
from reporting.disclosure.solver import Deadline
from reporting.disclosure.sums import Ints
from reporting.disclosure.tabulate import Tally
from reporting.errors import ReleaseRefused

Window = tuple[Release, ...]


def windows_of(releases: Sequence[Release]) -> list[Window]:
    """Return releases in groups whose periods meet, in the order of time.

    What is told of one year says nothing of another but how many cases can have waited, and
    that is a bound that `known.gather` adds.
    """
    groups: list[list[Release]] = []
    for release in releases:
        meeting = [g for g in groups if any(release.period.meets(r.period) for r in g)]
        joined = sorted((r for g in [*meeting, [release]] for r in g), key=lambda r: r.sequence)
        groups = [g for g in groups if g not in meeting] + [joined]
    # A year meets its quarters and three years meet their years, so quarters of one year that
    # has not ended stand alone until it has; they are one window all the same.
    return [tuple(g) for g in _by_year(groups)]


def _by_year(groups: list[list[Release]]) -> list[list[Release]]:
    merged: list[list[Release]] = []
    for group in sorted(groups, key=_first):
        last = merged[-1] if merged else []
        if last and max(r.period.last for r in last) // 4 == _first(group) // 4:
            last.extend(group)
            last.sort(key=lambda r: r.sequence)
        else:
            merged.append(group)
    return merged


def _first(group: Sequence[Release]) -> int:
    return min(release.period.first for release in group)


def attack_window(
    window: Window, history: Sequence[Release], tally: Tally | None, deadline: Deadline
) -> Verdict:
    """Attack the releases of one window with all of `history` in hand.

    `tally` holds the truth to judge by; without it the attack is a reader's.
    """
    first = min(release.period.first for release in window)
    earlier = [release for release in history if release.period.last < first]
    blocks, known = gather(window, earlier)
    truth = None if tally is None else truth_of(blocks, tally)
    if truth is not None:
        return attack_blocks(blocks, known.supposing(truth), truth, deadline)
    try:
        return attack_blocks(blocks, known, None, deadline)
    except ReleaseRefused:
        # Not every silent quarter was small: what is certain must fit all the same.
        return attack_blocks(blocks, known.without_guesses(), None, deadline)


def truth_of(blocks: Sequence[Block], tally: Tally) -> Ints:
    """Return the true counts, in the order of the unknowns."""
    return np.concatenate(
        [
            np.concatenate([tally.over(block.population, piece).ravel() for piece in block.pieces])
            for block in blocks
        ]
    ).astype(np.int64)


def periods_of(window: Window) -> Period:
    """Return the time a window covers."""
    return Period(_first(window), max(release.period.last for release in window))

"""Whom to look for: every set of reports whose count nobody may find out."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reporting.disclosure.layout import Block, describe
from reporting.disclosure.period import Period
from reporting.disclosure.sums import Ints, Sets

_MOST_PIECES = 4  # of which every combination is looked at; of more, every run
TIME = ""  # the axis of pieces, among the facets


@dataclass(frozen=True)
class Target:
    """A set of unknowns of one block: some pieces, and some codes of some facets."""

    block: Block
    pieces: tuple[int, ...]
    chosen: tuple[tuple[str, tuple[int, ...]], ...]

    def members(self) -> Ints:
        """Return its unknowns."""
        places = dict(self.chosen)
        which = [
            places.get(facet, tuple(range(len(codes))))
            for facet, codes in zip(self.block.facets, self.block.codes, strict=True)
        ]
        return self.block.ids[np.ix_(self.pieces, *which)].ravel()

    @cached_property
    def name(self) -> str:
        """Return it in words."""
        codes = dict(zip(self.block.facets, self.block.codes, strict=True))
        chosen = {
            facet: tuple(codes[facet][place] for place in places) for facet, places in self.chosen
        }
        pieces: list[Period] = [self.block.pieces[piece] for piece in self.pieces]
        return describe(self.block.population, pieces, chosen)


def list_targets(blocks: Sequence[Block], truth: Ints | None) -> tuple[list[Target], Sets]:
    """Return every one- and two-way cell, released or withheld, and what is left beside it.

    Also every difference of periods, and, with the truth at hand, every occupied base cell:
    without it every base cell, because a reader does not know which are occupied.
    """
    found: dict[bytes, Target] = {}
    members: list[Ints] = []
    for target in itertools.chain.from_iterable(_targets_of(block, truth) for block in blocks):
        ids = target.members()
        key = ids.tobytes()
        if key not in found:
            found[key] = target
            members.append(ids)
    return list(found.values()), Sets.of(members)


def _targets_of(block: Block, truth: Ints | None) -> Iterator[Target]:
    every = tuple(range(len(block.pieces)))
    sizes = dict(zip(block.facets, map(len, block.codes), strict=True))
    for pieces in _spans(len(every)):
        yield Target(block, pieces, ())
        for facet, size in sizes.items():
            for place in range(size):
                for places in _split(place, size):
                    yield Target(block, pieces, ((facet, places),))
    for (one, size), (other, width) in itertools.combinations(sizes.items(), 2):
        for place, where in itertools.product(range(size), range(width)):
            yield Target(block, every, ((one, (place,)), (other, (where,))))
            yield from (
                Target(block, every, ((one, (place,)), (other, rest)))
                for rest in _split(where, width)[1:]
            )
            yield from (
                Target(block, every, ((one, rest), (other, (where,))))
                for rest in _split(place, size)[1:]
            )
    for cell in np.argwhere(_occupied(block, truth)):
        piece, *rest = (int(place) for place in cell)
        chosen = tuple((f, (place,)) for f, place in zip(block.facets, rest, strict=True))
        yield Target(block, (piece,), chosen)


def _spans(pieces: int) -> Iterator[tuple[int, ...]]:
    every = tuple(range(pieces))
    if pieces <= _MOST_PIECES:
        for size in range(1, pieces + 1):
            yield from itertools.combinations(every, size)
        return
    for first, last in itertools.combinations_with_replacement(every, 2):
        yield tuple(range(first, last + 1))


def _split(place: int, size: int) -> tuple[tuple[int, ...], ...]:
    rest = tuple(other for other in range(size) if other != place)
    return ((place,), rest) if rest else ((place,),)


def _occupied(block: Block, truth: Ints | None) -> Ints:
    return np.ones(block.shape, dtype=np.int64) if truth is None else truth[block.ids]

"""The unknown base table behind releases whose periods meet, numbered cell by cell."""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reporting import limits
from reporting.disclosure.period import Period
from reporting.disclosure.published import Codes, Release
from reporting.disclosure.sums import Ints
from reporting.errors import ReleaseRefused
from reporting.quarter import quarter_name

Choice = Mapping[str, Codes]
COUNTED = "received"  # the population whose total decides about a release of its own


@dataclass(frozen=True)
class Block:
    """The unknowns of one population: pieces of time by the codes of each facet."""

    population: str
    pieces: tuple[Period, ...]
    facets: tuple[str, ...]
    codes: tuple[Codes, ...]
    first: int

    @property
    def shape(self) -> tuple[int, ...]:
        """Return how many pieces and codes there are."""
        return (len(self.pieces), *map(len, self.codes))

    @property
    def ids(self) -> Ints:
        """Return the numbers of the unknowns, in that shape."""
        size = math.prod(self.shape)
        return np.arange(self.first, self.first + size, dtype=np.int64).reshape(self.shape)

    def counted_from(self, first: int) -> "Block":
        """Return it as part of a table of its own that begins with the unknown `first`."""
        return replace(self, first=self.first - first)

    def select(self, period: Period, chosen: Choice) -> Ints:
        """Return the unknowns of a period with the chosen codes."""
        when = [place for place, piece in enumerate(self.pieces) if period.holds(piece)]
        which = [
            [codes.index(code) for code in chosen.get(facet, codes)]
            for facet, codes in zip(self.facets, self.codes, strict=True)
        ]
        return self.ids[np.ix_(when, *which)].ravel()


def build_blocks(releases: Sequence[Release]) -> tuple[Block, ...]:
    """Return a block for each population, in pieces no finer than what is published.

    Quarters that nothing published tells apart are one piece. That hides nothing from the
    attack: within a piece, everything could lie in either quarter.
    """
    latest = releases[-1]
    for release in releases:
        if (release.facets, release.populations) != (latest.facets, latest.populations):
            raise ReleaseRefused(
                "Releases of periods that meet have different classifications, so their tables "
                "could be compared to single people out."
            )
    blocks: list[Block] = []
    first = 0
    for population, facets in latest.populations.items():
        periods = [
            release.period
            for release in releases
            if any(t.population == population and t.cells is not None for t in release.tables)
        ]
        if not periods:
            continue
        if population == COUNTED:
            periods += silent_periods(releases)
        codes = tuple(latest.facets[facet] for facet in facets)
        block = Block(population, cut(periods), facets, codes, first)
        first += math.prod(block.shape)
        if first > limits.RELEASE_UNKNOWNS:
            raise ReleaseRefused("These tables have too many cells to be attacked together.")
        blocks.append(block)
    return tuple(blocks)


def silent_periods(releases: Sequence[Release]) -> list[Period]:
    """Return the periods whose silence speaks: too small for a release of their own.

    A quarter that was joined to the next had a published total below ten, and everybody can tell.
    """
    quarterly = [release.period for release in releases if release.kind == "quarter"]
    joined = [p for p in quarterly if p.first < p.last]
    silent = [Period(p.first, end) for p in joined for end in range(p.first, p.last)]
    for year in (release.period for release in releases if release.kind == "year"):
        told = [p.last for p in quarterly if year.holds(p)]
        start = max(told, default=year.first - 1) + 1
        silent += [Period(start, end) for end in range(start, year.last + 1)]
    return [p for p in silent if p not in {release.period for release in releases}]


def cut(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the pieces into which the ends of all periods cut the time they cover."""
    listed = list(periods)
    cuts = sorted({p.first for p in listed} | {p.last + 1 for p in listed})
    pieces = (Period(start, end - 1) for start, end in itertools.pairwise(cuts))
    return tuple(piece for piece in pieces if any(p.holds(piece) for p in listed))


def describe(population: str, pieces: Sequence[Period], chosen: Choice) -> str:
    """Return the name of a set of reports, as the report of an attack prints it."""
    when = sorted(quarter for piece in pieces for quarter in piece.quarters)
    spans = [
        Period(run[0], run[-1])
        for run in np.split(np.array(when), np.flatnonzero(np.diff(when) > 1) + 1)
    ]
    said = " and ".join(
        f"{quarter_name(int(span.first))} to {quarter_name(int(span.last))}" for span in spans
    )
    which = ", ".join(f"{facet} {' or '.join(codes)}" for facet, codes in chosen.items())
    return f"{population}, {said}" + (f": {which}" if which else "")

"""What a reader knows from releases: rows over the unknown base table."""

from collections.abc import Iterator, Sequence

import numpy as np

from reporting import limits
from reporting.disclosure.fives import interval_of
from reporting.disclosure.layout import COUNTED, Block, build_blocks, silent_periods
from reporting.disclosure.period import Period
from reporting.disclosure.published import Release
from reporting.disclosure.sums import UNBOUNDED, Ints, Knowledge, Sets
from reporting.quarter import QUARTERS

Row = tuple[Ints, Ints, int, int]  # unknowns, signs, least, most
_FROM, _TO = "decided", COUNTED  # a case is decided once, and was received before


def gather(
    releases: Sequence[Release], earlier: Sequence[Release]
) -> tuple[tuple[Block, ...], Knowledge]:
    """Return the base table of releases whose periods meet, and what is known of it.

    `earlier` are all releases before those of this base table; they bound how many cases can
    still have been undecided at its beginning.
    """
    blocks = build_blocks(releases)
    printed = list(_printed(blocks, releases))
    silent = list(_silent(blocks, releases))
    rows = [*printed, *silent, *_linked(blocks, releases, earlier)]
    return blocks, Knowledge(
        sum(block.ids.size for block in blocks),
        Sets.of([row[0] for row in rows]),
        np.array([row[2] for row in rows], dtype=np.int64),
        np.array([row[3] for row in rows], dtype=np.int64),
        np.concatenate([row[1] for row in rows]) if rows else np.zeros(0, dtype=np.int64),
        guessed=np.arange(len(printed), len(printed) + len(silent)),
    )


def _printed(blocks: Sequence[Block], releases: Sequence[Release]) -> Iterator[Row]:
    by_population = {block.population: block for block in blocks}
    for release in releases:
        for table in release.tables:
            for codes, published in (table.cells or {}).items():
                chosen = {f: (code,) for f, code in zip(table.facets, codes, strict=True)}
                ids = by_population[table.population].select(release.period, chosen)
                yield ids, np.ones_like(ids), *interval_of(published)


def _silent(blocks: Sequence[Block], releases: Sequence[Release]) -> Iterator[Row]:
    most = interval_of(limits.QUARTER_LEAST - limits.FIVES).most
    for block in blocks:
        if block.population == COUNTED:
            for period in silent_periods(releases):
                ids = block.select(period, {})
                yield ids, np.ones_like(ids), 0, most


def _linked(
    blocks: Sequence[Block], releases: Sequence[Release], earlier: Sequence[Release]
) -> Iterator[Row]:
    """Return rows that say: decided to date is at most received to date, by area and by kind."""
    by_population = {block.population: block for block in blocks}
    if not {_FROM, _TO} <= by_population.keys():
        return
    decided, received = by_population[_FROM], by_population[_TO]
    shared = [facet for facet in decided.facets if facet in received.facets]
    begin = min(piece.first for piece in received.pieces)
    ends = {piece.last for piece in received.pieces}
    for end in (piece.last for piece in decided.pieces if piece.last in ends):
        to_date = Period(begin, end)
        for facet, code in _each(decided, shared):
            chosen = {facet: (code,)} if facet else {}
            gone, come = decided.select(to_date, chosen), received.select(to_date, chosen)
            most = _backlog(releases, earlier, facet, code)
            if most < UNBOUNDED:
                signs = np.concatenate([np.ones_like(gone), -np.ones_like(come)])
                yield np.concatenate([gone, come]), signs, -int(UNBOUNDED), most


def _each(block: Block, facets: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "", ""
    for facet in facets:
        for code in block.codes[block.facets.index(facet)]:
            yield facet, code


def _backlog(releases: Sequence[Release], earlier: Sequence[Release], facet: str, code: str) -> int:
    """Return the most cases that can have waited, undecided, when the base table begins."""
    years = [release for release in earlier if release.kind == "year"]
    told = {release.period.year for release in years}
    if any(quarter // QUARTERS not in told for r in earlier for quarter in r.period.quarters):
        return int(UNBOUNDED)  # of a year that was left out nobody knows how many wait
    seen = sorted(release.sequence for release in (*earlier, *releases))
    if seen != list(range(1, len(seen) + 1)):
        return int(UNBOUNDED)  # a release is not at hand, and its cases may still wait
    most = 0
    for year in years:
        received, decided = _published(year, _TO, facet, code), _published(year, _FROM, facet, code)
        if received is None:
            return int(UNBOUNDED)
        most += interval_of(received).most - (decided or 0)
    return max(most, 0)


def _published(release: Release, population: str, facet: str, code: str) -> int | None:
    """Return the number printed of a code, or else of the whole population."""
    fine, coarse = release.table(facet), release.table(population)
    if fine and fine.population == population and fine.cells and (code,) in fine.cells:
        return fine.cells[(code,)]
    # Of "decided" a coarser number would be a bound on the wrong side, so nothing is known.
    if population == _TO or not facet:
        return coarse.cells[()] if coarse and coarse.cells else None
    return None

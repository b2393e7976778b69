"""A second attacker for whole releases: it cuts a year into a cell and its rest, and counts.

It shares nothing with ours but what is printed: no solver, no base table. Every whole number that
a cell can have is tried; what is left then lies between two numbers. A slice leaves out what other
cells would tell, so whatever is found in one is there for certain.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from reporting.disclosure.classification import POPULATIONS
from reporting.disclosure.menu import TABLES, TOTALS
from reporting.disclosure.period import Period

FAR = 100_000  # more than any world here holds
MOST_KNOWN = 2  # records of an insider


@dataclass
class Slice:
    """Parts of a year: their bounds and true counts, and the bounds of some of their sums.

    `tried` are the parts whose every number is tried; no sum holds two others but a whole one.
    """

    name: str
    parts: list[tuple[int, int]]
    counts: list[int]
    tried: list[int]
    sums: list[tuple[list[int], tuple[int, int]]]

    def find(self):
        """Return what somebody finds who has none of the records, or one or two of them."""
        sets = [[at] for at in range(len(self.parts))] + [members for members, _ in self.sums]
        counts = [sum(self.counts[at] for at in members) for members in sets]
        ranges = self._ranges([0] * len(self.parts), sets)
        found: list[tuple[object, ...]] = []
        for members, count, (least, most) in zip(sets, counts, ranges, strict=True):
            assert least <= count <= most, self.name
            narrow = most - least < 4 and least <= 4
            if least == most or narrow or (1 <= count <= 4 and least > 0):
                found.append((self.name, members, least, most))
        for own in self._insiders():
            known = self._ranges(own, sets)
            for members, count, (outside, _), (least, most) in zip(
                sets, counts, ranges, known, strict=True
            ):
                less = sum(own[at] for at in members)
                more = least - less > max(outside - less, 0)
                if (1 <= count - less <= 4 and more) or most == less:
                    found.append((self.name, members, own))
        return found

    def _ranges(self, own, sets):
        """Return least and most of each set, with so many known records in each part."""
        low, high = self._worlds(own)
        found = []
        for members in sets:
            least, most = low[:, members].sum(axis=1), high[:, members].sum(axis=1)
            for bound in (bounds for each, bounds in self.sums if each == members):
                least, most = np.maximum(least, bound[0]), np.minimum(most, bound[1])
            found.append((int(least.min()), int(most.max())))
        return found

    def _worlds(self, own):
        """Return, of each way to fill what is tried, the least and the most of each part."""
        least = [max(low, known) for (low, _), known in zip(self.parts, own, strict=True)]
        axes = [np.arange(least[at], self._most(at) + 1) for at in self.tried]
        grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, len(axes))
        low = np.tile(np.array(least), (len(grid), 1))
        high = np.tile(np.array([most for _, most in self.parts]), (len(grid), 1))
        low[:, self.tried] = high[:, self.tried] = grid
        for members, (at_least, at_most) in self.sums * 2:  # a sum may narrow one before it
            less, more = low[:, members], high[:, members]
            low[:, members] = np.maximum(less, at_least - more.sum(axis=1, keepdims=True) + more)
            high[:, members] = np.minimum(more, at_most - less.sum(axis=1, keepdims=True) + less)
            fits = (low <= high).all(axis=1)
            low, high = low[fits], high[fits]
        return low, high

    def _most(self, at):
        return min(self.parts[at][1], *(bound[1] for members, bound in self.sums if at in members))

    def _insiders(self):
        places = [at for at, count in enumerate(self.counts) for _ in range(min(count, MOST_KNOWN))]
        for size in range(1, MOST_KNOWN + 1):
            for known in sorted(set(itertools.combinations(places, size))):
                yield [known.count(at) for at in range(len(self.parts))]


def slices_of(releases, tally, reach):
    """Return every slice of the last release, a year, with what was printed in it before.

    A printed number stands for itself and up to `reach` more.
    """
    for table in (TABLES[each.code] for each in releases[-1].tables):
        if len(table.facets) == 1 and releases[-1].table(table.code):
            yield from _over_time(table, releases, tally, reach)
        elif len(table.facets) == 2:
            yield from _corners(table, releases[-1], tally, reach)


def _over_time(table, releases, tally, reach):
    """Cut a table of one facet into a cell and its rest, in each quarter that shows it."""
    year, total = releases[-1], TOTALS[table.population]
    quarters = [each for each in releases[:-1] if each.table(table.code)]
    told = {at for each in quarters for at in each.period.quarters}
    left = [Period(at, at) for at in year.period.quarters if at not in told]
    for codes in year.table(table.code).cells:
        parts: list[tuple[int, int]] = []
        counts: list[int] = []
        sums: list[tuple[list[int], tuple[int, int]]] = []
        for release in quarters:
            cell, rest, both = _bounds(release, table, total, codes, tally, reach)
            sums.append(([len(parts), len(parts) + 1], both))
            parts += [cell, rest]
            counts += _count(tally, table, codes, [release.period])
        if left:
            parts += [(0, FAR), (0, FAR)]
            counts += _count(tally, table, codes, left)
        every = list(range(len(parts)))
        bounds = _bounds(year, table, total, codes, tally, reach)
        sums += zip((every[0::2], every[1::2], every), bounds, strict=True)
        yield Slice(f"{table.code} {codes}", parts, counts, every[0::2], sums)


def _bounds(release, table, total, codes, tally, reach):
    """Return the bounds of a cell, of its rest, and of both."""
    cells = release.table(table.code).cells
    both = release.table(total.code).cells[()]
    rest = _rest(table, cells, codes, tally, reach)
    return (cells[codes], cells[codes] + reach), rest, (both, both + reach)


def _rest(table, cells, codes, tally, reach):
    """Return the bounds of all other cells together, where all are printed."""
    if len(cells) < table.size(tally.classification):
        return (0, FAR)
    others = [number for each, number in cells.items() if each != codes]
    return (sum(others), sum(others) + reach * len(others))


def _count(tally, table, codes, periods):
    """Return the true counts of a cell and of its rest."""
    shown = [each for (each,) in itertools.product(*table.shown(tally.classification))]
    at = shown.index(codes[0])
    cell = sum(int(tally.table(table, each)[at]) for each in periods)
    total = sum(int(tally.table(TOTALS[table.population], each)) for each in periods)
    return [cell, total - cell]


def _corners(table, year, tally, reach):
    """Cut two facets into a cell, the rests of its row and its column, and all others."""
    whole = year.table(TOTALS[table.population].code)
    if whole is None:
        return
    joint = _joint(table, year, tally)
    codes = [tally.classification.codes(facet) for facet in table.facets]
    inner = year.table(table.code)
    total = whole.cells[()]
    for row, column in itertools.product(*table.shown(tally.classification)):
        at = (codes[0].index(row), codes[1].index(column))
        cell, in_row, in_column = joint[at], joint[at[0]].sum(), joint[:, at[1]].sum()
        counts = [cell, in_row - cell, in_column - cell, joint.sum() - in_row - in_column + cell]
        parts = [(0, FAR)] * 4
        if inner is not None:
            parts = _four(table, inner.cells, (row, column), tally, reach)
        sums = [([0, 1, 2, 3], (total, total + reach))]
        for facet, code, inside, outside in (
            (table.facets[0], row, [0, 1], [2, 3]),
            (table.facets[1], column, [0, 2], [1, 3]),
        ):
            margin = year.table(facet) if TABLES[facet].population == table.population else None
            if margin is not None:
                number = margin.cells[code,]
                sums.append((inside, (number, number + reach)))
                rest = _rest(TABLES[facet], margin.cells, (code,), tally, reach)
                sums.append((outside, rest))
        yield Slice(f"{table.code} {row} {column}", parts, list(map(int, counts)), [0, 1], sums)


def _four(table, cells, codes, tally, reach):
    """Return the bounds of a printed cell, and of the rests where all of their cells are."""
    rests: tuple[list[int], ...] = ([], [], [])
    for each, number in cells.items():
        if each != codes:
            same_row, same_column = each[0] == codes[0], each[1] == codes[1]
            rests[0 if same_row else 1 if same_column else 2].append(number)
    shown = [len(each) for each in table.shown(tally.classification)]
    all_of = [len(tally.classification.codes(facet)) for facet in table.facets]
    printed = (shown[1] == all_of[1], shown[0] == all_of[0], shown == all_of)
    bounds = [
        (sum(rest), sum(rest) + reach * len(rest)) if known else (0, FAR)
        for rest, known in zip(rests, printed, strict=True)
    ]
    return [(cells[codes], cells[codes] + reach), *bounds]


def _joint(table, year, tally):
    """Return the true counts by both facets, all codes of them."""
    facets = POPULATIONS[table.population]
    others = tuple(axis for axis, facet in enumerate(facets) if facet not in table.facets)
    return tally.over(table.population, year.period).sum(axis=others)

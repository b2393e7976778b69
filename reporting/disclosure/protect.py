"""From true counts to the numbers of one release, before anybody attacks them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reporting import limits
from reporting.disclosure.classification import POPULATIONS
from reporting.disclosure.closure import lift
from reporting.disclosure.fives import offset_of, round_down
from reporting.disclosure.gate import is_dense
from reporting.disclosure.menu import MENU, TABLES, TOTALS, Table, cell_name
from reporting.disclosure.period import Period
from reporting.disclosure.published import Kind, Release
from reporting.disclosure.tabulate import Counts, Tally
from reporting.quarter import QUARTERS


@dataclass(frozen=True)
class Source:
    """Where numbers come from: the true counts, and the key of the offsets of one series."""

    series: str
    key: bytes
    tally: Tally

    def number(self, table: Table, period: Period) -> Counts:
        """Return the keyed fives of a table, each cell by its own offset."""
        counts = self.tally.table(table, period)
        shown = table.shown(self.tally.classification)
        numbers = np.zeros_like(counts)
        for place in np.ndindex(*counts.shape):
            codes = tuple(each[at] for each, at in zip(shown, place, strict=True))
            name = cell_name(self.series, table, codes, period.name)
            numbers[place] = round_down(int(counts[place]), offset_of(self.key, name))
        return numbers

    def total(self, period: Period) -> int:
        """Return the number of all reports in a period, before any parent is lifted."""
        return int(self.number(TOTALS["received"], period))


def populations_of(period: Period, history: Sequence[Release]) -> Mapping[str, tuple[str, ...]]:
    """Return what is counted in a release: what is new on the menu waits for the next year.

    Tables of one year are attacked together, so all of its releases have the same.
    """
    years = {quarter // QUARTERS for quarter in period.quarters}
    same = [r for r in history if years & {q // QUARTERS for q in r.period.quarters}]
    return {
        name: facets
        for name, facets in POPULATIONS.items()
        if all(name in release.populations for release in same)
    }


def tables_of(kind: Kind, populations: Collection[str]) -> tuple[Table, ...]:
    """Return the tables on the menu of a release in which these populations are counted."""
    return tuple(
        table
        for table in MENU
        if table.population in populations and (table.quarterly or kind != "quarter")
    )


def protect(
    source: Source,
    kind: Kind,
    period: Period,
    history: Sequence[Release],
    withheld: Collection[str] = (),
) -> dict[str, Counts]:
    """Return the numbers of every table that may be shown, but for those `withheld`.

    Lifting can raise a total so far that another table becomes dense enough. It is then added
    and everything lifted again, so that what is shown follows from what is printed.
    """
    finer = _finer(source, period, history)
    menu = [
        table
        for table in tables_of(kind, populations_of(period, history))
        if table.code not in withheld
    ]
    numbers = {t.code: source.number(t, period) for t in menu if not t.facets}
    while True:
        numbers = lift(numbers, finer)
        totals = {TABLES[code].population: int(numbers[code]) for code in _totals(numbers)}
        small = kind == "year" and totals["received"] < limits.YEAR_LEAST
        if small or totals["received"] == 0:
            return {"received": numbers["received"]}
        more = [
            table
            for table in menu
            if table.code not in numbers
            and table.population in totals
            and is_dense(table, totals, source.tally.classification)
        ]
        if not more:
            return numbers
        numbers |= {table.code: source.number(table, period) for table in more}


def _totals(numbers: Mapping[str, Counts]) -> list[str]:
    return [table.code for table in TOTALS.values() if table.code in numbers]


def _finer(source: Source, period: Period, history: Sequence[Release]) -> dict[str, Counts]:
    """Return sums of what is already published for parts of the period, table by table."""
    finer = {}
    for table in MENU:
        cells = {r.period: t.cells for r in history if (t := r.table(table.code)) and t.cells}
        parts = [part for part in cells if period.holds(part)]
        shape = tuple(map(len, table.shown(source.tally.classification)))
        total = np.zeros(shape, dtype=np.int64)
        for part in parts:
            # A year is at least its quarters already: adding both would count them twice.
            if not any(other != part and other.holds(part) for other in parts):
                total += np.array(list(cells[part].values()), dtype=np.int64).reshape(shape)
        finer[table.code] = total
    return finer

"""A table of a release as a page shows it: words, a bar for each number, and what to know of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flask_babel import format_decimal, gettext, ngettext

from reporting.disclosure.menu import SHOWN, TOTALS
from reporting.disclosure.published import PublishedTable, Release
from reporting.disclosure.rates import rate_of
from reporting.service import Organisation
from reporting.statistics.chart import Bar, Chart, draw
from reporting.statistics.wording import (
    MAY_BE_NONE,
    TABLES,
    WITHHELD,
    About,
    name_code,
    name_facet,
    name_period,
    say_number,
    say_range,
    say_rate,
)


@dataclass(frozen=True)
class Row:
    """One line: what it is, its number in words, what that may stand for, and its bar."""

    label: str
    words: str
    range: str
    bar: Bar


class Mark(NamedTuple):
    """A line of the scale: where it is in per cent, on which side its label lies, and the label."""

    at: float
    anchor: str
    label: str


@dataclass(frozen=True)
class Grid:
    """A table of two facets: headings, and rows of a label and the words of its cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Table:
    """One table of a page; `withheld` says why there is none, `notes` what to know of its lines."""

    code: str
    title: str
    definition: str
    heading: str = ""
    rows: tuple[Row, ...] = ()
    ticks: tuple[Mark, ...] = ()
    grid: Grid | None = None
    notes: tuple[str, ...] = ()
    withheld: str = ""
    period: str = ""


@dataclass(frozen=True)
class Drawing:
    """What tables are drawn for: an organisation, and a direction of pages."""

    organisation: Organisation | None
    right_to_left: bool = False

    def table(self, release: Release, table: PublishedTable) -> Table:
        """Return a table of a release."""
        about = TABLES.get(table.code, About(table.code, ""))
        made = Table(
            table.code,
            str(about.title),
            str(about.definition),
            _heading(table.facets),
            period=name_period(release.period),
        )
        if table.cells is None:
            return replace(made, withheld=str(WITHHELD))
        if len(table.facets) > 1 and not _is_list(table):
            return replace(made, grid=self._grid(table), notes=tuple(_notes(release, table)))
        numbers = [(self._label(table, codes), number) for codes, number in table.cells.items()]
        total = release.table(TOTALS[table.population].code)
        if _shows_a_part(table) and total:
            numbers.append((_all_of(table), (total.cells or {})[()]))
        return self.lines(made, numbers, _notes(release, table))

    def lines(
        self, made: Table, numbers: Sequence[tuple[str, int]], notes: Sequence[str] = ()
    ) -> Table:
        """Return `made` with a line for each label and number."""
        chart = draw([number for _, number in numbers], right_to_left=self.right_to_left)
        rows = tuple(
            Row(label, say_number(number), say_range(number), bar)
            for (label, number), bar in zip(numbers, chart.bars, strict=True)
        )
        small = [str(MAY_BE_NONE)] if any(not number for _, number in numbers) else []
        return replace(made, rows=rows, ticks=scale_of(chart), notes=(*small, *notes))

    def _label(self, table: PublishedTable, codes: Sequence[str]) -> str:
        if not codes:
            return str(TABLES[table.code].title)
        pairs = zip(table.facets, codes, strict=True)
        first = next((p for p in pairs if p[0] not in SHOWN), (table.facets[0], codes[0]))
        return name_code(self.organisation, *first)

    def _grid(self, table: PublishedTable) -> Grid:
        cells = table.cells or {}
        across = list(dict.fromkeys(codes[1] for codes in cells))
        down = list(dict.fromkeys(codes[0] for codes in cells))
        return Grid(
            tuple(name_code(self.organisation, table.facets[1], code) for code in across),
            tuple(
                (
                    name_code(self.organisation, table.facets[0], code),
                    tuple(say_number(cells[code, other]) for other in across),
                )
                for code in down
            ),
        )


def scale_of(chart: Chart) -> tuple[Mark, ...]:
    """Return the marks of the scale of a chart, with their numbers as the language writes them."""
    return tuple(Mark(t.at, t.anchor, format_decimal(t.number)) for t in chart.ticks)


def _heading(facets: Sequence[str]) -> str:
    first = next((facet for facet in facets if facet not in SHOWN), "")
    return name_facet(first) if first else ""


def _is_list(table: PublishedTable) -> bool:
    """Say whether only one code of all facets but one is printed: a list, however many facets."""
    return any(facet in SHOWN for facet in table.facets)


def _shows_a_part(table: PublishedTable) -> bool:
    return len(table.facets) == 1 and _is_list(table)


def _all_of(table: PublishedTable) -> str:
    return str(TABLES[TOTALS[table.population].code].title)


def _notes(release: Release, table: PublishedTable) -> list[str]:
    cells = table.cells or {}
    total = release.table(TOTALS[table.population].code)
    if not total or not table.facets:
        return []
    whole = (total.cells or {})[()]
    if _shows_a_part(table):
        rate = say_rate(rate_of(cells[("yes",)], whole))
        return [rate] if rate else []
    small = len(table.facets) > 1 and not _is_list(table) and 0 in cells.values()
    notes = [str(MAY_BE_NONE)] if small else []
    left = whole - sum(cells.values())
    if left > 0 and not _is_list(table):
        notes.append(
            str(
                ngettext(
                    "%(num)s of the total is in none of these lines, because each is rounded down.",
                    "%(num)s of the total are in none of these lines, because each is rounded "
                    "down.",
                    left,
                )
            )
        )
    return notes


def missing(code: str) -> Table:
    """Return a table that no release has yet."""
    about = TABLES[code]
    return Table(
        code,
        str(about.title),
        str(about.definition),
        withheld=str(gettext("Not released yet.")),
    )

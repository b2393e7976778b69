"""One table of two periods side by side, and whether the difference can be told from chance."""

from dataclasses import dataclass

from flask_babel import gettext

from reporting import limits
from reporting.disclosure.published import Codes, PublishedTable, Release
from reporting.statistics.chart import Bar, draw
from reporting.statistics.tables import Drawing, Mark, scale_of
from reporting.statistics.wording import MAY_BE_NONE, TABLES, name_code, say_number

_SPREAD = limits.WIDTH - 1


@dataclass(frozen=True)
class Pair:
    """One line: what it is, the number of each period in words with its bar, and what that says."""

    label: str
    words: tuple[str, str]
    bars: tuple[Bar, Bar]
    verdict: str


@dataclass(frozen=True)
class Compared:
    """Lines of two periods; `apart` says that they were counted by other areas or kinds."""

    pairs: tuple[Pair, ...] = ()
    ticks: tuple[Mark, ...] = ()
    note: str = ""
    withheld: tuple[bool, bool] = (False, False)
    apart: bool = False


def compare_tables(drawing: Drawing, code: str, one: Release, other: Release) -> Compared:
    """Return the lines that both releases have, in their order."""
    found = [next((t for t in r.tables if t.code == code), None) for r in (one, other)]
    withheld = tuple(table is None or table.cells is None for table in found)
    if any(withheld):
        return Compared(withheld=(withheld[0], withheld[1]))
    tables = [table for table in found if table]
    cells = [table.cells or {} for table in tables]
    if cells[0].keys() != cells[1].keys():
        return Compared(apart=True)
    numbers = [(codes, number, cells[1][codes]) for codes, number in cells[0].items()]
    chart = draw(
        [each for _, *pair in numbers for each in pair], right_to_left=drawing.right_to_left
    )
    bars = zip(chart.bars[::2], chart.bars[1::2], strict=True)
    pairs = tuple(
        Pair(
            _label(drawing, tables[0], codes),
            (say_number(first), say_number(second)),
            both,
            _verdict(first, second),
        )
        for (codes, first, second), both in zip(numbers, bars, strict=True)
    )
    small = any(not number for _, *pair in numbers for number in pair)
    return Compared(pairs, scale_of(chart), str(MAY_BE_NONE) if small else "")


def _label(drawing: Drawing, table: PublishedTable, codes: Codes) -> str:
    if not codes:
        return str(TABLES[table.code].title)
    pairs = zip(table.facets, codes, strict=True)
    return ", ".join(name_code(drawing.organisation, facet, code) for facet, code in pairs)


def _verdict(first: int, second: int) -> str:
    if second > first + _SPREAD:
        return str(gettext("More in the later period"))
    if first > second + _SPREAD:
        return str(gettext("Fewer in the later period"))
    return str(gettext("Too close to tell"))

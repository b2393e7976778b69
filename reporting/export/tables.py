"""The sheet of one table of a release: long, one line a cell, with the bounds beside the words."""

import re

from flask_babel import gettext

from reporting import limits
from reporting.disclosure.menu import SHOWN, TOTALS
from reporting.disclosure.published import PublishedTable, Release
from reporting.export.words import Words
from reporting.export.workbook import Cell, Listing, Sheet

_SENTENCES = re.compile(r"(?<=[.?!]) ")


def sheet_of(release: Release, table: PublishedTable, words: Words) -> Sheet:
    """Return the sheet of a table that is not withheld."""
    return Sheet(
        table.code,
        title_of(release, table, words),
        (
            gettext("This worksheet contains one table. Its notes are on the worksheet Notes."),
            # A sentence a line: text above a table is not wrapped.
            *_SENTENCES.split(words.definition(table.code)),
            *_left_over(release, table),
        ),
        listing_of(release, table, words),
    )


def title_of(release: Release, table: PublishedTable, words: Words) -> str:
    """Return what a table is called, with its organisation and months."""
    return str(
        gettext(
            "%(title)s: %(organisation)s, %(period)s",
            title=words.title(table.code),
            organisation=words.organisation,
            period=words.period(release.period),
        )
    )


def listing_of(release: Release, table: PublishedTable, words: Words) -> Listing:
    """Return the cells of a table: period, one column a facet, words and bounds."""
    period = words.period(release.period)
    headings = tuple(words.facet(facet) for facet in table.facets)
    return Listing(
        table.code,
        (gettext("Period"), *headings, *bound_headings()),
        tuple(
            (
                period,
                *(words.label(f, c) for f, c in zip(table.facets, codes, strict=True)),
                *bounds_of(number, words),
            )
            for codes, number in (table.cells or {}).items()
        ),
    )


def bound_headings() -> tuple[str, str, str]:
    """Return the headings of the columns of every published number."""
    return gettext("Reports"), gettext("Lower bound"), gettext("Upper bound")


def bounds_of(number: int, words: Words) -> tuple[Cell, Cell, Cell]:
    """Return a published number in words, and the least and most that it can stand for."""
    return words.number(number), number, number + limits.WIDTH - 1


def _left_over(release: Release, table: PublishedTable) -> list[str]:
    total = release.table(TOTALS[table.population].code)
    if not total or not table.facets or any(facet in SHOWN for facet in table.facets):
        return []
    left = (total.cells or {})[()] - sum((table.cells or {}).values())
    if left <= 0:
        return []
    return [
        gettext(
            "Not broken down: %(number)s of the total, because the number on each line is rounded "
            "down.",
            number=left,
        )
    ]

"""CSV by RFC 4180: UTF-8, CRLF, a header line; one table, or all tables of a release in one."""

import csv
import io

from flask_babel import gettext

from reporting.disclosure.published import PublishedTable, Release
from reporting.disclosure.reading import read_release
from reporting.export.layout import withheld_reason
from reporting.export.tables import bound_headings, bounds_of, listing_of
from reporting.export.words import Words
from reporting.export.workbook import Cell, Listing

_FACETS = 2  # at most, of a table on the menu


def write_table(release: Release, table: PublishedTable, words: Words) -> bytes:
    """Return one table that is not withheld."""
    return write_listing(listing_of(release, table, words))


def write_release(data: bytes, words: Words) -> bytes:
    """Return every table of a release in one, line by line; those withheld say so."""
    release = read_release(data)
    columns = [gettext("Organisation"), gettext("Period"), gettext("Table"), gettext("Title")]
    for number in range(1, _FACETS + 1):
        columns += [
            gettext("Breakdown %(number)s", number=number),
            gettext("Line %(number)s", number=number),
        ]
    lines = tuple(line for table in release.tables for line in _lines(release, table, words))
    return write_listing(Listing("release", (*columns, *bound_headings()), lines))


def write_listing(listing: Listing) -> bytes:
    """Return the lines of a table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(listing.columns)
    writer.writerows(listing.rows)
    return text.getvalue().encode()


def _lines(release: Release, table: PublishedTable, words: Words) -> list[tuple[Cell, ...]]:
    start = (
        words.organisation,
        words.period(release.period),
        table.code,
        words.title(table.code),
    )
    every = gettext("all")
    if table.cells is None:
        none = gettext("withheld")
        return [(*start, *[every] * 2 * _FACETS, withheld_reason(), none, none)]
    lines = []
    for codes, number in table.cells.items():
        pairs: list[Cell] = []
        for facet, code in zip(table.facets, codes, strict=True):
            pairs += [words.facet(facet), words.label(facet, code)]
        pairs += [every] * (2 * _FACETS - len(pairs))
        lines.append((*start, *pairs, *bounds_of(number, words)))
    return lines

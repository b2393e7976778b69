"""What is in a file, and where: the form of the guidance for accessible spreadsheets."""

import json
import re

import pytest

from reporting import limits
from reporting.disclosure.reading import read_release
from reporting.errors import ReleaseFileError
from reporting.export.layout import lay_out
from reporting.export.workbook import Listing, Sheet
from tests.export.plain import PlainWords, sheet_of

BEFORE = ("Cover", "Contents", "Notes")


def test_cover_contents_and_notes_come_first_and_each_table_has_a_sheet(small):
    """In the order of the menu; nothing is on two sheets."""
    workbook = lay_out(small, PlainWords())

    names = tuple(sheet.name for sheet in workbook.sheets)
    shown = tuple(t.code for t in read_release(small).tables if t.cells is not None)
    assert (*BEFORE, *shown) == names[: len(BEFORE) + len(shown)]
    assert len(names) == len(set(names))
    assert [row[0] for row in sheet_of(workbook, "Contents").table.rows] == list(names[2:])


@pytest.mark.parametrize("which", ["small", "full"])
def test_every_table_has_one_header_and_no_blank_cell(request, which):
    """A screen reader hears a heading with every cell, and never an empty one."""
    for sheet in lay_out(request.getfixturevalue(which), PlainWords()).sheets:
        assert re.fullmatch(r"[A-Za-z0-9_]{1,31}", sheet.name)
        assert sheet.title
        assert all(sheet.lines)
        if sheet.table:
            assert sheet.table.rows
            assert all("" not in row for row in (sheet.table.columns, *sheet.table.rows))


def test_the_bounds_beside_the_words_are_those_of_the_frozen_numbers(full):
    """Words as printed, and both ends of what they can mean as numbers."""
    workbook = lay_out(full, PlainWords())

    shown = [told for told in json.loads(full)["tables"] if "cells" in told]
    assert 20 < len(shown)
    for told in shown:
        rows = sheet_of(workbook, told["table"]).table.rows
        assert len(told["cells"]) == len(rows)
        for (_, number), row in zip(told["cells"], rows, strict=True):
            words = f"at least {number}" if number else f"fewer than {limits.WIDTH}"
            assert (words, number, number + limits.WIDTH - 1) == row[-3:]


def test_no_cell_says_zero_of_reports(full):
    """A nought stands only as the lower end of a range."""
    for sheet in lay_out(full, PlainWords()).sheets:
        if table := sheet.table:
            for row in table.rows:
                assert 0 not in row or "Lower bound" == table.columns[row.index(0)]


def test_what_is_withheld_is_listed_and_nowhere_else(small):
    """With the one reason there is, and no sheet of its own."""
    workbook = lay_out(small, PlainWords())

    missing = [t.code for t in read_release(small).tables if t.cells is None]
    assert missing
    rows = sheet_of(workbook, "Withheld").table.rows
    assert [(f"Table of {c}", "Too few reports for this table") for c in missing] == list(rows)
    assert not any(sheet_of(workbook, code) for code in missing)


def test_what_is_not_broken_down_is_said_above_the_table(full):
    """The same number as in the frozen file."""
    workbook = lay_out(full, PlainWords())

    told = [t for t in json.loads(full)["tables"] if t.get("not_broken_down")]
    assert told
    for table in told:
        lines = sheet_of(workbook, table["table"]).lines
        assert any(f"Not broken down: {table['not_broken_down']} of" in line for line in lines)


def test_the_rates_are_those_of_the_frozen_file(full):
    """Words, middle and range; no true count went into them."""
    rows = sheet_of(lay_out(full, PlainWords()), "Rates").table.rows

    for rate in json.loads(full)["rates"]:
        expected = (
            f"Table of {rate['table']}",
            rate["word"],
            rate["per_cent"],
            rate["least"],
            rate["most"],
        )
        assert expected in rows


def test_a_notice_is_the_first_thing_on_the_cover(small):
    """Whoever opens made-up figures reads that they are made up."""
    cover = sheet_of(lay_out(small, PlainWords(notice="These figures are made up.")), "Cover")

    assert "These figures are made up." == cover.lines[0]


def test_a_file_that_is_no_release_makes_no_workbook(small):
    """Nothing is drawn of bytes that were not published in this form."""
    with pytest.raises(ReleaseFileError):
        lay_out(small.replace(b'"sequence"', b'"sequences"'), PlainWords())


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (("a", "A"), ((1, 2),)),
        (("a", ""), ((1, 2),)),
        (("a", "b"), ((1, ""),)),
        (("a", "b"), ((1,),)),
        (("a", "b"), ()),
    ],
)
def test_a_table_that_a_screen_reader_could_not_follow_cannot_be_made(columns, rows):
    """Columns of one name, blank cells, ragged rows and empty tables are refused."""
    with pytest.raises(ValueError, match="a table has"):
        Listing("x", columns, rows)


def test_text_that_begins_like_a_formula_is_quoted_on_every_sheet():
    """Also in titles and lines, which no cell of a table passes."""
    table = Listing("x", ("+b",), (("-c",),))
    sheet = Sheet("x", "=1+1", ("@a",), table)

    assert ("'=1+1", ("'@a",)) == (sheet.title, sheet.lines)
    assert (("'+b",), (("'-c",),)) == (table.columns, table.rows)

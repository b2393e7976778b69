"""CSV: what any program reads back is what was written, and none takes it for a formula."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from reporting.disclosure.reading import read_release
from reporting.export.csvfile import write_listing, write_release, write_table
from reporting.export.workbook import Listing
from tests.export.plain import PlainWords

STARTS = "=+-@\t\r\0"


def read(data):
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_no_text_that_anybody_could_type_comes_out_as_a_formula(texts):
    """Whatever it is, it is read back whole, behind a quote where it would begin a formula."""
    rows = tuple((f"x{text}", f"{text}x") for text in texts)

    head, *lines = read(write_listing(Listing("x", ("a", "b"), rows)))

    assert ["a", "b"] == head
    assert len(texts) == len(lines)
    for text, (marked, plain) in zip(texts, lines, strict=True):
        assert not plain.startswith(tuple(STARTS))
        assert plain.startswith("'") or text[0] not in STARTS
        kept = "".join(c for c in text if c.isprintable())
        assert "".join(c for c in marked if c.isprintable()) == f"x{kept}"


def test_lines_end_as_the_standard_says():
    """RFC 4180: CRLF after every line, quotes doubled."""
    data = write_listing(Listing("x", ("a", "b"), (('say "so", he said', 3),)))

    assert b'a,b\r\n"say ""so"", he said",3\r\n' == data


def test_a_table_is_one_line_a_cell(full):
    """A heading for each column, then the cells in their order."""
    release = read_release(full)
    table = next(each for each in release.tables if each.code == "area_kind")
    cells = dict(table.cells or {})

    head, *lines = read(write_table(release, table, PlainWords()))

    assert ["Period", "area", "kind", "Reports", "Lower bound", "Upper bound"] == head
    assert len(cells) == len(lines)
    (codes, number), line = next(iter(cells.items())), lines[0]
    assert [f"area {codes[0]}", f"kind {codes[1]}"] == line[1:3]
    assert [str(number), str(number + 8)] == line[4:]


def test_a_whole_release_is_one_table_without_a_blank_cell(small):
    """Withheld tables are in it too, in words."""
    release = read_release(small)

    head, *lines = read(write_release(small, PlainWords()))

    assert all(len(head) == len(line) and all(line) for line in lines)
    assert [t.code for t in release.tables] == list(dict.fromkeys(line[2] for line in lines))
    assert {t.code for t in release.tables if t.cells is None} == {
        line[2] for line in lines if "withheld" == line[-1]
    }

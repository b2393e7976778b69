"""XLSX and ODS as files: marked tables, nothing merged, and bytes that no clock touches."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from reporting.export.layout import lay_out
from reporting.export.ods import MIMETYPE, write_ods
from reporting.export.workbook import Listing, Sheet, Workbook
from reporting.export.xlsx import write_xlsx
from tests.export.plain import PlainWords

WRITERS = pytest.mark.parametrize("write", [write_xlsx, write_ods])
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(data):
    """Return the bytes of each part of a zipped document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def tree_of(data):
    """Return the XML of a part; it is of our own making."""
    return ET.fromstring(data)  # noqa: S314


@WRITERS
def test_the_same_release_gives_the_same_bytes(small, write):
    """Neither a clock nor chance is in a file."""
    one, other = (write(lay_out(small, PlainWords())) for _ in range(2))

    assert one == other


@WRITERS
def test_title_and_language_are_properties_of_the_document(small, write):
    """A screen reader takes its voice from the language."""
    workbook = lay_out(small, PlainWords())

    told = b"".join(data for name, data in parts(write(workbook)).items() if "xml" in name)

    assert workbook.title.encode() in told
    assert b"en-GB" in told


@WRITERS
def test_a_text_of_any_kind_stays_a_text(write):
    """Nothing becomes a formula, a link or a number, and what XML forbids is gone."""
    texts = ("=1+1", "http://example.org", "12", "<b>&\"'", "a\x00\x0bb", "two\nlines", "١٢")
    table = Listing("x", ("a",), tuple((text,) for text in texts))

    inside = parts(write(Workbook("t", "en-GB", (Sheet("x", "t", (), table),))))

    for name, data in inside.items():
        if name.endswith((".xml", ".rels")):
            tree = tree_of(data)
            assert not list(tree.iter(f"{MAIN}f"))
            assert not list(tree.iter(f"{MAIN}hyperlink"))
            assert not [each for each in tree.iter() if f"{TABLE}formula" in each.attrib]


def test_every_table_of_an_xlsx_is_marked_with_its_header(full):
    """One table a sheet, by name, with a header row; no cell is merged."""
    workbook = lay_out(full, PlainWords())

    marked = {}
    for name, data in parts(write_xlsx(workbook)).items():
        if name.startswith("xl/tables/"):
            table = tree_of(data)
            marked[table.get("name")] = [c.get("name") for c in table.iter(f"{MAIN}tableColumn")]
            assert "0" != table.get("headerRowCount")
        assert b"mergeCell" not in data

    tables = [sheet.table for sheet in workbook.sheets if sheet.table]
    assert {f"table_{table.name}": list(table.columns) for table in tables} == marked


def test_every_table_of_an_ods_is_marked_with_its_header(full):
    """As a range with a header, whose first row is repeated as one; no cell is merged or blank."""
    workbook = lay_out(full, PlainWords())

    tree = tree_of(parts(write_ods(workbook))["content.xml"])

    ranges = {each.get(f"{TABLE}name"): each for each in tree.iter(f"{TABLE}database-range")}
    assert {f"table_{s.table.name}" for s in workbook.sheets if s.table} == ranges.keys()
    assert all("true" == each.get(f"{TABLE}contains-header") for each in ranges.values())
    assert len(ranges) == len(list(tree.iter(f"{TABLE}table-header-rows")))
    for cell in tree.iter(f"{TABLE}table-cell"):
        assert f"{TABLE}number-columns-spanned" not in cell.attrib
        assert "".join(cell.itertext())


def test_an_ods_begins_with_its_kind(small):
    """Uncompressed and first, so that a program can tell it from any other zip."""
    data = write_ods(lay_out(small, PlainWords()))

    assert data[30:].startswith(b"mimetype" + MIMETYPE.encode())
    assert MIMETYPE.encode() == parts(data)["mimetype"]


@WRITERS
def test_a_script_from_right_to_left_turns_the_sheets(small, write):
    """Column A is on the right."""
    told = b"".join(parts(write(lay_out(small, PlainWords(right_to_left=True)))).values())

    assert b'rightToLeft="1"' in told or b'writing-mode="rl-tb"' in told

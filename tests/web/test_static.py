"""The style sheets are those that were built, small, and ask nobody for anything."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

import reporting

FOLDER = Path(reporting.__file__).parent / "static"
SHEETS = tuple(
    f"{sheet}{ending}"
    for sheet in ("public", "desk", "statistics", "poster")
    for ending in (".css", ".rtl.css")
)


def test_the_sheets_are_the_ones_that_were_built():
    """Edited by hand, they would be lost at the next build."""
    lines = (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines()
    expected = {name: checksum for checksum, name in (line.split() for line in lines)}

    found = {
        name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        for name in expected.keys() | set(SHEETS)
    }

    assert expected == found


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_at_most_20_kilobytes_compressed(sheet):
    """On a slow phone, style must not be what people wait for."""
    assert len(gzip.compress((FOLDER / sheet).read_bytes(), 9)) <= 20_000


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_loads_nothing(sheet):
    """No font, no picture, no other sheet: nothing the security policy would refuse."""
    css = (FOLDER / sheet).read_text("utf-8")

    assert [] == re.findall(r"url\(|@import|@font-face|data:", css)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_has_nothing_that_belongs_to_gov_uk_alone(sheet):
    """Neither its font, nor its crown, nor its header and footer."""
    css = (FOLDER / sheet).read_text("utf-8")

    for name in ("GDS Transport", "crown", ".govuk-header", ".govuk-footer"):
        assert name not in css


def test_only_these_files_are_public():
    """Whatever lies in this folder, anybody can fetch."""
    assert {*SHEETS, "SHA256SUMS", "NOTICE.txt", "icon.png"} == {
        path.name for path in FOLDER.iterdir()
    }

"""LibreOffice opens the files without a warning, and reads back what was written."""

import csv
import io
import os
import shutil
import subprocess
import zipfile

import pytest

from reporting.export.layout import lay_out
from reporting.export.ods import write_ods
from reporting.export.xlsx import write_xlsx
from tests.export.plain import PlainWords

pytestmark = pytest.mark.slow
WRITERS = {"xlsx": write_xlsx, "ods": write_ods}
# Comma, quote, UTF-8, from line 1; cells as they are, every sheet in a file of its own.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"

NO_JAVA = "Warning: failed to launch javaldx - java may not function correctly"  # of no file


def convert(source, folder, kind):
    """Have LibreOffice open a file and save it as another kind; it must have nothing to say."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: run tools/debian-packages"
    done = subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(source),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"},
    )
    said = [line for line in done.stderr.splitlines() if line != NO_JAVA]
    assert [] == said


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("which", ["small", "full"])
def test_libreoffice_reads_back_every_cell(request, tmp_path, kind, which):
    """Each sheet as CSV: titles, lines, headings, texts and numbers, and nothing besides."""
    workbook = lay_out(request.getfixturevalue(which), PlainWords())
    source = tmp_path / f"release.{kind}"
    source.write_bytes(WRITERS[kind](workbook))

    convert(source, tmp_path, CSV)

    for sheet in workbook.sheets:
        text = (tmp_path / f"release-{sheet.name}.csv").read_text("utf-8")
        found = [[cell for cell in row if cell] for row in csv.reader(io.StringIO(text))]
        rows = [[sheet.title], *([line] for line in sheet.lines)]
        if sheet.table:
            rows += [
                list(sheet.table.columns),
                *([str(cell) for cell in row] for row in sheet.table.rows),
            ]
        assert [list(row) for row in rows] == found
    assert len(workbook.sheets) == len(list(tmp_path.glob("*.csv")))


@pytest.mark.parametrize("kind", WRITERS)
def test_libreoffice_knows_tables_title_and_language(small, tmp_path, kind):
    """What it saves again still has them: it understood them, and did not merely skip them."""
    workbook = lay_out(small, PlainWords())
    source = tmp_path / f"release.{kind}"
    source.write_bytes(WRITERS[kind](workbook))
    folder = tmp_path / "again"
    folder.mkdir()

    convert(source, folder, "ods")

    with zipfile.ZipFile(folder / "release.ods") as archive:
        content = archive.read("content.xml").decode()
        meta = archive.read("meta.xml").decode()
    for sheet in workbook.sheets:
        if sheet.table:
            assert f'table:name="table_{sheet.table.name}"' in content
    assert f"<dc:title>{workbook.title}</dc:title>" in meta
    assert "en-GB" in meta

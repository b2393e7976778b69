"""The files of a release: public like its page, made of frozen bytes, downloads and no pages."""

import csv
import io
import json
import zipfile

import pytest

from reporting.statistics.files import FORMATS
from tests.support.shelf import make_series


@pytest.fixture
def client(filled):
    """Somebody who has not signed in."""
    return filled.statistics.test_client()


@pytest.mark.parametrize("ending", FORMATS)
def test_everybody_may_download_a_release(client, ending):
    """As an attachment with a name, and never as a page of this site."""
    answer = client.get(f"/releases/council-1.{ending}")

    assert 200 == answer.status_code
    assert f'attachment; filename="council-1.{ending}"' == answer.headers["Content-Disposition"]
    assert "nosniff" == answer.headers["X-Content-Type-Options"]
    assert FORMATS[ending].mimetype == answer.headers["Content-Type"]


def test_json_is_the_release_as_it_was_frozen(client):
    """To the byte: only so can it be verified and attacked."""
    frozen = client.get("/releases/council-1.json").data

    assert json.loads(frozen)["sequence"] == 1
    assert frozen in make_series("council", promises=("kept", "over_48h", "within_48h", "kept"))


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_spreadsheet_of_a_demo_says_that_it_is_made_up(client, ending):
    """In the file itself, because it will be passed on."""
    data = client.get(f"/releases/council-1.{ending}").data

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert b"This is a demo. Its figures are made up." in inside
    assert b"Demo City Council" in inside


def test_each_table_is_a_file_of_its_own(client):
    """With the names of the pages, and the bounds of each number."""
    answer = client.get("/releases/council-1/received.csv")

    head, line = csv.reader(io.StringIO(answer.text))
    assert ["Period", "Reports", "Lower bound", "Upper bound"] == head
    assert int(line[2]) + 8 == int(line[3])
    assert f"at least {line[2]}" == line[1]
    assert 'attachment; filename="council-1-received.csv"' == answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "address",
    [
        "/releases/council-99.csv",
        "/releases/elsewhere-1.xlsx",
        "/releases/council-1.pdf",
        "/releases/council-1/nothing.csv",
        "/releases/council-1/area_kind.csv",
        "/releases/council-1.csv?table=area",
    ],
)
def test_what_there_is_not_is_unknown(client, address):
    """Releases, formats, tables and withheld tables alike."""
    assert 404 == client.get(address).status_code


def test_an_analyst_gets_no_file_of_another_organisation(filled):
    """It is as unknown to them as one that never was."""
    analyst = filled.reader("analyst-1")

    assert 200 == analyst.get("/releases/council-1.csv").status
    assert 404 == analyst.get("/releases/transport-1.csv").status


def test_a_release_that_was_altered_gives_no_file(filled, client):
    """A file is made of what was signed, or not at all."""
    with filled.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER release_refuses_update")
        connection.exec_driver_sql(
            "UPDATE release SET bytes = CAST(bytes || ' ' AS BLOB) WHERE sequence = 1"
        )

    assert 404 == client.get("/releases/council-1.xlsx").status_code


def test_the_page_of_a_release_leads_to_its_files(client):
    """Each by its ending."""
    page = client.get("/releases/council-1").text

    for ending in FORMATS:
        assert f'href="/releases/council-1.{ending}"' in page

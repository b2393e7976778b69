"""Nothing that anybody wrote is in a release, a page, a file, a log or an error."""

import io
import logging
import traceback
import zipfile

import pytest

from reporting import canonical, ids
from reporting.cli.figures import period_in_words
from reporting.errors import ReleaseRefused
from reporting.factrow import seal_row
from reporting.releasing.counting import load_job
from reporting.store.facts import insert_facts, replace_facts
from tests.cli.conftest import Shell
from tests.support.deposits import put_report
from tests.support.dump import files_of, read_all
from tests.support.figures import Figures
from tests.support.markers import Markers
from tests.support.proposed import open_kept


def bad_facts(figures, markers):
    """Return facts of a desk gone mad, which puts text into every field in turn; signed."""
    fact = figures.received()
    good = {
        "v": 1,
        "id": "A" * 22 + "==",
        "population": "received",
        "organisation": "council",
        "quarter": fact.quarter,
        "codes": list(fact.codes),
        "was": None,
        "wait": 12,
        "late": False,
        "signer": ids.to_hex(figures.reviewer.row.id),
    }
    for key in good:
        value = good | {key: markers.new()}
        signature = figures.reviewer.identity.signer.sign("fact", canonical.dumps(value))
        yield value | {"signature": canonical.encode_bytes(signature)}
    for place in range(4):
        codes = list(fact.codes)
        codes[place] = markers.new()
        value = good | {"codes": codes}
        signature = figures.reviewer.identity.signer.sign("fact", canonical.dumps(value))
        yield value | {"signature": canonical.encode_bytes(signature)}


PAGES = {
    "": ("/", "/organisations/council", "/releases", "/releases/council-1", "/method"),
    "analyst-1": ("/figures/council", "/releases/council-1", "/figures/council/next"),
    "board-1": ("/figures/council", "/releases/council-1", "/feedback/read"),
    "north-lead-1": ("/figures/council", "/figures/council/next", "/releases/council-1/report"),
}
FILES = (
    "council-1.csv",
    "council-1.json",
    "council-1.xlsx",
    "council-1.ods",
    "council-1/received.csv",
)


def pages_of(world):
    """Return what everybody, an analyst, a board and a lead are shown, and the files unpacked."""
    shown: dict[str, bytes] = {}
    for username, addresses in PAGES.items():
        reader = world.reader(username)
        shown |= {f"{username} {each}": reader.get(each).body for each in addresses}
    client = world.statistics.test_client()
    for name in FILES:
        answer = client.get(f"/releases/{name}")
        assert 200 == answer.status_code, name
        shown[name] = answer.data
        if zipfile.is_zipfile(io.BytesIO(answer.data)):
            with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
                shown |= {f"{name} {part}": packed.read(part) for part in packed.namelist()}
    return shown


def test_nothing_of_a_report_is_in_figures_or_in_what_is_said_of_them(
    figures: Figures, caplog, monkeypatch
):
    """Reports with markers in their text, facts about them, and every refusal there is."""
    markers, said = Markers(), {}
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("reporting.services.clock_of", lambda _: figures.world.clock)
    for _ in range(3):
        put_report(figures.world.services("intake"), story=f"It was {markers.new()}")
    figures.fill(30)
    figures.at(2026, 7, 30)
    figures.figures_of("2026-04")
    public = load_job(figures.services).wrap_public

    for at, value in enumerate(bad_facts(figures, markers)):
        row = seal_row(value, public)
        with figures.world.store.write() as connection:
            insert_facts(connection, [row])
        with pytest.raises(ReleaseRefused) as refused:
            figures.night()
        said[f"refusal {at}"] = "".join(traceback.format_exception(refused.value)).encode()
        with figures.world.store.write() as connection:
            replace_facts(connection, [row.id], [])
    figures.night()
    figures.propose()
    lead = figures.world.reader("north-lead-1").get("/figures/council/next")
    assert "at least" in lead.text
    said["next release"] = lead.body
    said["proposal"] = open_kept(figures.world)
    published = figures.publish()
    shell = Shell(figures.world.folder)
    for command in (("prepare",), ("verify",), ("show", "council", "1")):
        said[command[0]] = shell.run("release", *command).output.encode()

    said |= {f"page {name}": data for name, data in pages_of(figures.world).items()}
    said |= {"release": published.data, "log": caplog.text.encode()}
    said |= {f"file {name}": data for name, data in files_of(figures.world.folder).items()}
    said["rows"] = repr(read_all(figures.world.store)).encode()
    assert b"at least" in said["page  /releases/council-1"]
    assert [] == markers.found_in(said)
    assert period_in_words(published.release.period).encode() in said["show"]

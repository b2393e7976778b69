"""Nothing that anybody wrote is in a release, a file, a log or an error."""

import logging
import traceback

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
    said["proposal"] = open_kept(figures.world)
    published = figures.publish()
    shell = Shell(figures.world.folder)
    for command in (("prepare",), ("verify",), ("show", "council", "1")):
        said[command[0]] = shell.run("release", *command).output.encode()

    said |= {"release": published.data, "log": caplog.text.encode()}
    said |= {f"file {name}": data for name, data in files_of(figures.world.folder).items()}
    said["rows"] = repr(read_all(figures.world.store)).encode()
    assert [] == markers.found_in(said)
    assert period_in_words(published.release.period).encode() in said["show"]

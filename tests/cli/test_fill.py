"""`reporting demo fill`: made-up figures by the real way, open reports that say what they are."""

import shutil
from contextlib import suppress

import pytest

from reporting.case import read_case
from reporting.demo import filling
from reporting.demo.reports import FILED, MARK
from reporting.errors import CannotOpen
from reporting.opening import open_stanza
from reporting.quarter import quarter_from
from reporting.releasing.counting import load_job
from reporting.releasing.quartertally import TallyKey
from reporting.releasing.shelves import find_faults, read_shelves
from reporting.store.facts import get_tally, list_tallies
from reporting.store.reports import all_numbers, get_case, get_stanzas
from tests.cli.conftest import real_service

pytestmark = pytest.mark.slow


@pytest.fixture
def this_year(monkeypatch):
    """Fill from the beginning of this financial year only: the way is the same, and short."""
    monkeypatch.setattr(filling, "YEARS", 0)


def shelves_of(services):
    """Return what is published of each organisation."""
    with services.store.read() as connection:
        return read_shelves(connection, services, services.rosters.current())


def read_cases(services, holders):
    """Return every report, opened by whichever of these people can."""
    cases, rosters = [], services.rosters.current()
    with services.store.read() as connection:
        for number in all_numbers(connection):
            row = get_case(connection, number)
            assert row is not None
            for holder in holders:
                stanza = get_stanzas(connection, holder.row.id, [number])[number]
                with suppress(CannotOpen):
                    key = open_stanza(holder.identity.unwrapper, holder.row.id, row.header, stanza)
                    cases.append(read_case(services.store, number, key, rosters))
    return cases


def counts_of(services):
    """Return the true counts, as the release job alone can open them."""
    key = TallyKey(load_job(services))
    with services.store.read() as connection:
        return {
            (code, name): dict(key.open(code, quarter_from(name), data).counts)
            for code, name in list_tallies(connection)
            if (data := get_tally(connection, code, name)) is not None
        }


def test_a_filled_demo_has_figures_and_open_reports(demo, this_year):
    """What is released is as it was published; open reports can be read, and say what they are."""
    said = demo.done("demo", "fill")

    services = demo.services
    shelves = shelves_of(services)
    assert [] == find_faults(services.instance, shelves)
    assert not any(shelf.altered or shelf.missing for shelf in shelves.values())
    assert "made up" in said
    cases = read_cases(services, [demo.holder(f"{body}-reviewer-1") for body in ("north", "south")])
    assert len(FILED) * len(shelves) == len(cases)
    assert all(case.report.story.startswith(MARK) for case in cases)
    assert {each.answered > 0 for each in FILED} == {case.acknowledged for case in cases}


def test_the_same_seed_makes_the_same_reports_up(demo, tmp_path, this_year):
    """What is counted is the same in both; what is printed hangs on the key of each demo."""
    other = type(demo)(tmp_path / "other")
    shutil.copytree(demo.folder, other.folder)

    demo.done("demo", "fill", "--seed", "one")
    other.done("demo", "fill", "--seed", "one")

    assert counts_of(demo.services) == counts_of(other.services)


def test_a_demo_is_filled_once(demo, this_year):
    """Figures that are out are never mixed with others."""
    demo.done("demo", "fill")

    result = demo.run("demo", "fill")

    assert 1 == result.exit_code
    assert "already" in result.output


def test_a_fill_that_was_stopped_says_how_to_begin_again(demo, this_year, monkeypatch):
    """Stopped between two of its steps: the way it names leads to a demo that is full."""

    def stop(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(filling, "_release", stop)
        assert 1 == demo.run("demo", "fill").exit_code
    again = demo.run("demo", "fill")

    assert 1 == again.exit_code
    assert f"delete {demo.folder} (" in again.output
    assert "`reporting init --demo` and `reporting demo fill`" in again.output
    shutil.rmtree(demo.folder)
    demo.done("init", "--demo")
    assert "The demo is filled." in demo.done("demo", "fill")


def test_nothing_but_a_demo_is_filled(make_shell, tmp_path):
    """A real instance refuses before anything is looked at."""
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))
    shell.done("init")

    result = shell.run("demo", "fill")

    assert 1 == result.exit_code
    assert "only a demo" in result.output

"""`reporting release report`: a report as one file, or the sentence that says what is missing."""

import pytest
from click.testing import CliRunner

from reporting.cli import main
from reporting.disclosure.reading import read_release
from tests.support.shelf import make_series, put_releases


@pytest.fixture(autouse=True)
def _its_clock(monkeypatch, world):
    """The command goes by the clock of the world, in which its rosters are in force."""
    monkeypatch.setattr("reporting.cli.reportfile.services_from_environment", world.services)


def run(*arguments):
    """Run the command on the instance of the world."""
    return CliRunner().invoke(main, ["release", "report", *arguments])


def test_a_report_is_one_file_with_its_style_and_without_the_bars_of_the_site(world, tmp_path):
    """It can be sent by mail and printed where the service cannot be reached."""
    put_releases(world, make_series("council"))
    lead = world.reader("north-lead-1")
    page = lead.get("/figures/council/words/challenges/1")
    lead.submit(page.form_with("text"), {"text": "Nights were hard to staff."})
    target = tmp_path / "report.html"

    period = read_release(make_series("council")[0]).period.name
    result = run("council", period, "--out", str(target))

    assert 0 == result.exit_code, result.output
    made = target.read_text("utf-8")
    assert "Nights were hard to staff." in made
    assert "@media print" in made
    assert "<link" not in made
    assert "<nav" not in made
    assert "made up" in made


def test_without_challenges_it_says_what_is_missing_and_makes_no_file(world, tmp_path):
    """Nobody hands on a report that hides what was hard."""
    put_releases(world, make_series("council"))
    target = tmp_path / "report.html"

    result = run("council", "1", "--out", str(target))

    assert 1 == result.exit_code
    assert "challenges" in result.output
    assert not target.exists()


def test_a_release_that_is_not_there_is_named():
    """In one sentence."""
    result = run("council", "77")

    assert 1 == result.exit_code
    assert "there is no release 77 of council" in result.output

"""The report on a release: the lead writes its parts, and without challenges there is none."""

import pytest

from tests.statistics.test_roles import NAMES
from tests.support.routes import places_of

ADDRESS = "/releases/council-1/report"


@pytest.fixture
def lead(filled):
    """A lead of the body that oversees the council."""
    return filled.reader("north-lead-1")


def write(reader, kind, text):
    """Write one part of the report on the first release."""
    page = reader.get(f"/figures/council/words/{kind}/1")
    return reader.submit(page.form_with("text"), {"text": text})


def test_without_challenges_there_is_no_report(filled, lead):
    """The public finds none; the lead reads what is missing, and where to write it."""
    write(lead, "summary", "More people wrote to us than before.")

    assert 404 == filled.statistics.test_client().get(ADDRESS).status_code
    page = lead.get(ADDRESS)
    assert "the challenges are not written" in page.text
    assert "/figures/council/words/challenges/1" in page.links


def test_with_challenges_everybody_can_read_and_print_it(filled, lead):
    """Figures, words, method and the board's silence are in it."""
    write(lead, "challenges", "Two people left, and nights were hard to staff.")

    client = filled.statistics.test_client()
    page = client.get(ADDRESS).text

    assert "Two people left, and nights were hard to staff." in page
    assert "How these figures were made" in page
    assert "The board has not assessed these figures yet." in page
    assert "at least" in page
    assert f'href="{ADDRESS}"' in client.get("/releases/council-1").text


def test_an_empty_part_is_refused_and_says_what_to_write(lead):
    """The challenges most of all."""
    page = write(lead, "challenges", "  ")

    assert 400 == page.status
    assert "Write what the challenges are" in page.text


def test_the_report_has_an_address(filled):
    """In every language of the service."""
    addresses = {place.address for place in places_of(filled.statistics, **NAMES)}

    assert {ADDRESS, f"/en{ADDRESS}"} <= addresses

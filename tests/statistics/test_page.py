"""The public page: before there is a release, with one, and with two years of them."""

import re
from dataclasses import replace

import pytest

from reporting.vocabulary import PROMISE_LINES
from tests.support.shelf import make_series, put_releases


@pytest.mark.parametrize("address", ["/", "/en/"])
def test_before_a_release_the_page_says_that_there_is_none(world, address):
    """For each organisation, and without a cookie."""
    page = world.reader().get(address)

    assert 200 == page.status
    assert 2 == page.text.count("Nothing has been released yet.")
    assert "Demo City Council" in page.text
    assert [] == page.cookies


def test_the_page_states_the_promise_and_where_its_figures_come_from(world):
    """What is promised, what counts, and that nothing is told live."""
    page = world.reader().get("/")

    assert "A person answers within 24 hours, every day." in page.text
    assert "Only a message that a person has written and signed counts" in page.text
    assert "tests of the promise, and releases that are frozen when a quarter" in page.text


def test_two_years_show_totals_trend_kinds_outcomes_confidence_and_fairness(filled):
    """And the promise line, for each organisation as far as its releases go."""
    text = world_text(filled)

    for said in (
        str(PROMISE_LINES[0].label),
        "Reports received, by quarter",
        "April to June 2024",
        "January to March 2026",
        "Reports received, by year",
        "Reports by kind of racism",
        "Outcomes",
        "Confidence: who felt safe using this service",
        "Fairness: who thought the process fair",
        "Who was treated worse since",
    ):
        assert said in text, said


def world_text(world, address="/"):
    """Return the words of a public page."""
    return world.reader().get(address).text


def test_more_reports_are_not_called_worse_and_nothing_is_ranked(filled):
    """The page says so, and shows no list of areas."""
    text = world_text(filled)

    assert "More reports do not mean more racism." in text
    assert "nobody should rank them" in text
    for area in ("Adults and children", "Buses and ferries"):
        assert area not in text
        assert area not in world_text(filled, "/organisations/council")
        assert area not in world_text(filled, "/releases/council-10")


def test_with_few_reports_the_page_says_what_is_not_shown(filled):
    """A table that no release shows is named, with the one reason."""
    text = world_text(filled, "/organisations/transport")

    assert "Not shown so far, because there were too few reports or replies" in text
    assert "Reports by kind of racism;" in text


def test_one_release_is_shown_with_what_is_still_to_come(world):
    """The trend has one line, and what only a year shows is not there yet."""
    put_releases(world, make_series()[:1])

    text = world_text(world, "/organisations/council")

    assert "Reports received, by quarter" in text
    assert "Reports received, by year" not in text
    assert "no year was over" in text


@pytest.mark.parametrize("address", ["/", "/organisations/council", "/releases/transport-4"])
def test_small_numbers_are_words_and_never_none(filled, address):
    """Every number is "at least" or "fewer than"; zero, a dash and "none" are nowhere."""
    page = filled.reader().get(address)
    cells = [
        " ".join("".join(cell.itertext()).split())
        for table in page.main.iter("table")
        for cell in table.iter("td")
    ]

    assert cells
    for cell in cells:
        assert re.match(r"(at least [1-9][0-9]*|fewer than 9)\b", cell), cell
        assert not re.search(r"\b0\b|\bnone\b|–|—", cell), cell
    if any(cell.startswith("fewer") for cell in cells):
        assert "may be none. Do not add these up." in page.text


def test_the_page_is_light(filled):
    """At most 40 kB, without script, whatever two years brought."""
    page = filled.reader().get("/")

    assert len(page.body) <= 40_000
    assert b"<script" not in page.body


def test_where_there_are_many_organisations_each_has_its_own_page(world):
    """The first page then lists them, so that it stays light."""
    first, second = world.service.organisations.values()
    third = replace(second, code="health", name="Demo Health")
    places = {each.code: each for each in (first, second, third)}
    world.service = replace(world.service, organisations=places)

    page = world.reader().get("/")

    assert "/en/organisations/health" in page.links
    assert "Nothing has been released yet." not in page.text


def test_an_organisation_that_is_not_there_is_unknown(filled):
    """As any other page."""
    assert 404 == filled.reader().get("/organisations/nowhere").status


def test_the_method_is_public(world):
    """What a number means, when figures come out, and what all this does not prove."""
    text = world_text(world, "/method")

    for said in (
        "up to 8 more",
        "fewer than 5 reports",
        "28 days after its end",
        "secret key",
        "What this does not prove",
        "Decisions changed on review",
    ):
        assert said in text, said


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/healthz", 200),
        ("POST", "/", 405),
        ("OPTIONS", "/", 405),
        ("GET", "/x", 404),
        ("DELETE", "/releases", 405),
    ],
)
def test_only_reading_is_possible(world, method, address, status):
    """Everything else is refused."""
    assert status == world.reader().request(method, address).status

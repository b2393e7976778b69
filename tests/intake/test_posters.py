"""Posters and cards: the address, the fingerprints of the form, and the words of each language."""

import re
from dataclasses import replace

import pytest

from reporting.errors import SettingError
from reporting.intake.app import create_app
from reporting.intake.printed.posters import CARDS, cards_file, poster_file
from reporting.qr import square_of
from reporting.web.language import text_direction
from tests.support.cast import demo_service
from tests.support.foreign import english_on
from tests.support.page import Page, text_of

FINGERPRINT = re.compile(r"\b[0-9a-f]{4}(?: [0-9a-f]{4}){3}\b")
LANGUAGES = demo_service().languages
SVG = "{http://www.w3.org/2000/svg}"
SAFETY = "If you or somebody else is in danger, telephone 999."
MAKERS = {"poster": (poster_file, 1), "cards": (cards_file, CARDS)}


def made(world, kind, tag="en"):
    """Return a file as a page."""
    return Page(kind, 200, [], MAKERS[kind][0](world.intake, tag).encode())


@pytest.mark.parametrize("kind", MAKERS)
def test_the_fingerprints_are_those_of_the_form(world, reporter, kind):
    """Whoever compares finds the same numbers on the page before they send, and no others."""
    check = reporter.fill()
    roots = [root.fingerprint for root in world.instance.load_roots().values()]

    printed = FINGERPRINT.findall(made(world, kind).text)

    assert sorted(roots) == sorted(set(printed))
    assert set(printed) < set(FINGERPRINT.findall(check.text))


def test_the_fingerprints_stay_when_the_leads_sign_another_list(make_world):
    """That of the list changes at each, so it would make every poster wrong within five weeks."""
    world = make_world()
    before = made(world, "poster").text
    world.clock.advance(hours=24 * 20)

    assert made(world, "poster").text == before
    assert world.services("intake").rosters.current().fingerprint not in before


@pytest.mark.parametrize("kind", MAKERS)
def test_address_telephone_and_danger_are_on_each(world, kind):
    """As text and as a code that leads to the language of the poster."""
    page = made(world, kind, "pl")
    number = MAKERS[kind][1]

    words = page.text
    paths = [path.get("d") for path in page.document.iter(f"{SVG}path")]
    # Read back by a decoder in tests/test_qr.py and, as drawn, in tests/browser/test_posters.py.
    assert [square_of("https://demo-reports.example/pl/").path] * number == paths
    assert number == words.count("https://demo-reports.example")
    assert number == words.count("0151 496 0100 (example)")
    assert number == words.count(SAFETY)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_each_language_has_its_own_words(world, kind, language):
    """No English but the words of safety, in the right direction, with one heading."""
    page = made(world, kind, language.tag)
    facts = (page.document.get("lang"), page.document.get("dir"))

    assert (language.tag, text_direction(language.locale)) == facts
    assert 1 == len(list(page.document.iter("h1")))
    if language.tag != "en":
        assert [] == english_on(page, language.locale, world.service)
        beside = {text_of(e) for e in page.main.iter("div") if e.get("lang") == "en"}
        assert {SAFETY} == beside


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_needs_nothing_else(world, kind):
    """No script, no link, no picture from elsewhere: it can be sent and printed anywhere."""
    page = made(world, kind)

    tags = {element.tag for element in page.document.iter()}

    assert {"style", f"{SVG}svg"} <= tags
    assert set() == tags & {"script", "link", "img", "a", "iframe"}


def test_the_onion_address_is_on_the_poster_where_there_is_one(make_world):
    """And nothing is said of Tor Browser where there is none."""
    world = make_world()
    services = replace(world.services("intake"), onion=f"{'a' * 56}.onion")

    without = made(world, "poster").text
    page = Page("poster", 200, [], poster_file(create_app(services), "en").encode())

    assert "Tor Browser" not in without
    assert f"With Tor Browser: http://{services.onion}" in page.text


def test_without_an_address_there_is_no_poster(make_world):
    """One that leads nowhere is worse than none."""
    world = make_world()
    world.service = replace(world.service, address="")

    with pytest.raises(SettingError, match="the service file has no address"):
        poster_file(world.intake, "en")


def test_the_form_says_that_a_copy_could_show_the_numbers_too(reporter):
    """It is the address that nobody can copy."""
    page = reporter.fill()

    assert "A copy of this page could show the same numbers." in page.text
    assert "It is good until" in page.text

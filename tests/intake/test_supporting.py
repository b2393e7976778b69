"""Help without a report: whom to talk to, and how long there is to act."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reporting import clock, limits
from tests.support.page import text_of


def test_help_is_found_by_need_and_place_without_a_report(reporter, count):
    """One link from the first page; each entry says where it helps and when it was checked."""
    reporter.get("/")
    assert "/en/support" in reporter.page.links

    page = reporter.get("/en/support")

    needs = {text_of(e): e for e in page.main.iter("summary")}
    assert {"Thoughts of harming yourself", "Support after hate crime"} <= set(needs)
    assert "Samaritans 116 123" in page.text
    assert "In danger? Call 999." in page.text
    assert "before anybody reads this" not in page.text  # nothing is written there
    assert "(Liverpool and Sefton)" in page.text
    assert "Checked on" in page.text
    assert [] == page.cookies
    assert 0 == count("draft")


def test_what_nobody_checked_for_half_a_year_says_so(make_world):
    """A number that may be another by now is marked, on the list and on the page of help."""
    world = make_world()
    today = clock.date_of_day(clock.day_of(world.clock()))
    old = today - timedelta(days=limits.SUPPORT_STALE_DAYS + 1)
    first, *rest = [replace(each, checked_on=today) for each in world.service.support]
    world.service = replace(world.service, support=(replace(first, checked_on=old), *rest))

    for address in ("/en/support", "/en/report/help"):
        text = world.reporter().get(address).text
        assert f"{first.telephone} {first.about}" in text
        assert 1 <= text.count("this may have changed") <= len(first.needs)


def test_whoever_is_in_danger_reads_whom_to_call_and_by_text(reporter):
    """999, text relay, Samaritans and local help; and that nobody reads this at once."""
    page = reporter.get("/en/report/help")

    for said in (
        "It may be hours before anybody reads this. If you are in danger, call 999.",
        "Relay UK",
        "Samaritans",
        "Demo Hate Crime Support",
    ):
        assert said in page.text


def test_danger_leads_back_to_the_form_without_loss(reporter):
    """After the page of help the next screen follows, and the answer is kept."""
    reporter.guided = True
    reporter.begin()
    page = reporter.submit(reporter.next_form(), {"safety": "in_danger_now"})
    assert "/en/report/help" == page.address

    page = reporter.submit(reporter.next_form(), {})

    assert "/en/report/who" == page.address


def test_the_times_are_told_and_nothing_is_kept(reporter, count):
    """The page says that a report stops no clock, and brings no cookie."""
    page = reporter.get("/en/rights")

    assert "does not stop any of these times" in page.text
    assert "Employment tribunal" in page.text
    assert [] == page.cookies
    assert [] == page.forms
    assert 0 == count("draft")


def test_no_full_stop_of_english_follows_words_of_another_language(make_world):
    """Chinese ends a sentence with another sign, and joins places with another word."""
    page = make_world().reporter().get("/zh-hans/support")

    assert "116 123 有人倾听" in page.text
    assert "(Liverpool和Sefton)" in page.text
    assert ")." not in page.text


def test_each_place_has_its_own_entries_or_says_that_it_has_none_yet(reporter):
    """A link for each borough leads to what helps there, on this page: nothing is asked of us."""
    page = reporter.get("/en/support")

    assert {"#everybody", "#in-liverpool", "#in-wirral"} <= set(page.links)
    here, nowhere = (page.by_id(f"in-{code}") for code in ("liverpool", "wirral"))
    assert "Support after hate crime Demo Hate Crime Support" in text_of(here)
    assert "Samaritans" not in text_of(here)
    assert "There is no entry for this place yet." in text_of(nowhere)
    marked = {text_of(e) for e in page.by_class("local") if "Samaritans" in text_of(e)}
    assert set() == marked
    assert "Samaritans" in text_of(page.by_id("everybody"))


def test_a_region_without_boroughs_asks_for_no_place(make_world):
    """Everybody listed then helps everywhere."""
    world = make_world()
    listed = tuple(replace(each, boroughs=()) for each in world.service.support)
    world.service = replace(world.service, boroughs=(), support=listed)

    page = world.reporter().get("/en/support")

    assert "Where do you need help?" not in page.text
    assert "Demo Hate Crime Support" in page.text


@pytest.mark.parametrize("address", ["/ar/support", "/ar/report/help", "/ar/report/children"])
def test_what_nobody_translated_is_marked_as_english(reporter, address):
    """A name is read in English, what was translated in Arabic, and a bare number in either."""
    page = reporter.get(address)

    marks = {text_of(e): (e.get("lang"), e.get("dir")) for e in page.main.iter("bdi")}
    assert ("en", "ltr") == marks["Childline"]
    assert (None, None) == marks["للأطفال والشباب، مجانًا وفي أي ساعة"]
    assert (None, None) == marks["0800 1111"]
    assert "For children and young people" not in page.text


def test_nothing_is_marked_as_english_on_a_page_in_english(reporter):
    """It is the language of the page."""
    page = reporter.get("/en/support")

    assert [] == [e for e in page.main.iter("bdi") if e.get("lang")]


@pytest.mark.parametrize(
    ("changes", "said", "lang"),
    [
        ({}, "متنوعي الأعراق", None),
        ({"people_in": ()}, "racially diverse", "en"),
        ({"people": "", "people_in": ()}, "السود والآسيويون والأقليات العرقية", None),
    ],
)
def test_those_whom_racism_hits_are_called_in_the_language_of_the_page(
    make_world, changes, said, lang
):
    """As the organisation calls them, in English where it does not say how, or in our words."""
    world = make_world()
    council = replace(world.service.organisations["council"], **changes)
    world.service = replace(
        world.service, organisations=world.service.organisations | {"council": council}
    )

    page = world.reporter().get("/ar/report/effect")

    assert f"«{said}»" in page.text
    marked = [text_of(e) for e in page.main.iter("bdi") if e.get("lang") == "en"]
    assert ([said] if lang else []) == [each for each in marked if each == said]

"""Help without a report: whom to talk to, and how long there is to act."""

from dataclasses import replace
from datetime import timedelta

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
    assert "Nobody may read this" not in page.text  # nothing is written there
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
    """999, text relay, Samaritans and local help; and that nobody may read this for hours."""
    page = reporter.get("/en/report/help")

    for said in (
        "Nobody may read this for hours: if you are in danger call 999.",
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

    assert "stops none of these times" in page.text
    assert "Employment tribunal" in page.text
    assert [] == page.cookies
    assert [] == page.forms
    assert 0 == count("draft")


def test_no_full_stop_of_english_follows_words_of_another_language(make_world):
    """Chinese ends a sentence with another sign, and joins places with another word."""
    page = make_world().reporter().get("/zh-hans/support")

    assert "116 123 Someone who listens" in page.text
    assert "(Liverpool和Sefton)" in page.text
    assert "各地." not in page.text
    assert ")." not in page.text

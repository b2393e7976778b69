"""The words: shown for a quarter of an hour to one browser, and then never again."""

from datetime import timedelta

import pytest

from reporting import clock
from reporting.receipt import read_receipt
from reporting.store.drafts import DraftRow, delete_draft, purge_drafts, put_draft
from tests.support.journey import ANSWERS
from tests.support.page import shows_words, text_of

RECEIPT = "/en/report/receipt"


@pytest.fixture
def words(reporter):
    """The words of a report that was just sent."""
    return reporter.write_report()


def test_the_element_holds_the_words_and_nothing_else(reporter, words):
    """Eight words, in order, with no number between them; the numbers stand beside."""
    receipt = reporter.page.by_id("receipt")
    numbers = reporter.page.by_id("receipt-numbers")

    assert words == text_of(receipt)
    assert read_receipt(words) == read_receipt(text_of(numbers))


def test_the_page_says_when_and_who(reporter, words):
    """By when a person answers, and who can read the report."""
    page = reporter.page

    assert "A person will answer here by Tuesday afternoon." in page.text
    assert "Demo Oversight North can read your report." in page.text


def test_the_same_words_for_a_quarter_of_an_hour(world, reporter, words):
    """A lost answer is no lost report; after that nobody gets them."""
    world.clock.advance(minutes=14)
    again = reporter.get(RECEIPT)
    world.clock.advance(minutes=1)
    late = reporter.get(RECEIPT)

    assert words == text_of(again.by_id("receipt"))
    assert 404 == late.status
    assert not shows_words(late.text, words)


@pytest.mark.parametrize("page", [RECEIPT, "/en/report/form", "/en/report/check"])
def test_a_receipt_that_has_run_out_is_removed_when_it_is_met(world, reporter, words, count, page):
    """Whoever takes cookie and database together afterwards finds no words."""
    world.clock.advance(minutes=14)
    reporter.get(page)
    kept = count("draft")
    world.clock.advance(minutes=1)

    reporter.get(page)

    assert (1, 0) == (kept, count("draft"))


def test_a_receipt_nobody_asks_for_again_goes_with_the_purge(world, words, count):
    """Two days later at the latest."""
    with world.store.write() as connection:
        purge_drafts(connection, clock.day_of(world.clock() + timedelta(days=2)))

    assert 0 == count("draft")


def test_answers_begun_meanwhile_are_not_removed_with_an_old_receipt(world, count):
    """Only the row that was read goes."""
    secret, old = bytes(32), DraftRow(1, b"")
    with world.store.write() as connection:
        put_draft(connection, secret, None, b"answers", 30_000)
        delete_draft(connection, secret, old)

    assert 1 == count("draft")


def test_another_browser_gets_nothing(world, words):
    """The receipt is sealed under the cookie."""
    assert 404 == world.reporter().get(RECEIPT).status


def test_having_them_forgets_them(reporter, words, count):
    """The words go at once; after what is asked then so do row and cookie, and the browser's."""
    page = reporter.submit(reporter.next_form(), {})
    assert (200, "/en/report/about-you") == (page.status, page.address)
    assert 404 == reporter.get(RECEIPT).status
    reporter.get("/en/report/about-you")
    reporter.submit(reporter.next_form(), {})

    page = reporter.submit(reporter.next_form(), {})

    assert 200 == page.status
    assert '"cache", "storage"' == page.header("Clear-Site-Data")
    assert {} == reporter.cookies
    assert 0 == count("draft")
    assert "Demo Listening Line" in page.text
    assert 404 == reporter.get(RECEIPT).status


def test_a_bad_token_shows_them_again(reporter, words, count):
    """Forgetting cannot be undone, so in doubt nothing is forgotten."""
    page = reporter.submit(reporter.next_form(), {"csrf_token": ""})

    assert words == text_of(page.by_id("receipt"))
    assert 1 == count("draft")


def test_pressing_twice_is_no_error(reporter, words):
    """The second press finds the work done."""
    form = reporter.next_form()
    reporter.submit(form, {})

    assert 200 == reporter.submit(form, {}).status


def test_the_form_leads_to_words_that_were_not_noted(reporter, words):
    """Whoever goes back too early sees them again."""
    page = reporter.get("/en/report/form")

    assert RECEIPT == page.address


def test_an_old_window_cannot_wipe_the_words(world, count):
    """Answers sent from another window are kept on the page, and the receipt stays."""
    reporter = world.reporter()
    reporter.begin()
    old = reporter.next_form()
    words = reporter.write_report()

    page = reporter.submit(old, dict(ANSWERS) | {"story": "A second report."})

    assert 409 == page.status
    assert RECEIPT in page.links
    assert "A second report." == page.form_with("story").findtext(".//textarea")
    assert words == text_of(reporter.get(RECEIPT).by_id("receipt"))


def test_answers_not_sent_yet_have_no_receipt(reporter):
    """The address leads to the check."""
    reporter.fill()

    assert "/en/report/check" == reporter.get(RECEIPT).address


def test_a_second_report_of_one_browser_has_its_own_words(reporter, words, count):
    """After the first words are noted, another report can be sent."""
    reporter.submit(reporter.next_form(), {})

    other = reporter.write_report()

    assert words != other
    assert 2 == count("report")

"""Coming back: how words may be typed, and what is said where they do not fit."""

import re

import pytest

from reporting.intake import returning
from reporting.receipt import new_receipt, read_receipt
from reporting.web.limiter import TokenBucket
from tests.support.page import fields_of

CONVERSATION = "/en/conversation"


@pytest.fixture
def words(world):
    """The words of a report that somebody sent."""
    return world.reporter().write_report()


@pytest.mark.parametrize(
    "typed",
    [
        str.upper,
        lambda words: words.replace(" ", "-"),
        lambda words: words.replace(" ", ",\r\n"),
        lambda words: " ".join(read_receipt(words).numbers),
        lambda words: "".join(read_receipt(words).numbers),
        lambda words: "".join(read_receipt(words).numbers).translate(
            str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
        ),
    ],
    ids=["capitals", "hyphens", "lines", "numbers", "digits", "arabic digits"],
)
def test_words_open_however_they_are_typed(reporter, words, typed):
    """Case, separators, numbers and their script do not matter."""
    page = reporter.return_with(typed(words))

    assert (200, CONVERSATION) == (page.status, page.address)


def test_a_wrong_word_is_named_with_its_neighbours(reporter, words, monkeypatch):
    """Nothing is looked up, and what was typed is still there."""
    listed = words.split()
    listed[2] = "zzzebra"
    monkeypatch.setattr(returning, "find_by_locator", never)

    page = reporter.return_with(" ".join(listed))

    assert 400 == page.status
    assert 1 == len(page.errors)
    assert "“zzzebra”" in page.errors[0]
    assert [" ".join(listed)] == fields_of(page.form_with("receipt"))["receipt"]


@pytest.mark.parametrize(
    "typed", ["theatre " * 8, "acorn " * 8, "one", "!", "x" * 1_001], ids=lambda typed: typed[:8]
)
def test_what_is_wrong_with_the_words_is_said_in_the_language_of_the_page(world, typed):
    """Whoever comes back in Arabic reads no English but the words themselves."""
    reporter = world.reporter()
    reporter.lang = "ar"

    page = reporter.return_with(typed)

    said = re.sub(r"«[^»]*»[^.؟]*", "", " ".join(page.errors))
    assert 400 == page.status
    assert said
    assert not re.search("[A-Za-z]", said)


def never(*_arguments):
    """Stand in for what must not be asked."""
    raise AssertionError("nothing may be looked up")


@pytest.mark.parametrize("typed", ["", "one", "acorn " * 8, "a\x00b", "x" * 1_001])
def test_what_cannot_be_a_receipt_is_not_looked_up(reporter, words, monkeypatch, typed):
    """A sentence beside the field, and in the summary."""
    monkeypatch.setattr(returning, "find_by_locator", never)

    page = reporter.return_with(typed)

    assert 400 == page.status
    assert 1 == len(page.errors)
    assert page.by_id("receipt-error") is not None


def test_unknown_words_are_told_so(reporter, words):
    """Well formed, but of no report."""
    page = reporter.return_with(" ".join(new_receipt().words))

    assert 404 == page.status
    assert ["We hold no report under these words."] == page.errors


def test_looking_up_is_slowed(strict):
    """Whoever tries many gets told to wait; nobody's address is asked for."""
    reporter = strict.reporter()
    strict.intake.extensions["reporting.floods"]._searches = TokenBucket(1, 1, lambda: 0.0)

    first = reporter.return_with(" ".join(new_receipt().words))
    second = reporter.return_with(" ".join(new_receipt().words))

    assert (404, 429) == (first.status, second.status)


def test_a_bad_token_keeps_what_was_typed(reporter, words):
    """The next press opens."""
    reporter.get("/en/return")
    page = reporter.submit(reporter.next_form(), {"receipt": words, "csrf_token": "forged"})

    assert 400 == page.status
    assert [words] == fields_of(page.form_with("receipt"))["receipt"]
    assert CONVERSATION == reporter.submit(reporter.next_form(), {}).address


def test_a_database_that_is_away_is_said_plainly(reporter, words, broken):
    """The words stay on the page."""
    reporter.get("/en/return")
    broken("read")

    page = reporter.submit(reporter.next_form(), {"receipt": words})

    assert 503 == page.status
    assert [words] == fields_of(page.form_with("receipt"))["receipt"]


def test_the_cookie_holds_no_word(reporter, words):
    """It is sealed, and as long as before."""
    reporter.get("/en/return")
    before = dict(reporter.cookies)

    reporter.return_with(words)

    assert {len(value) for value in before.values()} == {
        len(value) for value in reporter.cookies.values()
    }
    values = reporter.cookies.values()
    # Three letters can stand in sealed bytes by chance.
    assert not any(word in value for value in values for word in words.split() if len(word) > 4)

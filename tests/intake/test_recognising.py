"""“Who could this be?” on the page before a report is sent."""

import pytest

from tests.support.journey import ANSWERS
from tests.support.page import fields_of

STORY = "Karen said it, just the two of us."
CHECK = "/en/report/check"


@pytest.fixture
def written(reporter):
    """Somebody at the check of a story with a name in it."""
    reporter.fill(dict(ANSWERS) | {"story": STORY})
    return reporter


def buttons_of(page):
    """Return what the buttons that change the story send."""
    return [e.get("value", "") for e in page.by_id("safer").iter("button")]


def press(reporter, place):
    """Press a button that changes the story."""
    fields = fields_of(reporter.page.by_id("safer"))
    return reporter.post("/en/report/safer", fields | {"place": place})


def test_details_are_shown_with_safer_words(written):
    """And said to be perhaps of one person alone."""
    page = written.page

    assert "Perhaps only you" in page.text
    assert ["Karen", "just the two of us"] == [e[0].text for e in page.main.iter("mark")]
    assert "Say who they are to you" in page.text
    assert ["0-5 Karen"] == buttons_of(page)


def test_one_step_changes_a_detail(written):
    """The report that is sent then has the safer words, and the page says no more of it."""
    page = press(written, "0-5 Karen")

    assert (200, CHECK) == (page.status, page.address.partition("#")[0])
    assert "[a person] said it" in page.text
    assert [] == buttons_of(page)


@pytest.mark.parametrize(
    "place", ["", "0-5", "0-5 Susan", "7-11 said", "x", "15-33 just the two of us"]
)
def test_what_is_not_marked_is_not_changed(written, place):
    """The story was changed in another window, or somebody sends what the page did not offer."""
    page = press(written, place)

    assert 200 == page.status
    assert "Karen said it" in page.text


def test_where_nothing_is_found_that_is_no_promise(reporter):
    """We can miss things, and say so."""
    page = reporter.fill()

    assert "Nothing obvious found" in page.text
    assert "We can miss things." in page.text


def test_without_a_story_there_is_nothing_to_look_at(reporter):
    """Ticks alone tell nobody."""
    page = reporter.fill(dict(ANSWERS) | {"story": ""})

    assert "Who could this be?" not in page.text

"""Whoever sits down after a reporter or a reviewer presses Back, and finds nothing."""

import pytest

from tests.browser.data import STORY
from tests.browser.scenes import CHECK, GO_ON, RECEIPT, written
from tests.support.browser import FLAGS, PHONE, Way, chromium_path, open_visitor

pytestmark = pytest.mark.browser

WAYS = [Way(script, PHONE) for script in (False, True)]


@pytest.fixture(scope="module")
def keeping_browser(chromium):
    """A browser that keeps whole pages for Back, as people's do and a tested one does not."""
    browser = chromium.browser_type.launch(
        executable_path=chromium_path(),
        args=list(FLAGS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


@pytest.fixture
def reader(chromium, stage, way):
    """A reporter who sees their eight words, and those words."""
    visitor = open_visitor(chromium, way)
    written(stage, visitor)
    stage.go(visitor, "intake", CHECK)
    stage.press(visitor, GO_ON)
    words = visitor.page.inner_text("#receipt").split()
    assert 8 == len(words)
    yield visitor, words
    visitor.context.close()


def seen_going_back(page, steps=4):
    """Return what each press of Back shows."""
    shown = []
    for _ in range(steps):
        if page.go_back() is None and page.url == "about:blank":
            break
        shown.append(page.inner_text("body"))
    return shown


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_words_are_gone_once_noted(stage, reader, way):
    """After "I have them", Back shows neither the words nor the answers."""
    visitor, words = reader
    stage.press(visitor, GO_ON)

    shown = seen_going_back(visitor.page)

    assert shown
    assert [] == [text for text in shown if words[0] in text.split() or STORY[:40] in text]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_exit_leaves_nothing_behind(stage, reader, way):
    """After the exit link, Back shows neither the words nor the answers, and no cookie is left."""
    visitor, words = reader
    stage.press(visitor, ".leave__link")
    elsewhere = visitor.page.inner_text("body")

    shown = seen_going_back(visitor.page)

    assert "It rains." in elsewhere
    assert shown
    assert [] == [text for text in shown if words[0] in text.split() or STORY[:40] in text]
    assert [] == [c for c in visitor.context.cookies() if c["name"] == "intake"]


@pytest.mark.parametrize("way", WAYS[:1], ids=str)
def test_the_same_browser_may_look_again(stage, reader, way):
    """Until the words are noted, a reload or a lost answer shows the same ones."""
    visitor, words = reader

    stage.go(visitor, "intake", RECEIPT)
    again = visitor.page.inner_text("#receipt").split()

    assert words == again


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_closed_conversation_stays_closed(stage, keeping_browser, way):
    """After "Close this conversation", Back asks for the words again."""
    reporter = stage.world.reporter()
    words = reporter.write_report()
    visitor = open_visitor(keeping_browser, way)
    stage.go(visitor, "intake", "/en/return")
    visitor.page.fill("#receipt", words)
    stage.press(visitor, GO_ON)
    heading = visitor.page.inner_text("h1")
    stage.press(visitor, "text=Close this conversation")

    visitor.page.go_back()

    assert "We have your report" == heading
    assert "Please enter your words again" == visitor.page.inner_text("h1")
    visitor.context.close()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_desk_shows_nothing_after_signing_out(stage, keeping_browser, way):
    """After "Sign out", Back does not show the report that was open."""
    stage.world.reporter().write_report()
    reviewer = stage.world.reviewer("north-reviewer-1")
    visitor = open_visitor(keeping_browser, way)
    stage.lend(visitor, reviewer)
    stage.go(visitor, "desk", "/cases")
    stage.press(visitor, "[data-case] a")
    visitor.page.goto(visitor.page.url.partition("/opening")[0])
    opened = visitor.page.inner_text("h1")
    stage.press(visitor, "text=Sign out")

    shown = seen_going_back(visitor.page, steps=2)

    assert opened.startswith("Report ")
    assert shown
    assert [] == [text for text in shown if opened in text or "All reports" in text]
    visitor.context.close()

"""Every way through the guided form, from the first page to the words, on a phone without script.

In English and in Arabic: which screens somebody meets, what they must read first, that nothing
is cut off, and that they arrive. What is walked is in `walks`.
"""

import gettext
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from reporting.catalogues import DOMAIN, TRANSLATIONS
from reporting.intake.screens import SCREENS
from tests.browser.walks import CHECK, DEMO, GO_ON, JOURNEYS, SURFACES, Journey, screen_of, walk
from tests.evidence.corpus import photo
from tests.support.browser import PHONE, ZOOMED, Visitor, Way, open_visitor

pytestmark = pytest.mark.browser

WAY = Way(script=False, size=PHONE)
MOST_CORE_SCREENS = 7
MOST_COVERED = 0.3  # of the height, by what stays where it is while the page goes by
SEEN = """() => ({
  width: document.documentElement.scrollWidth,
  chosen: [...document.querySelectorAll('main :checked:not(option)')].map(e => e.outerHTML),
  headings: document.querySelectorAll('main h1').length,
  shown: ['.leave__link', '.unsaved__note', '.unsaved__save'].filter(
    s => document.querySelector(s)?.checkVisibility({visibilityProperty: true})),
})"""
# What leaves the screen at a side, and what is larger than the box that shows a part of it. A
# field scrolls what is written into it, and words for a screen reader have a box of one pixel.
CLOSE = """() => {
  const folds = [...document.querySelectorAll('details:not([open])')];
  folds.forEach(e => e.open = true);
  const all = [...document.body.querySelectorAll('*')].filter(e => e.getClientRects().length
    && !e.closest('.govuk-visually-hidden, .govuk-skip-link, option, svg'));
  const leaves = e => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && (box.left < -1 || box.right > document.documentElement.clientWidth + 1);
  };
  const hides = e => {
    if (e.matches('input, textarea, select')) return false;
    const {overflowX, overflowY} = getComputedStyle(e);
    return overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1
      || overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1;
  };
  const stays = all.filter(e => ['fixed', 'sticky'].includes(getComputedStyle(e).position));
  const seen = {
    width: document.documentElement.scrollWidth,
    cut: all.filter(e => leaves(e) || hides(e)).map(e => e.outerHTML.slice(0, 120)),
    covered: Math.max(0, ...stays.map(e => e.scrollHeight)),
  };
  folds.forEach(e => e.open = false);
  return seen;
}"""
BRANCHES = {screen.name for screen in SCREENS if screen.kind == "branch"}


def said_in(language: str) -> Callable[[str], str]:
    """Return what says an English sentence in a language."""
    folder = str(TRANSLATIONS)
    return gettext.translation(DOMAIN, folder, [language], fallback=language == "en").gettext


@pytest.fixture(scope="module")
def device(chromium: Browser) -> Iterator[Visitor]:
    """One telephone for everybody who walks alone: to open another takes as long as a screen."""
    visitor = open_visitor(chromium, WAY)
    yield visitor
    visitor.context.close()


@pytest.fixture
def phone(device: Visitor) -> Iterator[Visitor]:
    """The telephone, with nothing left on it of whoever had it before."""
    device.context.clear_cookies()
    yield device
    problems, device.problems[:] = list(device.problems), []
    assert problems == []


def resize(page: Page, size: tuple[int, int]) -> None:
    """Show the page on a screen of so many CSS pixels, width and height."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


def look(visitor: Visitor) -> None:
    """Nothing is chosen for anybody, no page scrolls sideways, and the way out is named."""
    seen = visitor.page.evaluate(SEEN)

    # The width that was asked for: a telephone makes room for a page that is too wide.
    assert seen["width"] <= PHONE[0], f"{visitor.page.url} scrolls sideways"
    assert [] == seen["chosen"], f"{visitor.page.url} has an answer"
    assert 1 == seen["headings"]
    assert {".leave__link", ".unsaved__note", ".unsaved__save"} == set(seen["shown"])


def look_close(visitor: Visitor) -> None:
    """At 400 % zoom, with every fold open, the page is no wider and nothing of it is cut off."""
    page = visitor.page
    resize(page, ZOOMED)
    seen = page.evaluate(CLOSE)
    resize(page, PHONE)

    assert seen["width"] <= ZOOMED[0], f"{page.url} scrolls sideways at 400 %"
    assert [] == seen["cut"], f"{page.url} is cut off at 400 %"
    assert seen["covered"] <= MOST_COVERED * ZOOMED[1], f"{page.url} is covered at 400 %"


def top_of(found: Locator) -> float:
    """Return how far down the page something begins, in CSS pixels."""
    box = found.bounding_box()
    assert box is not None
    return box["y"]


def leads(visitor: Visitor, sentence: str) -> None:
    """A sentence stands below the heading and above the first field, and nothing is folded."""
    page = visitor.page
    lead = page.locator("main").get_by_text(sentence, exact=True)
    assert lead.is_visible()
    fields = page.locator("#continue :is(input:not([type=hidden]), textarea, select, button)")
    below = [top_of(field) for field in fields.all() if field.is_visible()]
    assert top_of(page.locator("main h1")) < top_of(lead) < min(below)


def send(visitor: Visitor, stage) -> list[str]:
    """Send, and return the eight words."""
    assert CHECK == screen_of(visitor.page)
    stage.press(visitor, GO_ON)
    assert "receipt" == screen_of(visitor.page)
    words = visitor.page.locator("#receipt li").all_inner_texts()
    assert 8 == len(words)
    return words


def come_back(visitor: Visitor, stage, language: str, words: list[str]) -> None:
    """Enter the words on the page for them."""
    stage.go(visitor, SURFACES[language], f"/{language}/return")
    visitor.page.fill("#receipt", " ".join(words))
    stage.press(visitor, "#continue button")


@pytest.mark.parametrize("language", SURFACES)
@pytest.mark.parametrize("name", JOURNEYS)
def test_everybody_arrives(phone, stage, name, language):
    """The right screens in order, what must be read first, no side cut off, and a receipt."""
    journey: Journey = JOURNEYS[name]
    visitor, say = phone, said_in(language)

    met = []
    for screen in walk(stage, visitor, journey, language):
        met.append(screen)
        if screen != CHECK:
            look(visitor)
        look_close(visitor)
        if screen == journey.lead_on and journey.lead:
            leads(visitor, say(journey.lead))
    told = visitor.page.inner_text("main")
    words = send(visitor, stage)
    look_close(visitor)

    assert journey.screens == tuple(met)
    assert len([screen for screen in met if screen not in BRANCHES]) <= MOST_CORE_SCREENS
    assert DEMO in told
    assert language == visitor.page.get_attribute("html", "lang")
    assert ("rtl" if language == "ar" else "ltr") == visitor.page.get_attribute("html", "dir")
    assert words == visitor.page.locator("#receipt li").all_inner_texts()


@pytest.mark.parametrize("language", SURFACES)
def test_somebody_is_shut_out_and_a_photo_is_added(phone, stage, language):
    """A box ticked is told on the check and beside the receipt; a photo is shown as it goes."""
    visitor, page = phone, phone.page
    for screen in walk(stage, visitor, JOURNEYS["staff"], language):
        if screen == "readers":
            page.check("input[name=struck][value=body_leads]")

    stage.press(visitor, "a[href$='/report/files']")
    page.set_input_files("#file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    stage.press(visitor, "#continue button")
    pictures = page.locator("img.file__picture")
    shown = pictures.evaluate("picture => [picture.complete, picture.naturalWidth]")
    stage.press(visitor, "main > p a[href$='/report/check']")
    checked = page.inner_text("main")
    send(visitor, stage)

    shut_out = said_in(language)("The leads of %(body)s will not be able to open this.")
    shut_out %= {"body": "Demo Oversight South"}
    assert shut_out in checked
    assert shut_out in page.inner_text("main")
    assert shown[0]
    assert shown[1] > 0
    assert said_in(language)("None added") not in checked


@pytest.mark.parametrize("language", SURFACES)
def test_whoever_saves_comes_back_and_sends_under_the_same_words(phone, visit, stage, language):
    """Halfway the words are given; another browser goes on with them, and they stay the words."""
    first, second = phone, visit(WAY)
    way = walk(stage, first, JOURNEYS["resident"], language)
    while next(way) != "wish":
        pass
    stage.press(first, ".unsaved__save")
    words = first.page.locator("#words li").all_inner_texts()
    stage.press(first, "#put-away button")

    come_back(second, stage, language, words)
    while screen_of(second.page) != CHECK:
        stage.press(second, GO_ON)
    told = second.page.inner_text("main")
    sent = send(second, stage)
    stage.press(second, GO_ON)  # they are noted
    come_back(second, stage, language, sent)

    assert DEMO in told
    assert words == sent
    assert second.page.url.endswith("/conversation")
    assert second.page.locator("#message").is_visible()

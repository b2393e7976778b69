"""The guided form with a keyboard alone, from the first page to the words."""

from itertools import pairwise
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.browser.keys import MOST_STOPS, Keys
from tests.browser.walks import DEMO, GO_ON, JOURNEYS, MOST_SCREENS, SURFACES, Journey, screen_of
from tests.support.browser import DESKTOP, PHONE, Way

pytestmark = pytest.mark.browser

# Where the focus is on the page, in CSS pixels; `along` is counted in the direction of reading.
HERE = """said => {
  const e = document.activeElement;
  const box = e.getBoundingClientRect();
  const rtl = document.documentElement.dir === 'rtl';
  const wanted = each => said.some(([name, value]) => each.name === name && each.value === value);
  const folded = e.matches('summary') && !e.parentElement.open;
  return {
    top: box.top + scrollY, bottom: box.bottom + scrollY,
    along: rtl ? document.documentElement.clientWidth - box.right : box.left,
    main: document.querySelector('main').contains(e),
    radio: e.type === 'radio' ? said.find(([name]) => name === e.name)?.[1] ?? '' : '',
    box: e.type === 'checkbox' && wanted(e),
    folds: folded && [...e.parentElement.querySelectorAll('input')].some(wanted),
    story: e.matches('#story'),
    missed: [...document.querySelectorAll('input:not(:checked)')].filter(wanted).map(i => i.value),
    last: e.matches('#continue .govuk-button[type=submit]'),
  };
}"""


class Stop(NamedTuple):
    """Where the focus was; `along` from where a line begins."""

    top: float
    bottom: float
    along: float


def choose(page: Page, keys: Keys, wanted: str) -> None:
    """Press Space, and go down a group of radio buttons to what is wanted."""
    page.keyboard.press("Space")
    for _ in range(MOST_STOPS):
        if wanted == page.evaluate("document.activeElement.value"):
            return
        keys.stop("ArrowDown")
    raise AssertionError(f"the arrows never came to {wanted}")


def answer(page: Page, keys: Keys, journey: Journey) -> list[Stop]:
    """Go over a screen stop by stop, answer, and send it; return the stops in its main part."""
    said = [[name, value] for name, value in journey.said.items() if value]
    stops = []
    for _ in range(MOST_STOPS):
        keys.stop()
        here = page.evaluate(HERE, said)
        if here["main"]:
            stops.append(Stop(here["top"], here["bottom"], here["along"]))
        if here["radio"]:
            choose(page, keys, here["radio"])
        elif here["box"]:
            page.keyboard.press("Space")
        elif here["folds"]:
            page.keyboard.press("Enter")
        elif here["story"]:
            page.keyboard.insert_text(DEMO)
        elif here["last"]:
            assert [] == here["missed"]
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return stops
    raise AssertionError(f"Tab never came to {GO_ON} on {page.url}")


def follows(before: Stop, after: Stop) -> bool:
    """Return whether a stop is further down, or further on in the same line."""
    is_below = after.top >= before.bottom - 1
    return is_below or (after.bottom > before.top and after.along > before.along)


@pytest.mark.parametrize("language", SURFACES)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_guided_form_without_a_mouse(visit, stage, size, language):
    """Each stop is seen, the stops are in the order of the page, and the words are given."""
    page = visit(Way(script=False, size=size)).page
    keys, journey = Keys(page), JOURNEYS["staff"]
    page.goto(f"{stage.addresses[SURFACES[language]]}/{language}/")
    keys.enter(".govuk-button--start")

    met: list[str] = []
    astray: list[tuple[str, Stop, Stop]] = []
    while screen_of(page) != "receipt" and len(met) < MOST_SCREENS:
        met.append(screen_of(page))
        stops = answer(page, keys, journey)
        astray += [(met[-1], *pair) for pair in pairwise(stops) if not follows(*pair)]

    assert journey.screens == tuple(met)
    assert [] == astray
    assert 8 == page.locator("#receipt li").count()
    assert language == page.get_attribute("html", "lang")

"""Easy read as a person sees it: large letters, and each picture beside its sentences."""

import pytest

from reporting.intake.easyread.texts import TOPICS
from tests.support.browser import DESKTOP, PHONE, Way, open_visitor

pytestmark = pytest.mark.browser

LEAST_PIXELS = 16 * 96 / 72  # 16 points
SIZES = """() => [...document.querySelectorAll('.easy p, .easy li, .easy a, .easy h1, .easy h2')]
  .map(e => parseFloat(getComputedStyle(e).fontSize))"""
# Where the picture ends and the words begin, in the direction in which the page is read.
BESIDE = """() => [...document.querySelectorAll('.easy__line')].map(line => {
  const [picture, words] = [...line.children].map(e => e.getBoundingClientRect());
  return {
    apart: getComputedStyle(line).direction === 'rtl'
      ? picture.left - words.right : words.left - picture.right,
    overlap: Math.min(picture.bottom, words.bottom) - Math.max(picture.top, words.top),
    wide: picture.width,
  };
})"""


@pytest.fixture(scope="module", params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visitor(request, chromium):
    """One person for all pages: to open another browser takes longer than a page."""
    visitor = open_visitor(chromium, Way(script=False, size=request.param))
    yield visitor
    visitor.context.close()
    assert visitor.problems == []


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("topic", TOPICS)
def test_letters_are_large_and_pictures_stand_beside_their_sentences(stage, visitor, topic, tag):
    """Nothing is smaller than 16 points; the picture comes first in the line, and none overlaps."""
    stage.go(visitor, "intake", f"/{tag}/easy/{topic}")

    sizes = visitor.page.evaluate(SIZES)
    assert len(sizes) > 20
    assert min(sizes) >= LEAST_PIXELS
    lines = visitor.page.evaluate(BESIDE)
    assert len(lines) >= 5
    for line in lines:
        assert line["apart"] > 0
        assert line["overlap"] > 0
        assert line["wide"] >= 64

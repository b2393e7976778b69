"""The pictures of journeys are those of the journeys that are walked, and all of them are shown."""

import re
from pathlib import Path

import pytest

from tests.browser.strips import LANGUAGES, MOST_BYTES, STRIPS, name_of
from tests.browser.walks import JOURNEYS

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
DOCUMENT = (ROOT / "docs" / "journeys.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
MOST_OF_ALL = 3_000_000  # bytes: whoever clones the repository fetches every version of them
NAMES = [name_of(strip, language) for strip in STRIPS for language in LANGUAGES]


@pytest.mark.parametrize("name", NAMES)
def test_each_strip_is_there_and_shown(name):
    """In the README, and on the page of journeys; small enough for a repository."""
    assert (IMAGES / name).stat().st_size <= MOST_BYTES
    assert f"(images/{name})" in DOCUMENT
    assert f"(docs/images/{name})" in README


def test_the_page_of_journeys_counts_the_screens_that_are_walked():
    """A screen that comes or goes changes the page too."""
    told = [int(each) for each in re.findall(r"^\| \[[^|]+\) \| (\d+) \|", DOCUMENT, re.MULTILINE)]

    assert [len(JOURNEYS[name].screens) for name in STRIPS.values()] == told


def test_pictures_stay_small_together():
    """Whoever clones the repository waits for all of them."""
    assert sum(each.stat().st_size for each in IMAGES.iterdir()) <= MOST_OF_ALL

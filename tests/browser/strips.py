"""Pictures of whole journeys: every screen that somebody meets, side by side, in one file.

Each is the page from its top on a phone, without script, as it is shown before it is answered;
what is longer than the strip is cut off below.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.stage import Stage
from tests.browser.walks import CHECK, GO_ON, JOURNEYS, Journey, walk
from tests.support.browser import PHONE, Visitor, Way, open_visitor

# Name of the files, and the journey that they show.
STRIPS = {
    "staff": "staff",
    "resident": "resident",
    "witness": "witness",
    "behalf": "on behalf, unknown",
    "centre": "centre",
    "under-18": "under 18",
}
LANGUAGES = ("en", "ar")
MOST_BYTES = 200_000
_TALLEST, _GAP, _COLOURS, _SHRUNK = 1480, 20, 64, 2
_GREY = (217, 217, 217)


def name_of(strip: str, language: str) -> str:
    """Return the name of the file of one strip."""
    return f"journey-{strip}-{language}.png"


def take_strips(stage: Stage, browser: Browser, folder: Path) -> Iterator[Path]:
    """Walk each journey in each language, and write its strip into `folder`."""
    for strip, name in STRIPS.items():
        for language in LANGUAGES:
            visitor = open_visitor(browser, Way(script=False, size=PHONE))
            screens = list(_screens(stage, visitor, JOURNEYS[name], language))
            visitor.context.close()
            place = folder / name_of(strip, language)
            _beside(screens, mirrored=language == "ar").save(place, optimize=True)
            yield place


def _screens(
    stage: Stage, visitor: Visitor, journey: Journey, language: str
) -> Iterator[Image.Image]:
    """Give the first page, each screen, and the eight words."""
    stage.go(visitor, "intake", f"/{language}/")
    yield _picture(visitor.page)
    for screen in walk(stage, visitor, journey, language, "intake"):
        yield _picture(visitor.page)
        if screen == CHECK:
            break
    stage.press(visitor, GO_ON)
    yield _picture(visitor.page)


def _picture(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")


def _beside(screens: list[Image.Image], *, mirrored: bool) -> Image.Image:
    """Put screens in their order, from the side on which the language begins."""
    width, height = PHONE[0], min(_TALLEST, max(each.height for each in screens))
    step = width + _GAP
    sheet = Image.new("RGB", (step * len(screens) - _GAP, height), _GREY)
    for at, screen in enumerate(reversed(screens) if mirrored else screens):
        sheet.paste(screen.crop((0, 0, width, min(height, screen.height))), (at * step, 0))
    small = sheet.resize(
        (sheet.width // _SHRUNK, sheet.height // _SHRUNK), Image.Resampling.LANCZOS
    )
    return small.quantize(_COLOURS, dither=Image.Dither.NONE)

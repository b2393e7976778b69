"""Attack 10: the page finds out which browser, fonts and languages somebody has."""

import re

import pytest

from reporting.paths import templates_folder
from tests.support.cast import NOW

RANDOM = re.compile(rb'name="(csrf_token|seen)" value="[^"]*"')
FORBIDDEN = re.compile(
    r"<script|\son[a-z]+\s*=|javascript:|@font-face|<iframe|<object|<embed|<style|\sstyle=|\|\s*safe"
    r"|(?:src|href)=[\"']?(?:https?:)?//",
    re.IGNORECASE,
)
BROWSERS = [
    [],
    [("User-Agent", "Mozilla/5.0"), ("Accept-Language", "ar"), ("Accept", "text/html")],
    [("User-Agent", "curl/8"), ("Accept-Language", "zh;q=0.9"), ("DNT", "1"), ("Save-Data", "on")],
]


def test_no_template_runs_or_loads_anything():
    """No script, no handler, no font, no address of another host."""
    templates = sorted(templates_folder().rglob("*.html"))

    assert 10 < len(templates)
    for path in templates:
        found = FORBIDDEN.search(path.read_text("utf-8"))
        assert found is None, f"{path.name}: {found}"


@pytest.mark.parametrize("sheet", ["public.css", "desk.css", "public.rtl.css", "desk.rtl.css"])
def test_no_style_sheet_loads_a_font_or_another_host(world, sheet):
    """What is on the machine already is what pages are set in."""
    answer = world.intake.test_client().get(f"/static/{sheet}")
    text = answer.get_data(as_text=True)
    answer.close()

    assert 200 == answer.status_code
    assert "@font-face" not in text
    assert "@import" not in text
    assert [] == re.findall(r"url\([\"']?(?:https?:)?//", text)


def test_pages_are_the_same_for_every_browser(world):
    """Language is chosen by a link, and nothing depends on what a browser says of itself."""
    tours = []
    for browser in BROWSERS:
        world.clock.moment = NOW
        reporter = world.reporter()
        reporter.extra = browser
        for address in ("/", "/en/", "/en/report/form", "/en/return", "/nothing"):
            reporter.get(address)
        tours.append([(p.status, RANDOM.sub(b"", p.body)) for p in reporter.seen])
        assert {""} == {page.header("Vary") for page in reporter.seen} or all(
            "agent" not in page.header("Vary").lower()
            and "language" not in page.header("Vary").lower()
            for page in reporter.seen
        )

    assert [tours[0]] * len(BROWSERS) == tours

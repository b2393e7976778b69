"""Every page in every state satisfies axe and the HTML checker, on a phone and on a desktop."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pytest
from playwright.sync_api import Browser

from tests.browser import (
    answer_scenes,
    case_scenes,
    desk_scenes,
    file_scenes,
    gate_scenes,
    joining_scenes,
    referral_scenes,
    statistics_scenes,
)
from tests.browser.data import Data, fill_stage
from tests.browser.scenes import SCENES, Scene
from tests.browser.stage import Shown, Stage
from tests.support import axe, nu
from tests.support.browser import DESKTOP, PHONE, Way, open_visitor

# One browser and one instance serve all of these: tests are handed out by the file.
pytestmark = pytest.mark.browser

SIZES = {"phone": PHONE, "desktop": DESKTOP}
NARROWEST = 320  # CSS pixels: a screen of 1280 at 400 % (WCAG 2.2, 1.4.10)
ERROR = {"en": "Error: ", "ar": "خطأ: "}  # before the title of a page with mistakes
RIGHT_TO_LEFT = {"arabic intake", "crowded arabic intake", "arabic statistics"}
# These send the visitor on, or are no page; what they answer in error has scenes of its own.
WITHOUT_PAGE = {
    "intake": {
        "static", "healthz", "pages.leave", "recognising.safer", "guiding.on", "saving.save_now",
        "adding.remove", "adding.preview", "bringing.remove", "bringing.preview",
        "signlanguage.file",
    },
    "desk": {"static", "healthz", "home", "case_file"},
    "statistics": {"static", "healthz", "home", "file", "table_file"},
}  # fmt: skip
WIDTH = "document.documentElement.scrollWidth"
FACTS = """() => ({
  title: document.title,
  lang: document.documentElement.lang,
  dir: document.documentElement.dir,
  headings: [...document.querySelectorAll('h1')].map(e => e.innerText.trim()),
  errors: [...document.querySelectorAll('.govuk-error-summary a')].map(e => e.hash.slice(1)),
  unreachable: [...document.querySelectorAll('.govuk-error-summary a')].filter(e => {
    const target = document.getElementById(e.hash.slice(1));
    return !target || !target.matches('input, textarea, select') || !target.checkVisibility();
  }).map(e => e.hash),
  small: [...document.querySelectorAll('main a.govuk-button, button, .leave__link')].filter(e =>
    e.getBoundingClientRect().height < 36).map(e => e.outerHTML),
})"""


@dataclass(frozen=True)
class Look:
    """What was seen of one scene on one screen."""

    shown: Shown
    findings: list[axe.Finding]
    problems: list[str]
    facts: dict[str, object]
    widths: tuple[int, int]


@dataclass
class Gallery:
    """Looks at each scene once, however many tests ask for it."""

    stage: Stage
    browser: Browser
    looks: dict[tuple[Scene, str], Look] = field(default_factory=dict)

    @cached_property
    def data(self) -> Data:
        """What is in the instance."""
        return fill_stage(self.stage)

    def look(self, scene: Scene, device: str) -> Look:
        """Return what there is to see."""
        if (scene, device) not in self.looks:
            for size, look in self._visit(scene):
                self.looks[scene, size] = look
        return self.looks[scene, device]

    def _visit(self, scene: Scene) -> Iterator[tuple[str, Look]]:
        """Go there once, and look at it in each size: going there takes most of the time."""
        visitor = open_visitor(self.browser, Way(script=False, size=PHONE))
        try:
            scene.act(self.stage, self.data, visitor)
            shown = self.stage.shown
            for device, (width, height) in SIZES.items():
                visitor.page.set_viewport_size({"width": width, "height": height})
                findings = axe.check_page(visitor)
                facts = visitor.page.evaluate(FACTS)
                at_first = visitor.page.evaluate(WIDTH)
                visitor.page.set_viewport_size({"width": NARROWEST, "height": height})
                widths = (at_first, visitor.page.evaluate(WIDTH))
                yield device, Look(shown, findings, visitor.problems, facts, widths)
        finally:
            visitor.context.close()


@pytest.fixture(scope="module")
def gallery(stage, chromium):
    """Every page, looked at once."""
    return Gallery(stage, chromium)


@pytest.mark.parametrize("device", SIZES)
@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_page_has_no_finding(gallery, scene, device):
    """The page is the one that was meant, axe finds nothing, and nothing scrolls sideways."""
    look = gallery.look(scene, device)

    assert (scene.surface, scene.endpoint, scene.status) == (
        look.shown.surface,
        look.shown.endpoint,
        look.shown.status,
    )
    assert [] == look.findings
    assert [] == look.problems
    assert (SIZES[device][0], NARROWEST) == look.widths


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_page_says_what_it_is(gallery, scene):
    """What axe does not see: one heading, language, direction, and errors that lead to a field."""
    facts = gallery.look(scene, "phone").facts
    is_arabic = scene.surface in RIGHT_TO_LEFT

    expected = ("ar", "rtl") if is_arabic else ("en", "ltr")
    assert expected == (facts["lang"], facts["dir"])
    assert 1 == len(facts["headings"])
    assert facts["headings"][0]
    assert facts["title"]
    assert [] == facts["unreachable"]
    assert [] == facts["small"]
    if facts["errors"]:
        assert facts["title"].startswith(ERROR[expected[0]])


GUESSED_LANGUAGE = "This document appears to be written in "


@pytest.mark.timeout(900)  # by itself it goes to every page
def test_every_page_is_right_html(gallery):
    """As sent, padding included; in the least and the greatest of states."""
    pages = [(scene.name, gallery.look(scene, "phone").shown.html) for scene in SCENES]
    # What is behind a sign-in is in English, and people write in any language: the checker, which
    # guesses the language from the words, is right about some of those pages.
    foreign = {scene.name for scene in SCENES if scene.surface in RIGHT_TO_LEFT}

    found = nu.check_html(pages)

    assert [] == [
        finding
        for finding in found
        if not (finding.page in foreign and finding.message.startswith(GUESSED_LANGUAGE))
    ]


@pytest.mark.parametrize("surface", WITHOUT_PAGE)
def test_no_page_was_forgotten(stage, surface):
    """Every address of a surface has a scene, or is known to answer without a page."""
    rules = stage.apps[surface].url_map.iter_rules()
    wanted = {rule.endpoint for rule in rules} - WITHOUT_PAGE[surface]
    have = {each.endpoint for each in SCENES if surface in each.surface}

    assert wanted == wanted & have
    assert set() == WITHOUT_PAGE[surface] & have


@pytest.mark.parametrize(
    "status", sorted({scene.status for scene in SCENES if scene.status >= 400})
)
def test_no_answer_says_error_in_silence(gallery, status):
    """An answer of each error status tells in words what to do, and how else to report."""
    scene = next(each for each in SCENES if each.status == status)

    html = gallery.look(scene, "phone").shown.html.decode()

    assert "govuk-error-summary" in html or "<h1" in html
    assert "Traceback" not in html


def test_the_other_surfaces_have_scenes():
    """Scenes are added by being imported; these must not be lost by tidying imports."""
    for module in (
        answer_scenes,
        case_scenes,
        desk_scenes,
        file_scenes,
        gate_scenes,
        joining_scenes,
        referral_scenes,
        statistics_scenes,
    ):
        assert any(scene.act.__module__ == module.__name__ for scene in SCENES)

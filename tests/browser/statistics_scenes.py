"""The pages of the public surface, for `scenes`: before there is a release, and with two years."""

from tests.browser.data import Data
from tests.browser.scenes import opens, scene
from tests.browser.stage import Stage
from tests.browser.texts import ARABIC, LONG
from tests.support.browser import Visitor
from tests.support.journey import Reviewer

FULL, ARABIC_FULL = "full statistics", "arabic statistics"
BUTTON = "main form button"


def reading(stage: Stage, visitor: Visitor, username: str) -> Reviewer:
    """Give the visitor the session of somebody who looks at figures."""
    reader = stage.readers[username]
    stage.lend(visitor, reader)
    return reader


def signed(name: str, username: str, path: str, endpoint: str, status: int = 200) -> None:
    """Add a scene behind sign-in, in English and from right to left."""
    for surface, suffix in ((FULL, ""), (ARABIC_FULL, " in Arabic")):

        @scene(name + suffix, surface, endpoint, status)
        def _(stage: Stage, _data: Data, visitor: Visitor, surface: str = surface) -> None:
            reading(stage, visitor, username)
            stage.go(visitor, surface, path)


def shows(path: str, endpoint: str, name: str, status: int = 200) -> None:
    """Add a scene of a public page, in English and from right to left."""
    for surface, suffix in ((FULL, ""), (ARABIC_FULL, " in Arabic")):

        @scene(name + suffix, surface, endpoint, status)
        def _(stage: Stage, _data: Data, visitor: Visitor, surface: str = surface) -> None:
            assert stage.readers  # something has been released
            stage.go(visitor, surface, path)


shows("/", "start", "figures of two years")
shows("/organisations/council", "organisation", "an organisation")
shows("/releases", "releases", "releases")
shows("/releases/council-10", "release", "a year")
shows("/releases/transport-1", "release", "a quarter with few reports")
shows("/releases/council-10/report", "report", "report on a year")
shows("/method", "method", "method")
shows("/feedback", "feedback", "feedback")
shows("/feedback?sent=yes", "feedback", "feedback sent")
shows("/releases/council-77", "release", "no such release", 404)
shows("/?area=corporate", "start", "a question that is not on the menu", 404)
opens("/organisations/council", "statistics", "organisation", "an organisation without a release")
opens("/releases", "statistics", "releases", "no release yet")
opens("/sign-in", "statistics", "sign_in", "sign in to figures")
opens("/", "statistics without rosters", "start", "figures that cannot be checked")

COMPARE = "/figures/council/compare?table="
signed("analyst's organisation", "analyst-1", "/figures/council", "figures_of")
signed("every table of a year", "analyst-1", "/releases/council-10", "release")
YEARS = "&first=council-5&second=council-10"
signed("comparison", "analyst-1", f"{COMPARE}kind{YEARS}", "compare")
signed("comparison withheld", "analyst-1", f"{COMPARE}area_kind{YEARS}", "compare")
OVERLAP = f"{COMPARE}received&first=council-1&second=council-5"
signed("comparison of periods that overlap", "analyst-1", OVERLAP, "compare", 400)
signed("board's organisation", "board-1", "/figures/council", "figures_of")
signed("lead's organisation", "north-lead-1", "/figures/council", "figures_of")
signed("next release", "north-lead-1", "/figures/council/next", "proposed")
signed("assess", "board-1", "/figures/council/words/assessment/5", "write")
REPORT = "/releases/council-5/report"
signed("report that is not finished", "north-lead-1", REPORT, "report")
signed("you said, we did", "north-lead-1", "/figures/council/words/item/new", "write")
signed("what people told the board", "board-1", "/feedback/read", "read_feedback")


@scene("another organisation", FULL, "organisation", 404)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    reading(stage, visitor, "analyst-1")
    stage.go(visitor, FULL, "/organisations/transport")


@scene("organisations of an account without any", FULL, "figures")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    reading(stage, visitor, "stray-board-1")
    stage.go(visitor, FULL, "/figures")


@scene("sign in to figures left empty", "statistics", "sign_in", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "statistics", "/sign-in")
    stage.press(visitor, BUTTON)


@scene("feedback left empty", FULL, "feedback", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, FULL, "/feedback")
    stage.press(visitor, BUTTON)


@scene("feedback while the disk is full", "statistics with a full disk", "feedback", 503)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "statistics with a full disk", "/feedback")
    visitor.page.fill("#text", ARABIC)
    stage.press(visitor, BUTTON)


@scene("question left empty", FULL, "write", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    reading(stage, visitor, "board-1")
    stage.go(visitor, FULL, "/figures/council/words/question/new")
    stage.press(visitor, BUTTON)


@scene("assessment that somebody else has changed", FULL, "write", 409)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    other = reading(stage, visitor, "board-1")
    address = "/figures/council/words/assessment/4"
    stage.go(visitor, FULL, address)
    page = other.get(address)
    other.submit(page.form_with("text"), {"text": "Demo text. First."})
    visitor.page.fill("#text", LONG)
    stage.press(visitor, BUTTON)


@scene("words after the session of a lead has ended", FULL, "write", 403)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    reading(stage, visitor, "north-lead-1")
    stage.go(visitor, FULL, "/figures/council/words/item/new")
    visitor.page.fill("#text", ARABIC)
    visitor.page.fill("#did", LONG)
    visitor.context.clear_cookies()
    stage.press(visitor, BUTTON)


@scene("sign out of figures from another site", FULL, "sign_out", 403)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    reading(stage, visitor, "analyst-1")
    stage.go(visitor, "elsewhere", f"/trap?to={stage.addresses[FULL]}/sign-out")
    stage.press(visitor, "button")

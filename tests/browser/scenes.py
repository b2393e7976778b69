"""Every page a person can meet, and how it is reached; a page without a scene fails a test."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Route

from tests.browser.data import ANSWERS, Data
from tests.browser.stage import Stage
from tests.browser.texts import ARABIC, LONG
from tests.support.browser import Visitor
from tests.support.journey import Reporter, through_app

Act = Callable[[Stage, Data, Visitor], None]
FORM, CHECK, RECEIPT = "/en/report/form", "/en/report/check", "/en/report/receipt"
GO_ON = "#continue button"


@dataclass(frozen=True)
class Scene:
    """One page in one state: whose it is, what it is answered with, and how to get there."""

    name: str
    surface: str
    endpoint: str
    status: int
    act: Act

    def __str__(self) -> str:
        return self.name


SCENES: list[Scene] = []


def scene(name: str, surface: str, endpoint: str, status: int = 200) -> Callable[[Act], Act]:
    """Add a scene."""
    assert name not in {each.name for each in SCENES}, f"two scenes are named {name!r}"

    def keep(act: Act) -> Act:
        SCENES.append(Scene(name, surface, endpoint, status, act))
        return act

    return keep


def opens(path: str, surface: str, endpoint: str, name: str = "", status: int = 200) -> None:
    """Add a scene that is an address alone."""
    scene(name or f"{surface} {path}", surface, endpoint, status)(
        lambda stage, _data, visitor: stage.go(visitor, surface, path)
    )


def written(stage: Stage, visitor: Visitor, surface: str = "intake", lang: str = "en") -> None:
    """Fill in the form up to its check, and lend the cookies to the visitor."""
    reporter = Reporter(through_app(stage.apps[surface]))
    reporter.lang = lang
    page = reporter.fill(ANSWERS)
    assert 200 == page.status, page.text
    stage.lend(visitor, reporter)


def returned(stage: Stage, data: Data, visitor: Visitor, *, late: bool = False) -> None:
    """Come back with the words of the report that has been answered, or of one that has not."""
    reporter = stage.world.reporter()
    reporter.return_with(data.late_words if late else data.words)
    stage.lend(visitor, reporter)


def changed(visitor: Visitor, **headers: str) -> None:
    """Let what is sent next carry other headers than a browser would send."""

    def carry_on(route: Route) -> None:
        if route.request.method == "POST":
            route.continue_(headers=route.request.headers | headers)
        else:
            route.fallback()

    visitor.context.route("**/*", carry_on)


opens("/", "intake", "pages.start", "start")
opens("/en/", "intake", "pages.start", "start in a language")
opens("/ar/", "arabic intake", "pages.start", "start in Arabic")
opens("/no/where", "intake", "", "no such page", 404)
opens("/en/conversation/leave", "intake", "", "wrong method", 405)
opens(FORM, "intake", "writing.form", "form")
opens("/ar/report/form", "arabic intake", "writing.form", "form in Arabic")
opens(FORM, "intake without rosters", "writing.form", "form without rosters", 503)
for name in (
    "safety",
    "who",
    "children",
    "behalf",
    "what",
    "where",
    "readers",
    "effect",
    "sharing",
):
    opens(f"/en/report/{name}", "intake", "guiding.screen", f"screen {name}")
opens("/ar/report/safety", "arabic intake", "guiding.screen", "first screen in Arabic")
opens("/en/report/who?ask=yes", "intake", "guiding.screen", "screen with an answer missing")
opens("/en/report/safety", "intake without rosters", "guiding.screen", "no screen", 503)
opens("/en/report/help", "intake", "helping.help_now", "help now")
opens("/en/support", "intake", "supporting.support", "support directory")
opens("/ar/support", "arabic intake", "supporting.support", "support directory in Arabic")
opens("/en/rights", "intake", "supporting.rights", "rights")
for name in ("about", "kept", "readers", "words", "back"):
    opens(f"/en/easy/{name}", "intake", "easyread.page", f"easy read {name}")
    opens(f"/ar/easy/{name}", "arabic intake", "easyread.page", f"easy read {name} in Arabic")
opens("/en/sign-language", "intake", "signlanguage.page", "sign language")
opens("/ar/sign-language", "arabic intake", "signlanguage.page", "sign language in Arabic")
opens("/en/sign-language", "intake with a video", "signlanguage.page", "sign language with a video")
opens("/en/paper", "intake", "papering.paper", "form on paper")
opens("/ar/paper", "arabic intake", "papering.paper", "form on paper in Arabic")
opens("/ar/report/help", "arabic intake", "helping.help_now", "help now in Arabic")
opens(CHECK, "intake", "checking.check", "nothing to send", 404)
opens(RECEIPT, "intake", "receipts.receipt", "words not shown any more", 404)
opens("/en/return", "intake", "returning.come_back", "come back")
opens("/en/conversation", "intake", "talking.conversation", "words forgotten")
opens("/", "statistics", "start", "statistics")
opens("/en/", "statistics", "start", "statistics in a language")
opens("/no/where", "statistics", "", "no such page of statistics", 404)
opens("/sign-in", "desk", "sign_in", "sign in")
opens("/sign-in?again=yes", "desk", "sign_in", "signed out")


@scene("form left empty", "intake", "writing.form", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", FORM)
    stage.press(visitor, GO_ON)


@scene("form left empty in Arabic", "arabic intake", "writing.form", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "arabic intake", "/ar/report/form")
    stage.press(visitor, GO_ON)


@scene("form with too much text", "intake", "writing.form", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", FORM)
    visitor.page.fill("#story", "字" * 15_001)
    stage.press(visitor, GO_ON)


@scene("form with more than can be taken", "intake", "writing.form", 413)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", FORM)
    visitor.page.fill("#story", "字" * 90_000)
    stage.press(visitor, GO_ON)


@scene("form from another site", "intake", "writing.form", 403)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "elsewhere", f"/trap?to={stage.addresses['intake']}{FORM}")
    stage.press(visitor, "button")


@scene("form in another shape", "intake", "writing.form", 415)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", FORM)
    changed(visitor, **{"content-encoding": "gzip"})
    stage.press(visitor, GO_ON)


@scene("stale form", "intake", "writing.form", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", FORM)
    visitor.page.fill("#story", ARABIC)
    visitor.context.clear_cookies()
    stage.press(visitor, GO_ON)


@scene("form with nobody left to read", "intake without readers", "writing.form", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake without readers", FORM)
    visitor.page.check("input[name=organisation][value=council]")
    visitor.page.check("input[name=reporter_role][value=resident]")
    visitor.page.fill("#story", "Once more.")
    stage.press(visitor, GO_ON)


@scene("form while the disk is full", "intake with a full disk", "writing.form", 503)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake with a full disk", FORM)
    stage.press(visitor, GO_ON)


@scene("form with answers", "intake", "writing.form")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake", FORM)


@scene("form after sending", "intake", "writing.form", 409)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake", FORM)
    other = visitor.context.new_page()
    other.goto(stage.addresses["intake"] + CHECK)
    with other.expect_navigation():
        other.click(GO_ON)
    other.close()
    stage.press(visitor, GO_ON)


@scene("screen left empty", "intake", "guiding.screen", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", "/en/report/what")
    stage.press(visitor, GO_ON)


@scene("screen after sending", "intake", "guiding.screen", 409)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake", "/en/report/wish")
    other = visitor.context.new_page()
    other.goto(stage.addresses["intake"] + CHECK)
    with other.expect_navigation():
        other.click(GO_ON)
    other.close()
    stage.press(visitor, GO_ON)


@scene("saved", "intake", "saving.saved")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", "/en/report/what")
    visitor.page.fill("#story", ARABIC)
    stage.press(visitor, ".unsaved__save")


@scene("saved and put away", "intake", "saving.put_away")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", "/en/report/what")
    stage.press(visitor, ".unsaved__save")
    stage.press(visitor, "#put-away button")


@scene("screen of saved answers", "intake", "guiding.screen")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", "/en/report/wish")
    stage.press(visitor, ".unsaved__save")
    stage.go(visitor, "intake", "/en/report/readers")


@scene("help before the check", "intake", "helping.help_now")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake", FORM)
    visitor.page.check("input[name=safety][value=in_danger_now]")
    stage.press(visitor, GO_ON)


@scene("check", "intake", "checking.check")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake", CHECK)


@scene("check in Arabic", "arabic intake", "checking.check")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor, "arabic intake", "ar")
    stage.go(visitor, "arabic intake", "/ar/report/check")


def crowd(stage: Stage, visitor: Visitor, surface: str, path: str) -> None:
    """Answer the form in one page at a moment in which no more answers are kept."""
    stage.go(visitor, surface, path)
    for name, value in (("organisation", "council"), ("reporter_role", "resident")):
        visitor.page.check(f"input[name={name}][value={value}]")
    visitor.page.check("input[name=conduct][value=joke_banter]")
    stage.press(visitor, GO_ON)


@scene("form while very many write", "crowded intake", "writing.form", 429)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    crowd(stage, visitor, "crowded intake", FORM)


@scene("form while very many write, in Arabic", "crowded arabic intake", "writing.form", 429)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    crowd(stage, visitor, "crowded arabic intake", "/ar/report/form")


@scene("sent too fast", "impatient intake", "checking.check", 429)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "impatient intake", CHECK)
    stage.press(visitor, GO_ON)


@scene("sent while the disk is full", "intake with a full disk", "checking.check", 503)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake with a full disk", CHECK)
    stage.press(visitor, GO_ON)


@scene("check with nobody left to read", "intake without readers", "checking.check", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake without readers", CHECK)


@scene("receipt", "intake", "receipts.receipt")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake", CHECK)
    stage.press(visitor, GO_ON)


@scene("receipt in Arabic", "arabic intake", "receipts.receipt")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    written(stage, visitor, "arabic intake", "ar")
    stage.go(visitor, "arabic intake", "/ar/report/check")
    stage.press(visitor, GO_ON)


def noted(stage: Stage, visitor: Visitor, language: str = "en", intake: str = "intake") -> None:
    """Send a report, and say that the words are noted."""
    written(stage, visitor, intake, language)
    stage.go(visitor, intake, f"/{language}/report/check")
    stage.press(visitor, GO_ON)
    stage.press(visitor, GO_ON)


@scene("words noted, about you", "intake", "afterwards.about_you")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    noted(stage, visitor)


@scene("about you in Arabic", "arabic intake", "afterwards.about_you")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    noted(stage, visitor, "ar", "arabic intake")


@scene("about you answered with a stale page", "intake", "afterwards.about_you", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    noted(stage, visitor)
    visitor.page.eval_on_selector("[name=csrf_token]", "field => field.value = 'stale'")
    stage.press(visitor, GO_ON)


@scene("how safe did you feel", "intake", "afterwards.felt_safe")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    noted(stage, visitor)
    stage.press(visitor, GO_ON)


@scene("all asked", "intake", "afterwards.felt_safe")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    noted(stage, visitor)
    stage.press(visitor, "[name=skip]")
    stage.press(visitor, "[name=skip]")


@scene("nothing asked", "intake", "afterwards.about_you", 404)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", "/en/report/about-you")


@scene("come back without words", "intake", "returning.come_back", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", "/en/return")
    stage.press(visitor, GO_ON)


@scene("come back with one wrong word", "intake", "returning.come_back", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", "/en/return")
    visitor.page.fill("#receipt", data.words.replace(data.words.split()[0], "zzyzx", 1))
    stage.press(visitor, GO_ON)


@scene("come back with unknown words", "intake", "returning.come_back", 404)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "intake", "/en/return")
    visitor.page.fill("#receipt", data.unknown_words)
    stage.press(visitor, GO_ON)


@scene("conversation", "intake", "talking.conversation")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    returned(stage, data, visitor)
    stage.go(visitor, "intake", "/en/conversation")


@scene("conversation after a missed promise", "intake", "talking.conversation")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    returned(stage, data, visitor, late=True)
    stage.go(visitor, "intake", "/en/conversation")


@scene("conversation in Arabic", "arabic intake", "talking.conversation")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    returned(stage, data, visitor)
    stage.go(visitor, "arabic intake", "/ar/conversation")


@scene("conversation that cannot be shown", "intake without rosters", "talking.conversation", 503)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    returned(stage, data, visitor)
    stage.go(visitor, "intake without rosters", "/en/conversation")


@scene("empty message", "intake", "talking.conversation", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    returned(stage, data, visitor)
    stage.go(visitor, "intake", "/en/conversation")
    stage.press(visitor, GO_ON)


@scene("message while the disk is full", "intake with a full disk", "talking.conversation", 503)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    returned(stage, data, visitor)
    stage.go(visitor, "intake with a full disk", "/en/conversation")
    visitor.page.fill("#message", LONG)
    stage.press(visitor, GO_ON)


@scene("message after the words were forgotten", "intake", "talking.conversation", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    returned(stage, data, visitor)
    stage.go(visitor, "intake", "/en/conversation")
    visitor.page.fill("#message", ARABIC)
    visitor.context.clear_cookies()
    stage.press(visitor, GO_ON)


@scene("conversation closed", "intake", "talking.leave")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    returned(stage, data, visitor)
    stage.go(visitor, "intake", "/en/conversation")
    stage.press(visitor, "text=Close this conversation")

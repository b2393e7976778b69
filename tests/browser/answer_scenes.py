"""What waits for a reporter after the first answer, for `scenes`."""

from reporting import clock
from reporting.conversation import Saying
from reporting.message import CHECK_IN, OUTCOME, OVERRIDE, SUMMARY, SURVEY, WORDING
from tests.browser.data import THANKS, Data
from tests.browser.scenes import GO_ON, scene
from tests.browser.stage import Stage
from tests.support.browser import Visitor
from tests.support.said import tell

TALK = "/en/conversation"
TEXT = (
    "Demo text. On a bus of the council a man in uniform sent a woman to the back because of what "
    "she wore. Karen was told on 3 May."
)
DECISION = (
    "Demo text. We believe you. The council has changed the rule, and every driver was told "
    "why. What was said to one person we cannot tell you."
)


def waits(stage: Stage, visitor: Visitor, *sayings: Saying, state: str = "in_action") -> str:
    """Let a reviewer say something to a new reporter, who comes back; return the words."""
    words = stage.world.reporter().write_report()
    tell(stage.world, words, Saying(THANKS))
    for saying in sayings:
        tell(stage.world, words, saying, state)
    reporter = stage.world.reporter()
    reporter.return_with(words)
    stage.lend(visitor, reporter)
    return words


def summary(stage: Stage, text: str = TEXT, *, silence: bool = False) -> Saying:
    """Return a summary that waits three days."""
    until = clock.hour_of(stage.world.clock()) + 72
    data = {
        "referral": "00000000000000aa",
        "until": until,
        "post": "director",
        "area": "adults_children",
        "area_name": "Adults and children",
        "asked": "Demo text. Say how the rota is made.",
        "silence": silence,
    }
    return Saying(text, SUMMARY, data)


def wording() -> Saying:
    """Return a question of wording."""
    return Saying("Demo text. May we say that it was on a bus?", WORDING, {"gate": "accused"})


@scene("conversation in which something waits", "intake", "talking.conversation")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, summary(stage), wording())
    stage.go(visitor, "intake", TALK)


@scene("conversation with a decision", "intake", "talking.conversation")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, Saying(DECISION, OUTCOME), state="outcome_decided")
    stage.go(visitor, "intake", TALK)


@scene("conversation with a decision in Arabic", "arabic intake", "talking.conversation")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, wording(), Saying(DECISION, OUTCOME), state="outcome_decided")
    stage.go(visitor, "arabic intake", "/ar/conversation")


@scene("summary", "intake", "approving.summary")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, summary(stage))
    stage.go(visitor, "intake", f"{TALK}/summary")


@scene("summary in Arabic", "arabic intake", "approving.summary")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, summary(stage, "Demo text. Nothing to mark here.", silence=True))
    stage.go(visitor, "arabic intake", "/ar/conversation/summary")


@scene("summary left without an answer", "intake", "approving.summary", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, summary(stage))
    stage.go(visitor, "intake", f"{TALK}/summary")
    stage.press(visitor, GO_ON)


@scene("no summary that waits", "intake", "approving.summary", 404)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor)
    stage.go(visitor, "intake", f"{TALK}/summary")


@scene("question of wording", "intake", "approving.wording")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, wording())
    stage.go(visitor, "intake", f"{TALK}/wording")


@scene("another look", "intake", "approving.again")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, Saying(DECISION, OUTCOME), state="closed")
    stage.go(visitor, "intake", f"{TALK}/again")


@scene("another look without a word", "intake", "approving.again", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, Saying(DECISION, OUTCOME), state="closed")
    stage.go(visitor, "intake", f"{TALK}/again")
    stage.press(visitor, GO_ON)


ASKED = "Demo text. May we ask you how you were treated, whatever the result was?"


def worse(lead: str = "") -> Saying:
    """Return a check-in; without a lead nobody can be told."""
    data = {"number": 1, "organisation": "council", "lead": lead}
    return Saying("Demo text. Three months have passed.", CHECK_IN, data)


def a_lead(stage: Stage) -> str:
    """Return the account of a lead."""
    rosters = stage.world.services("intake").rosters.current()
    (lead, *_) = rosters.by_body["south"].with_role({"lead"})
    return f"{lead.account:016x}"


@scene("survey", "intake", "surveying.survey")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, Saying(ASKED, SURVEY, {"organisation": "council"}))
    stage.go(visitor, "intake", f"{TALK}/survey")


@scene("survey in Arabic", "arabic intake", "surveying.survey")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, Saying(ASKED, SURVEY, {"organisation": "council"}))
    stage.go(visitor, "arabic intake", "/ar/conversation/survey")


@scene("survey answered", "intake", "talking.conversation")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, Saying(ASKED, SURVEY, {"organisation": "council"}))
    stage.go(visitor, "intake", f"{TALK}/survey")
    stage.press(visitor, GO_ON)


@scene("check-in", "intake", "surveying.check_in")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, worse(a_lead(stage)))
    stage.go(visitor, "intake", f"{TALK}/check-in")


@scene("check-in without a lead", "intake", "surveying.check_in")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, worse())
    stage.go(visitor, "intake", f"{TALK}/check-in")


@scene("check-in left empty", "intake", "surveying.check_in", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, worse(a_lead(stage)))
    stage.go(visitor, "intake", f"{TALK}/check-in")
    stage.press(visitor, GO_ON)


@scene("take back after an answer", "intake", "withdrawing.withdraw")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor)
    stage.go(visitor, "intake", f"{TALK}/withdraw")


@scene("take back left empty", "intake", "withdrawing.withdraw", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor)
    stage.go(visitor, "intake", f"{TALK}/withdraw")
    stage.press(visitor, GO_ON)


def unanswered(stage: Stage, visitor: Visitor, lang: str = "en") -> None:
    """Let somebody come back whom nobody has answered."""
    reporter = stage.world.reporter()
    words = reporter.write_report()
    reporter.return_with(words)
    stage.lend(visitor, reporter)
    surface = "intake" if lang == "en" else "arabic intake"
    stage.go(visitor, surface, f"/{lang}/conversation/withdraw")


@scene("take back before an answer, in Arabic", "arabic intake", "withdrawing.withdraw")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    unanswered(stage, visitor, "ar")


@scene("taken back", "intake", "withdrawing.withdraw")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    unanswered(stage, visitor)
    visitor.page.check("input[name=sure][value=yes]")
    stage.press(visitor, GO_ON)


def let_in() -> Saying:
    """Return the question whether somebody who is kept out may be let in."""
    text = (
        "Demo text. One person at Demo Oversight North cannot see your report. May they be let in?"
    )
    return Saying(text, OVERRIDE, {"override": "00000000000000aa"})


@scene("may somebody be let in", "intake", "consenting.let_in")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, let_in())
    stage.go(visitor, "intake", f"{TALK}/let-in")


@scene("may somebody be let in, in Arabic", "arabic intake", "consenting.let_in")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, let_in())
    stage.go(visitor, "arabic intake", "/ar/conversation/let-in")


@scene("no answer whether somebody may be let in", "intake", "consenting.let_in", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor, let_in())
    stage.go(visitor, "intake", f"{TALK}/let-in")
    stage.press(visitor, GO_ON)


@scene("what the reporter wants now", "intake", "changing.wishes")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor)
    stage.go(visitor, "intake", f"{TALK}/wishes")


@scene("how it is after support", "intake", "changing.support", 404)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    waits(stage, visitor)
    stage.go(visitor, "intake", f"{TALK}/support")

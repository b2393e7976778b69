"""The pages of referrals: of readers who ask, and of people who are asked; for `scenes`."""

from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import SignedIn, sign_in
from tests.browser.data import Data
from tests.browser.scenes import scene
from tests.browser.stage import Stage
from tests.browser.texts import ARABIC, LONG
from tests.support.browser import Visitor
from tests.support.cast import make_report
from tests.support.journey import Reviewer
from tests.support.referred import AUDIT, CARD, SUMMARY, Referring, make_referring

INTERPRETER, ADVISER = "south-interpreter-1", "north-safeguarding-1"
QUOTED = f"{ARABIC} {LONG} On 3 May at 14:05, Aisha Rahman said so."


_SESSIONS: dict[tuple[int, str], Reviewer] = {}
_IDENTITIES: dict[int, SignedIn] = {}


def signed_in(stage: Stage, username: str) -> Reviewer:
    """Return somebody's session: the one of before where it goes on.

    Each signing in sets the clock on by a minute, and others are signed out by it in the end.
    """
    key = (id(stage.world), username)
    before = _SESSIONS.get(key)
    if before is None or "/sign-in" in before.get("/").address:
        _SESSIONS[key] = stage.world.reviewer(username)
    return _SESSIONS[key]


def _identity(stage: Stage) -> SignedIn:
    """Return the reader who acts below the pages."""
    world, name = stage.world, "north-reviewer-1"
    if id(world) not in _IDENTITIES:
        account = world.accounts[name]
        world.clock.advance(minutes=1)  # a code counts once
        services = world.services("desk")
        _IDENTITIES[id(world)] = sign_in(
            services.store,
            PassphraseStretcher(services.instance.run, CHEAPEST),
            name,
            account["passphrase"],
            world.codes.next(account["totp_secret"], world.clock()),
            world.clock(),
        )
    return _IDENTITIES[id(world)]


def referring(stage: Stage, *, triaged: bool = True, language: str = "ar") -> Referring:
    """Return a new case that a reviewer has opened."""
    world = stage.world
    report = make_report(language=language, story=ARABIC, about=("line_manager",))
    card = CARD if triaged else None
    return make_referring(world.services("desk"), world.store, _identity(stage), card, report)


def as_reviewer(stage: Stage, _data: Data, visitor: Visitor, made: Referring, rest: str) -> None:
    """Open a page of the case."""
    stage.lend(visitor, signed_in(stage, "north-reviewer-1"))
    stage.go(visitor, "desk", f"/cases/{made.number}{rest}")


def as_asked(stage: Stage, visitor: Visitor, username: str, path: str) -> None:
    """Open a page of who is asked."""
    stage.lend(visitor, signed_in(stage, username))
    stage.go(visitor, "desk", path)


def fill(visitor: Visitor, summary: str = SUMMARY) -> None:
    """Fill in the form of a summary."""
    visitor.page.check("input[name=to] >> nth=0")
    visitor.page.fill("#summary", summary)
    visitor.page.fill("#asked", "Please tell us what will change.")
    visitor.page.check("input[name=days] >> nth=1")


@scene("summary to write", "desk", "case_referral")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/referral")


@scene("summary left empty", "desk", "case_referral", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/referral")
    stage.press(visitor, "main form button")


@scene("summary before triage", "desk", "case_referral", 409)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage, triaged=False), "/referral")


@scene("summary as the owner would see it", "desk", "case_referral")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/referral")
    fill(visitor, QUOTED)
    stage.press(visitor, "main form button")


@scene("summary that waits for the reporter", "desk", "case_referral")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = referring(stage)
    made.put()
    as_reviewer(stage, data, visitor, made, "/referral")


@scene("summary that the reporter changed", "desk", "case_referral")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = referring(stage)
    made.put()
    made.reply("edited", ARABIC + LONG)
    as_reviewer(stage, data, visitor, made, "/referral")


@scene("summary changed while it was looked at", "desk", "send_referral", 409)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = referring(stage)
    made.put()
    made.reply("yes")
    as_reviewer(stage, data, visitor, made, "/referral")
    made.reply("edited", "In other words.")
    stage.press(visitor, "button[value=send]")


@scene("report on which others were asked", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = referring(stage)
    made.translate(ARABIC)
    made.send()
    as_reviewer(stage, data, visitor, made, "")


@scene("what an owner was asked and said", "desk", "case_asked")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = referring(stage)
    number = made.send()
    owner = signed_in(stage, AUDIT)
    form = owner.get(f"/referrals/{number}").form_with("plan")
    owner.submit(form, {"plan": LONG, "questions": ARABIC})
    as_reviewer(stage, data, visitor, made, f"/referrals/{number}")


@scene("empty word to an owner", "desk", "case_asked", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = referring(stage)
    as_reviewer(stage, data, visitor, made, f"/referrals/{made.send()}")
    stage.press(visitor, "button[value=send]")


@scene("something to translate", "desk", "case_translation")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/translation")


@scene("translation for nobody", "desk", "case_translation", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/translation")
    stage.press(visitor, "main form button")


@scene("something to translate from another language", "desk", "case_translation")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage, language="en"), "/translation")


@scene("question of safeguarding", "desk", "case_advice")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/advice")


@scene("question of safeguarding left empty", "desk", "case_advice", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/advice")
    visitor.page.fill("#text", QUOTED)
    stage.press(visitor, "main form button")


@scene("question of safeguarding without a gate", "desk", "case_advice")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = referring(stage, triaged=False)
    as_reviewer(stage, data, visitor, made, "/advice")


@scene("list of what an owner is asked", "desk", "referrals")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    referring(stage).send()
    as_asked(stage, visitor, AUDIT, "/referrals")


@scene("nothing asked of an owner", "desk", "referrals")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    as_asked(stage, visitor, "transport-owner-1", "/referrals")


@scene("what an owner is asked", "desk", "referral")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    as_asked(stage, visitor, AUDIT, f"/referrals/{referring(stage).send()}")


@scene("empty answer of an owner", "desk", "referral", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    as_asked(stage, visitor, AUDIT, f"/referrals/{referring(stage).send()}")
    stage.press(visitor, "main form button")


@scene("answered by an owner", "desk", "referral")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    as_asked(stage, visitor, AUDIT, f"/referrals/{referring(stage).send()}")
    visitor.page.fill("#plan", ARABIC)
    visitor.page.fill("#outcome", LONG)
    stage.press(visitor, "main form button")


@scene("list of translations", "desk", "translations")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    referring(stage).translate()
    as_asked(stage, visitor, INTERPRETER, "/translations")


@scene("translation to write", "desk", "translation")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    as_asked(stage, visitor, INTERPRETER, f"/translations/{referring(stage).translate(ARABIC)}")


@scene("empty translation", "desk", "translation", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    as_asked(stage, visitor, INTERPRETER, f"/translations/{referring(stage).translate(ARABIC)}")
    stage.press(visitor, "main form button")


def advised(stage: Stage) -> str:
    """Ask the adviser; return the number."""
    return referring(stage).advise(ADVISER)


@scene("list of advice", "desk", "advice")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    advised(stage)
    as_asked(stage, visitor, ADVISER, "/advice")


@scene("advice to write", "desk", "advice_one")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    as_asked(stage, visitor, ADVISER, f"/advice/{advised(stage)}")


@scene("empty advice", "desk", "advice_one", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    as_asked(stage, visitor, ADVISER, f"/advice/{advised(stage)}")
    stage.press(visitor, "main form button")

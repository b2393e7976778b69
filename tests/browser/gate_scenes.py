"""The pages of gates, for `scenes`."""

from dataclasses import replace

from reporting.casework import kinds
from reporting.casework.record import Act, record
from tests.browser.data import Data
from tests.browser.referral_scenes import as_reviewer, referring, signed_in
from tests.browser.scenes import scene
from tests.browser.stage import Stage
from tests.browser.texts import ARABIC, LONG
from tests.support.browser import Visitor
from tests.support.referred import Referring

WHY = f"{ARABIC} {LONG}"


def opened(stage: Stage, gate: str) -> Referring:
    """Return a case in which a colleague has opened a gate."""
    made = referring(stage)
    colleague = signed_in(stage, "north-lead-1")
    page = colleague.get(f"/cases/{made.number}/gates/{gate}")
    colleague.submit(page.form_with("reason"), {"reason": WHY, "text": ARABIC})
    return made


def sign(made: Referring) -> None:
    """Give the second signature below the pages."""
    desk = made.desk()
    event = [e for e in desk.case.chain.events if e.kind == kinds.GATE_OPENED][-1]
    act = Act(kinds.GATE_CONFIRMED, {"gate": event.data.get("gate", ""), "opening": event.sequence})
    record(desk.store, desk.case, desk.report_key, replace(desk.author), act)


@scene("gates of a report", "desk", "gates")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, opened(stage, "serious_risk"), "/gates")


@scene("gate to open", "desk", "gate")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/gates/serious_risk")


@scene("gate without a reason", "desk", "gate", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/gates/safeguarding")
    visitor.page.fill("#text", f"At 14:05 {ARABIC}")
    stage.press(visitor, "main form button")


@scene("gate that lacks consent", "desk", "gate", 409)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/gates/police")
    stage.press(visitor, "main form button")


@scene("signed by a colleague meanwhile", "desk", "sign_gate", 409)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = opened(stage, "serious_risk")
    as_reviewer(stage, data, visitor, made, "/gates")
    sign(made)
    stage.press(visitor, "form[action$='/sign-gate'] button")


@scene("asking for safe wording", "desk", "wording")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, referring(stage), "/gates/wording")


@scene("complaint in the own name", "desk", "gate_sheet")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_reviewer(stage, data, visitor, opened(stage, "own_name"), "/gates/own_name/sheet")


@scene("sheet for the police", "desk", "gate_sheet")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    made = opened(stage, "serious_risk")
    sign(made)
    colleague = signed_in(stage, "north-lead-1")
    page = colleague.get(f"/cases/{made.number}/gates/police")
    colleague.submit(page.form_with("reason"), {"reason": WHY, "text": ARABIC})
    sign(made)
    as_reviewer(stage, data, visitor, made, "/gates/police/sheet")

"""The pages of the work on a case, for `scenes`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting import ids
from tests.browser.data import ANSWERS, Data
from tests.browser.desk_scenes import signed_in
from tests.browser.referral_scenes import signed_in as session_of
from tests.browser.scenes import scene
from tests.browser.stage import Stage
from tests.browser.texts import ARABIC, LONG
from tests.desk.casework import CARD, OUTCOME, fill
from tests.support.browser import Visitor
from tests.support.deposits import put_earlier_report
from tests.support.page import offered

REASON = "Demo text. The rota shows who was there."


@dataclass(frozen=True)
class Cases:
    """Cases at each step (ids in hex); `proposed` waits for the visitor's signature.

    To `earlier` a colleague came later; of `asked` the reporter is asked to let somebody in.
    """

    fresh: str
    triaged: str
    decided: str
    proposed: str
    closing: str
    earlier: str
    asked: str


_MADE: dict[int, Cases] = {}


def cases_of(stage: Stage, data: Data) -> Cases:
    """Return the cases of a stage, made when they are first asked for."""
    if id(stage) not in _MADE:
        _MADE[id(stage)] = _make(stage, data)
    return _MADE[id(stage)]


def _make(stage: Stage, data: Data) -> Cases:
    reviewer, lead = data.reviewer, stage.world.reviewer("north-lead-1")

    def fresh() -> str:
        before = set(reviewer.list_cases())
        assert stage.world.reporter().write_report(ANSWERS)
        (case,) = set(reviewer.list_cases()) - before
        reviewer.acknowledge(case, "Demo text. Thank you. I have read all of it.")
        return case

    def act(who: Any, case: str, path: str, values: Mapping[str, Any]) -> str:
        page = fill(who, case, path, values)
        assert 200 == page.status, (path, page.errors)
        return case

    triaged = act(reviewer, fresh(), "triage", CARD)
    act(reviewer, triaged, "move", {"to": "in_action", "reason": REASON})
    act(reviewer, triaged, "notes", {"text": f"{ARABIC}\n{LONG}"})
    act(lead, triaged, "notes", {"text": "Demo text. I know the library."})
    decided = act(reviewer, act(reviewer, fresh(), "triage", CARD), "outcome", OUTCOME)
    act(reviewer, decided, "links", {"reference": triaged[:8]})
    proposed = act(reviewer, fresh(), "triage", {**CARD, "severity": "4"})
    ending = {
        "finding": "unable_to_determine",
        "actions": ("no_further_action",),
        "words": OUTCOME["words"],
        "tried_observe": "Nobody was seen.",
        "tried_brief_team": "The whole team was spoken to.",
    }
    act(lead, proposed, "outcome", ending)
    closing = act(reviewer, act(reviewer, fresh(), "triage", CARD), "outcome", OUTCOME)
    act(reviewer, closing, "close", {})
    earlier = put_earlier_report(stage.world.services("command"), "north-reviewer-3").report
    return Cases(fresh(), triaged, decided, proposed, closing, ids.to_hex(earlier), fresh())


def shows(name: str, endpoint: str, which: str, path: str, status: int = 200) -> None:
    """Add a scene that is the page of one act."""

    @scene(name, "desk", endpoint, status)
    def _(stage: Stage, data: Data, visitor: Visitor) -> None:
        cases = cases_of(stage, data)
        signed_in(stage, data, visitor)
        stage.go(visitor, "desk", f"/cases/{getattr(cases, which)}{path}")


def sends(name: str, endpoint: str, which: str, path: str) -> None:
    """Add a scene in which a form is sent as it is, and refused."""

    @scene(name, "desk", endpoint, 400)
    def _(stage: Stage, data: Data, visitor: Visitor) -> None:
        cases = cases_of(stage, data)
        signed_in(stage, data, visitor)
        stage.go(visitor, "desk", f"/cases/{getattr(cases, which)}{path}")
        stage.press(visitor, "main form button")


shows("question before a report", "opening", "fresh", "/opening")
sends("question before a report left open", "opening", "fresh", "/opening")
shows("giving a report to a colleague", "grant", "earlier", "/grant")
sends("giving a report to nobody", "grant", "earlier", "/grant")
shows("no colleague to give a report to", "grant", "triaged", "/grant")
shows("case that was triaged", "case", "triaged", "")
shows("case with an outcome", "case", "decided", "")
shows("case with a proposal", "case", "proposed", "")
shows("message that begins with a plan", "case", "triaged", "?begin=plan")
shows("triage card", "triage", "fresh", "/triage")
shows("triage card that is changed", "triage", "triaged", "/triage")
sends("triage card left empty", "triage", "fresh", "/triage")
shows("outcome before triage", "outcome", "fresh", "/outcome", 409)
sends("moving on to nowhere", "move", "triaged", "/move")
shows("copy of a report", "export", "decided", "/export")
sends("copy for nobody", "export", "decided", "/export")
sends("empty note", "notes", "triaged", "/notes")
sends("link to nothing", "links", "triaged", "/links")
shows("outcome", "outcome", "triaged", "/outcome")
sends("outcome left as it begins", "outcome", "triaged", "/outcome")
shows("proposal of an outcome to sign", "second", "proposed", "/second")
sends("proposal without an answer", "second", "proposed", "/second")
shows("own proposal to close", "second", "closing", "/second")
shows("watching for worse treatment", "monitor", "decided", "/monitor")
shows("closing", "close", "decided", "/close")
sends("opening again without a reason", "reopen", "decided", "/reopen")
shows("asking whether it was fair", "survey", "decided", "/survey")
shows("asking too early about worse treatment", "check_in", "decided", "/check-in", 409)


@scene("copy on paper", "desk", "paper")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    cases = cases_of(stage, data)
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{cases.triaged}/export")
    page = visitor.page
    page.fill("#to", f"{ARABIC} {LONG}"[:100])
    page.fill("#reason", ARABIC)
    for box in ("checked", "notes", "how"):
        page.check(f"#{box}")
    stage.press(visitor, "main form button")


@scene("link taken away while the disk is full", "desk with a full disk", "unlink", 503)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    cases = cases_of(stage, data)
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk with a full disk", f"/cases/{cases.decided}")
    stage.press(visitor, "form[action$='/links/remove'] button")


@scene("triage card that a colleague filled in first", "desk", "triage", 409)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    cases = cases_of(stage, data)
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{cases.triaged}/triage")
    fill(data.reviewer, cases.triaged, "notes", {"text": "Demo text. One more thing."})
    stage.press(visitor, "main form button")


@scene("note on a report that is gone", "desk", "notes", 404)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    cases = cases_of(stage, data)
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{cases.triaged}/notes")
    visitor.page.fill("#text", ARABIC)
    visitor.page.evaluate("document.querySelector('main form').action = '/cases/ff/notes'")
    stage.press(visitor, "main form button")


def as_lead(stage: Stage, data: Data, visitor: Visitor, path: str, *, asked: bool = True) -> None:
    """Open a page of a case as a lead, who has asked the reporter to let somebody in, or not."""
    cases, lead = cases_of(stage, data), session_of(stage, "north-lead-1")
    case = cases.asked if asked else cases.triaged
    page = lead.get(f"/cases/{case}/override")
    if asked and page.address.endswith("/override"):
        form = page.form_with("words")
        [account, *_] = offered(form, "account")
        lead.submit(form, {"account": account, "reason": REASON, "words": f"{ARABIC}\n{LONG}"})
    stage.lend(visitor, lead)
    stage.go(visitor, "desk", f"/cases/{case}{path}")


@scene("letting somebody in", "desk", "override")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_lead(stage, data, visitor, "/override", asked=False)


@scene("letting somebody in without words", "desk", "override", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_lead(stage, data, visitor, "/override", asked=False)
    stage.press(visitor, "main form button")


@scene("waiting whether somebody is let in", "desk", "answer_override")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_lead(stage, data, visitor, "/override/answer")


@scene("ending it without a reason", "desk", "answer_override", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_lead(stage, data, visitor, "/override/answer")
    visitor.page.check("input[name=answer] >> nth=0")
    stage.press(visitor, "main form button")


@scene("case in which somebody may be let in", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    as_lead(stage, data, visitor, "")

"""What a reviewer does to a case at the desk, page by page."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.desk.conftest import Place
from tests.support.cast import make_report
from tests.support.journey import Reviewer
from tests.support.page import Page

CARD: Mapping[str, str | Sequence[str]] = {
    "danger": "no_danger",
    "sort": "report",
    "severity": "2",
    "sources": "over_50",
    "power": "no",
    "contact": "no",
    "kind": "anti_black",
    "reporter": "public",
    "area": "not_known",
    "options": ("observe", "brief_team"),
    "wishes": ("fix_the_thing",),
    "consents": ("share_summary",),
    "plan": "Nobody in the team may learn who wrote.",
}
WORDS = "We spoke to the whole team, and the notice on the wall has been taken down."
OUTCOME: Mapping[str, str | Sequence[str]] = {
    "finding": "substantiated",
    "actions": ("training",),
    "words": WORDS,
}


def fill(reviewer: Reviewer, case: str, path: str, values: Mapping[str, Any]) -> Page:
    """Open the page of an act, fill its form in and send it."""
    reviewer.get(f"/cases/{case}/{path}")
    return reviewer.submit(reviewer.page.form_with("seen"), values)


def acknowledged(place: Place, reviewer: Reviewer, **answers: Any) -> str:
    """Return a report that was answered for the first time."""
    [case] = place.send(make_report(**answers))
    reviewer.acknowledge(case, "Thank you. We have read it.")
    return case


def triaged(place: Place, reviewer: Reviewer, **card: Any) -> str:
    """Return a report that was answered and triaged."""
    case = acknowledged(place, reviewer)
    page = fill(reviewer, case, "triage", {**CARD, **card})
    assert 200 == page.status, page.errors
    return case


def decided(place: Place, reviewer: Reviewer, **card: Any) -> str:
    """Return a case with an outcome."""
    case = triaged(place, reviewer, **card)
    page = fill(reviewer, case, "outcome", OUTCOME)
    assert 200 == page.status, page.errors
    return case

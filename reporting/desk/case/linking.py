"""Links between cases: only among those that one account may open, and that the same people may.

A link names the other report to everybody who can open this one. So two reports are linked only
where nobody who can open one is kept out of the other: an excluded person learns of nothing.
"""

from flask import Response
from flask_babel import gettext

from reporting import ids
from reporting.case import Case
from reporting.casework.event import CaseEvent
from reporting.casework.links import linked_case, links_of
from reporting.desk.access import find_report_key
from reporting.desk.case.opened import OpenCase, open_case
from reporting.desk.entry import Turn
from reporting.desk.ready import get_ready
from reporting.desk.session import signed_in
from reporting.ids import AccountId, ReportId
from reporting.rerouting import OPENING
from reporting.web.surface import current_services

_HALF = 8  # hex digits of a reference


def find_case(reference: str) -> OpenCase | Response | None:
    """Return the one report of the account with this reference, None, or a page that says wait."""
    wanted = "".join(filter(str.isalnum, reference)).lower()
    if len(wanted) not in (_HALF, 2 * _HALF) or ids.from_hex(wanted.ljust(2 * _HALF, "0")) is None:
        return None
    table = get_ready()
    if isinstance(table, Response):
        return table
    found = [
        number
        for number, turn in zip(table.report, table.turn, strict=True)
        if turn != Turn.DECOY and ids.to_hex(number).startswith(wanted)
    ]
    return open_case(ids.to_hex(found[0])) if len(found) == 1 else None


def link_refusal(opened: OpenCase, other: OpenCase | None) -> str:
    """Return why two cases cannot be linked; an empty text if they can."""
    if other is None or other.case.is_test:
        return str(gettext("You can open no report with this reference"))
    if other.case.number == opened.case.number:
        return str(gettext("This is the reference of the report itself"))
    if other.case.number in links_of(opened.case.chain.events):
        return str(gettext("These two are linked already"))
    if _readers(opened.case) != _readers(other.case):
        return str(
            gettext(
                "These two cannot be linked: somebody who can open one of them must not learn of "
                "the other"
            )
        )
    return ""


def _readers(case: Case) -> frozenset[AccountId]:
    return frozenset(a for a, word in case.triage.access.items() if word in OPENING)


def openable(events: tuple[CaseEvent, ...]) -> frozenset[ReportId]:
    """Return which of the cases that events link the account can open now."""
    session, store = signed_in(), current_services().store
    named = {case for event in events if (case := linked_case(event)) is not None}
    return frozenset(
        case
        for case in named
        if find_report_key(store, session.account.id, session.identity, case) is not None
    )

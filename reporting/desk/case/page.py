"""The page of one case."""

from http import HTTPStatus
from typing import Any

from flask import Response, make_response, render_template, request
from flask_babel import gettext, lazy_gettext

from reporting.case import Case, note_opened
from reporting.casework import kinds
from reporting.casework.openings import has_declared
from reporting.desk.beginning import begin, facts_of
from reporting.desk.beginnings import NAMES, begin_message
from reporting.desk.case.chronicle import mark_of
from reporting.desk.case.forms import MESSAGE, WHAT, AcknowledgeForm, ReplyForm
from reporting.desk.case.opened import OpenCase, open_case, reader
from reporting.desk.case.opening import record_opening
from reporting.desk.case.panels import draw_panels
from reporting.desk.case.sheet import draw
from reporting.desk.referral.waiting import keep_waiting
from reporting.web.surface import current_services

Answering = AcknowledgeForm | ReplyForm
DONE = {
    kinds.TRIAGED: lazy_gettext("The triage card is kept."),
    kinds.MOVED: lazy_gettext("The report has moved on."),
    kinds.NOTED: lazy_gettext("The note is kept."),
    kinds.GRANTED: lazy_gettext(
        "Your colleague can open the report now, and finds it in the list."
    ),
    kinds.OVERRIDE_ASKED: lazy_gettext(
        "The reporter is asked. Nobody is let in before they agree."
    ),
    kinds.OVERRIDDEN: lazy_gettext("The colleague can open the report now. The reporter is told."),
    kinds.OVERRIDE_ENDED: lazy_gettext("It is ended, and nobody is let in."),
    kinds.LINKED: lazy_gettext("The two reports are linked."),
    kinds.UNLINKED: lazy_gettext("The link is taken away."),
    kinds.DECIDED: lazy_gettext("The outcome is kept, and the reporter has your words."),
    kinds.PROPOSED: lazy_gettext("It is proposed. A colleague must read and sign it."),
    kinds.SECONDED: lazy_gettext("You have signed it, and it is done."),
    kinds.DECLINED: lazy_gettext("The proposal is off."),
    kinds.MONITORED: lazy_gettext("The case stays open to watch for worse treatment."),
    kinds.REOPENED: lazy_gettext("The case is open again."),
    kinds.SURVEY_SENT: lazy_gettext("The question waits for the reporter."),
    kinds.CHECK_IN_SENT: lazy_gettext("The question waits for the reporter."),
    kinds.REFERRED: lazy_gettext("The summary was sent."),
    kinds.REFERRAL_WITHDRAWN: lazy_gettext("The summary is withdrawn."),
    kinds.ASKED: lazy_gettext("They have been asked."),
    kinds.GATE_OPENED: lazy_gettext("It is written down why. See below what is still needed."),
    kinds.GATE_CONFIRMED: lazy_gettext("You have signed it."),
}


def show_case(number: str) -> Response:
    """Show one report."""
    opened = keep_waiting(open_case(number))
    note_opened(current_services().store, opened.case)
    notice = DONE.get(request.args.get("done", ""), "")
    if "sent" in request.args:
        notice = gettext("Your message was sent.")
    return case_page(opened, next_form(opened.case), notice=str(notice))


def case_page(
    opened: OpenCase,
    form: Answering,
    status: int = HTTPStatus.OK,
    notice: str = "",
    changed: tuple[str, ...] = (),
) -> Response:
    """Return the page of an opened case, with a form to write to the reporter.

    `changed` tells what others did since the form was read. However the page is come by, an answer
    that is refused included, that it was opened is recorded first.
    """
    record_opening(opened)
    who = reader()
    form.revision.data = str(opened.case.revision)
    form.seen.data = mark_of(opened.case)
    panels = draw_panels(opened, who)
    page = render_template(
        "desk/case/page.html",
        report=draw(opened.case, who, (due for panel in panels for due in panel.due)),
        panels=panels,
        form=form,
        in_force=opened.in_force,
        undeclared=opened.in_force and not has_declared(opened.case.chain.events, who.account),
        notice=notice,
        changed=changed,
        asks_what=opened.case.progress.state in kinds.WORKING,
        beginnings=NAMES if opened.case.acknowledged else {},
    )
    return make_response(page, status)


def next_form(case: Case) -> Answering:
    """Return the form for the next message of a case, begun as the address asks for."""
    if not case.acknowledged:
        return first_form(case)
    begun = request.args.get("begin", "")
    known: dict[str, Any] = {"what": MESSAGE}
    if begun in NAMES:
        services = current_services()
        facts = facts_of(case, services.service, services.now())
        known["message"] = begin_message(begun, facts).text
        if begun in {choice.code for choice in WHAT}:
            known["what"] = begun
    return ReplyForm(data=known)


def first_form(case: Case) -> AcknowledgeForm:
    """Return the form of the first answer, begun."""
    services = current_services()
    facts = facts_of(case, services.service, services.now())
    return AcknowledgeForm(begin(services.service, facts))

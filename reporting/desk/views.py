"""The pages of reports: the list, one report, and the two ways to answer it."""

from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from reporting import case as casework
from reporting import clock, ids
from reporting.case import Author, Case, read_case
from reporting.desk.access import find_report_key
from reporting.desk.beginning import begin, facts_of
from reporting.desk.entry import Turn, place_of
from reporting.desk.forms import AcknowledgeForm, ReplyForm
from reporting.desk.lines import read_lines
from reporting.desk.queue import Page, Wanted, choose, from_mark
from reporting.desk.ready import get_ready
from reporting.desk.sheet import Reader, draw
from reporting.desk.table import Table
from reporting.errors import Changed, RosterRefused
from reporting.ids import ReportId
from reporting.roster import Rosters
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.sessions import SignedInSession, current_session
from reporting.web.surface import current_services

FILTERS = {"all": None, "waiting": Turn.ACKNOWLEDGEMENT, "answered": Turn.REVIEWER}
Answering = AcknowledgeForm | ReplyForm


@dataclass(frozen=True)
class OpenCase:
    """A report as one request opened it: its key, and whether rosters are in force."""

    case: Case
    report_key: bytes = field(repr=False)
    in_force: bool


def _session() -> SignedInSession:
    session = current_session()
    if session is None:
        abort(HTTPStatus.NOT_FOUND)  # roles.py lets nobody in without one
    return session


def show_cases() -> Any:
    """Show one page of the list, or how far it is prepared."""
    table, services = get_ready(), current_services()
    if not isinstance(table, Table):
        return table
    organisations = services.service.organisations
    chosen, place = request.args.get("state", ""), request.args.get("organisation", "")
    if chosen not in FILTERS:
        chosen = "all"
    if place not in organisations:
        place = ""
    now = services.now()
    page = choose(
        table,
        Wanted(
            FILTERS[chosen],
            place_of(place) if place else None,
            from_mark(request.args.get("after", "")),
        ),
        clock.hour_of(now),
    )
    return render_template(
        "desk/cases.html",
        page=page,
        lines=read_lines(services.store, services.service, page.entries, now),
        chosen=chosen,
        place=place,
        organisations=organisations.values(),
        next_page=_address(chosen, place, page),
        first_page=_address(chosen, place) if page.first > 1 else "",
    )


def _address(chosen: str, place: str, page: Page | None = None) -> str:
    """Return the address of a page of the list; an empty text if there is no such page."""
    if page is not None and page.mark is None:
        return ""
    values = {"state": chosen, "organisation": place, "after": page.mark if page else None}
    return url_for("cases") + "?" + urlencode({k: v for k, v in values.items() if v})


def _open_case(number: str) -> OpenCase:
    """Return an opened report, or answer 404.

    Malformed, unknown and excluded ids take the same way to the same answer.
    """
    services, session = current_services(), _session()
    known = ids.from_hex(number)
    report = ReportId(ids.new_id() if known is None else known)
    report_key = find_report_key(services.store, session.account.id, session.identity, report)
    if report_key is None:
        abort(HTTPStatus.NOT_FOUND)
    try:
        rosters, in_force = services.rosters.current(), True
    except RosterRefused:
        # Reading goes on without: what reporters wrote must not wait for a signature.
        rosters, in_force = Rosters({}), False
    case = read_case(services.store, report, report_key, rosters)
    if case is None:
        abort(HTTPStatus.NOT_FOUND)
    return OpenCase(case, report_key, in_force)


def _case_page(
    opened: OpenCase, form: Answering, status: int = HTTPStatus.OK, notice: str = ""
) -> Response:
    services, session = current_services(), _session()
    form.revision.data = str(opened.case.revision)
    page = render_template(
        "desk/case.html",
        report=draw(opened.case, Reader(session.account.id, services.service, services.now())),
        form=form,
        in_force=opened.in_force,
        notice=notice,
    )
    return make_response(page, status)


def show_case(number: str) -> Response:
    """Show one report."""
    opened = _open_case(number)
    casework.note_opened(current_services().store, opened.case)
    notice = gettext("Your message was sent.") if "sent" in request.args else ""
    return _case_page(opened, _next_form(opened.case), notice=notice)


def _next_form(case: Case) -> Answering:
    return ReplyForm() if case.acknowledged else _first_form(case)


def _first_form(case: Case) -> AcknowledgeForm:
    services = current_services()
    facts = facts_of(case, services.service, services.now())
    return AcknowledgeForm(begin(services.service, facts))


@answers_kept
def acknowledge(number: str) -> Any:
    """Answer a report for the first time."""
    opened = _open_case(number)
    return _answer(number, opened, _first_form(opened.case))


@answers_kept
def reply(number: str) -> Any:
    """Answer a report again."""
    return _answer(number, _open_case(number), ReplyForm())


def _answer(number: str, opened: OpenCase, form: Answering) -> Any:
    if not validate(form):
        return _case_page(opened, form, HTTPStatus.BAD_REQUEST)
    services, session = current_services(), _session()
    service = services.service
    author = Author(
        session.account.id,
        session.identity,
        services.now(),
        service.timezone,
        service.promise_of(opened.case.report.organisation),
    )
    act = casework.acknowledge if isinstance(form, AcknowledgeForm) else casework.reply
    try:
        # What counts is the state that was read, not the one found just now.
        case = _as_read(opened.case, form)
        act(services.store, case, opened.report_key, author, form.message.data)
    except Changed as error:
        return _changed(_open_case(number), error)
    return redirect(url_for("case", number=number, sent="yes"), HTTPStatus.SEE_OTHER)


def _changed(opened: OpenCase, error: Changed) -> Response:
    """Show the report as it is now, with the text kept and the sentence that says why."""
    form = _next_form(opened.case)
    form.form_errors = [gettext(error.sentence)]
    return _case_page(opened, form, HTTPStatus.CONFLICT)


def _as_read(case: Case, form: Answering) -> Case:
    written = form.revision.data
    revision = int(written) if written.isascii() and written.isdecimal() else -1
    return replace(case, revision=revision)


def install_cases(app: Flask) -> None:
    """Add the pages of reports to `app`."""
    app.add_url_rule("/cases", "cases", show_cases, methods=["GET"])
    app.add_url_rule("/cases/<number>", "case", show_case, methods=["GET"])
    app.add_url_rule("/cases/<number>/acknowledge", "acknowledge", acknowledge, methods=["POST"])
    app.add_url_rule("/cases/<number>/messages", "reply", reply, methods=["POST"])

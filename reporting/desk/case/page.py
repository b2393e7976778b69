"""The page of one case."""

from http import HTTPStatus

from flask import Response, make_response, render_template, request
from flask_babel import gettext

from reporting.case import Case, note_opened
from reporting.desk.beginning import begin, facts_of
from reporting.desk.case.opened import OpenCase, open_case, reader
from reporting.desk.case.panels import draw_panels
from reporting.desk.case.sheet import draw
from reporting.desk.forms import AcknowledgeForm, ReplyForm
from reporting.web.surface import current_services

Answering = AcknowledgeForm | ReplyForm


def show_case(number: str) -> Response:
    """Show one report."""
    opened = open_case(number)
    note_opened(current_services().store, opened.case)
    notice = gettext("Your message was sent.") if "sent" in request.args else ""
    return case_page(opened, next_form(opened.case), notice=notice)


def case_page(
    opened: OpenCase, form: Answering, status: int = HTTPStatus.OK, notice: str = ""
) -> Response:
    """Return the page of an opened case, with a form to write to the reporter."""
    who = reader()
    form.revision.data = str(opened.case.revision)
    page = render_template(
        "desk/case/page.html",
        report=draw(opened.case, who),
        panels=draw_panels(opened, who),
        form=form,
        in_force=opened.in_force,
        notice=notice,
    )
    return make_response(page, status)


def next_form(case: Case) -> Answering:
    """Return the form for the next message of a case."""
    return ReplyForm() if case.acknowledged else first_form(case)


def first_form(case: Case) -> AcknowledgeForm:
    """Return the form of the first answer, begun."""
    services = current_services()
    facts = facts_of(case, services.service, services.now())
    return AcknowledgeForm(begin(services.service, facts))

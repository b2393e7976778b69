"""The two ways to write to a reporter: the acknowledgement, and every message after it."""

from http import HTTPStatus
from typing import Any

from flask import Response, redirect, url_for
from flask_babel import gettext

from reporting import case as casework
from reporting.desk.case.opened import OpenCase, author_of, open_case
from reporting.desk.case.page import Answering, case_page, first_form, next_form
from reporting.desk.forms import AcknowledgeForm, ReplyForm
from reporting.errors import Changed
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.surface import current_services


@answers_kept
def acknowledge(number: str) -> Any:
    """Answer a report for the first time."""
    opened = open_case(number)
    return _answer(number, opened, first_form(opened.case))


@answers_kept
def reply(number: str) -> Any:
    """Answer a report again."""
    return _answer(number, open_case(number), ReplyForm())


def _answer(number: str, opened: OpenCase, form: Answering) -> Any:
    if not validate(form):
        return case_page(opened, form, HTTPStatus.BAD_REQUEST)
    act = casework.acknowledge if isinstance(form, AcknowledgeForm) else casework.reply
    author, store = author_of(opened), current_services().store
    try:
        case = opened.as_read(form.revision.data)
        act(store, case, opened.report_key, author, form.message.data)
    except Changed as error:
        return _changed(open_case(number), error)
    return redirect(url_for("case", number=number, sent="yes"), HTTPStatus.SEE_OTHER)


def _changed(opened: OpenCase, error: Changed) -> Response:
    """Show the report as it is now, with the text kept and the sentence that says why."""
    form = next_form(opened.case)
    form.form_errors = [gettext(error.sentence)]
    return case_page(opened, form, HTTPStatus.CONFLICT)

"""The two ways to write to a reporter: the acknowledgement, and every message after it."""

from http import HTTPStatus
from typing import Any

from flask import Response, redirect, url_for
from flask_babel import gettext

from reporting import case as casework
from reporting.case import Case
from reporting.casework import kinds
from reporting.casework.record import Act, record
from reporting.conversation import Saying
from reporting.desk.case.acting import check_in_force
from reporting.desk.case.chronicle import lines_since
from reporting.desk.case.forms import PLAN, REASONS, AcknowledgeForm, ReplyForm
from reporting.desk.case.opened import OpenCase, author_of, open_case, reader
from reporting.desk.case.page import Answering, case_page, first_form, next_form
from reporting.errors import Changed, NotAllowed
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
    try:
        _send(opened, opened.as_read(form.revision.data), form)
    except (Changed, NotAllowed) as error:
        return _changed(open_case(number), form, error)
    return redirect(url_for("case", number=number, sent="yes"), HTTPStatus.SEE_OTHER)


def _send(opened: OpenCase, case: Case, form: Answering) -> None:
    """Send what was written: as the first answer, as a message, or as what the work waits for."""
    author, store = author_of(opened), current_services().store
    text = form.message.data
    if isinstance(form, AcknowledgeForm):
        casework.acknowledge(store, case, opened.report_key, author, text)
    elif form.what.data in _KINDS and case.acknowledged and not case.is_test:
        kind = _KINDS[form.what.data]
        check_in_force(opened)
        data = {"text": text} if kind == kinds.REASONED else {}
        record(store, case, opened.report_key, author, Act(kind, data, saying=Saying(text)))
    else:
        casework.reply(store, case, opened.report_key, author, text)


_KINDS = {PLAN: kinds.PLANNED, REASONS: kinds.REASONED}


def _changed(opened: OpenCase, sent: Answering, error: Changed | NotAllowed) -> Response:
    """Show the report as it is now, with the text kept and the sentence that says why."""
    changed = lines_since(opened.case, sent.seen.data, reader())
    form = next_form(opened.case)
    form.form_errors = [gettext(error.sentence)]
    return case_page(opened, form, HTTPStatus.CONFLICT, changed=changed)

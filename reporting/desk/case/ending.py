"""After an outcome: to watch for worse treatment, to close the case, and to open it again."""

from http import HTTPStatus
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext, ngettext

from reporting import limits
from reporting.casework import kinds
from reporting.casework.record import Act
from reporting.desk.case.acting import ActForm, ActPage, draw_act, open_to_act, perform, show_act
from reporting.desk.case.opened import author_of
from reporting.web.csrf import answers_kept
from reporting.web.fields import TextArea, validate


class ReopenForm(ActForm):
    """Why a case is opened again."""

    reason = TextArea(
        lazy_gettext("Why?"),
        description=lazy_gettext("For colleagues."),
        characters=limits.REASON_CHARACTERS,
        most_bytes=limits.REASON_BYTES,
        required=lazy_gettext("Write why, in a sentence"),
    )


@answers_kept
def monitor(number: str) -> Any:
    """Go on to watch whether anybody treats the reporter worse."""
    page = ActPage(
        gettext("Watch for worse treatment"),
        gettext("Watch for it"),
        (
            gettext(
                "The case stays open until the reporter has been asked after three and after six "
                "months whether anybody has treated them worse."
            ),
        ),
    )
    return _simple(number, kinds.MONITORED, page)


@answers_kept
def close(number: str) -> Any:
    """Propose to close a case; a second reader signs."""
    months = author_of(open_to_act(number)).promise.retention_months
    page = ActPage(
        gettext("Close this case"),
        gettext("Propose to close it"),
        (
            gettext("A colleague must read and sign it before it is closed."),
            ngettext(
                "The report is removed %(num)d month after that. Until then the reporter can come "
                "back and ask to look at it again.",
                "The report is removed %(num)d months after that. Until then the reporter can come "
                "back and ask to look at it again.",
                months,
            ),
            gettext(
                "If the questions about worse treatment are still to come, watch for it instead: "
                "nobody is reminded of them once the case is closed."
            ),
        ),
    )
    return _simple(number, kinds.CLOSED, page)


@answers_kept
def reopen(number: str) -> Any:
    """Open a case again."""
    opened, form = open_to_act(number), ReopenForm()
    page = ActPage(
        gettext("Open this case again"),
        gettext("Open it again"),
        (gettext("An outcome is then due again, and the report is kept until it is closed."),),
    )
    if request.method == "GET":
        return show_act(opened, kinds.REOPENED, form, page)
    if not validate(form):
        return draw_act(opened, form, page, HTTPStatus.BAD_REQUEST)
    return perform(opened, form, Act(kinds.REOPENED, {"reason": form.reason.data}), page)


def _simple(number: str, kind: str, page: ActPage) -> Any:
    """Show a page with nothing but a button, or do what it says."""
    opened, form = open_to_act(number), ActForm()
    if request.method == "GET":
        return show_act(opened, kind, form, page)
    if not validate(form):
        return draw_act(opened, form, page, HTTPStatus.BAD_REQUEST)
    return perform(opened, form, Act(kind), page)

"""The feedback box of the boards: anybody writes, only their members read, nobody can reply."""

from http import HTTPStatus
from typing import Any, NamedTuple

from babel.dates import format_date
from flask import Flask, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext

from reporting import clock, limits
from reporting.errors import CannotOpen, TooMany
from reporting.feedback import Letter, Told, open_feedback, seal_feedback
from reporting.ids import AccountId
from reporting.services import Services
from reporting.statistics.forms import FeedbackForm
from reporting.statistics.public import add_page
from reporting.statistics.roles import BOARD
from reporting.store import Connection
from reporting.store.accounts import list_role
from reporting.store.feedback import (
    FeedbackRow,
    count_feedback,
    insert_feedback,
    list_feedback,
)
from reporting.store.rosters import hold_rosters
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.limiter import TokenBucket
from reporting.web.sessions import current_session
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named
from reporting.web.visit import begin_visit

EXTENSION = "reporting_feedback"


class Shown(NamedTuple):
    """One text as a member of a board reads it."""

    day: str
    text: str


def _members(connection: Connection) -> list[tuple[AccountId, bytes]]:
    """Return who can read what is written now."""
    rows = list_role(connection, BOARD)
    return [(row.id, row.wrap_public) for row in rows if not row.disabled]


@answers_kept
def feedback(lang: str = "") -> Any:  # noqa: ARG001 - read by web.language
    """Show the box, and take what is put into it."""
    services = current_services()
    with services.store.read() as connection:
        is_open = bool(_members(connection))
    form = FeedbackForm()
    if not is_open:
        closed = HTTPStatus.SERVICE_UNAVAILABLE if request.method == "POST" else HTTPStatus.OK
        return _page(form, closed, is_open=False)
    if request.method == "GET":
        if "sent" not in request.args:
            begin_visit()  # the form's token is bound to its cookie
        return _page(form, sent="sent" in request.args)
    if not validate(form):
        begin_visit()
        return _page(form, HTTPStatus.BAD_REQUEST)
    try:
        is_open = _keep(services, form.text.data)
    except TooMany as error:
        form.form_errors = [gettext(error.sentence)]
        response = _page(form, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = "60"
        return response
    if not is_open:
        return _page(form, HTTPStatus.SERVICE_UNAVAILABLE, is_open=False)
    return redirect(url_for("feedback", sent="yes"), HTTPStatus.SEE_OTHER)


def _page(
    form: FeedbackForm,
    status: int = HTTPStatus.OK,
    *,
    is_open: bool = True,
    sent: bool = False,
) -> Any:
    page = render_template(
        "statistics/feedback.html", here="feedback", form=form, is_open=is_open, sent=sent
    )
    return make_response(page, status)


def _keep(services: Services, text: str) -> bool:
    """Seal a text to every member and store it, or raise TooMany; False if nobody is left."""
    bucket: TokenBucket = current_app.extensions[EXTENSION]
    if not bucket.take():
        raise TooMany
    day = clock.day_of(services.now())
    purge = day + limits.FEEDBACK_DAYS
    with services.store.write() as connection:
        # To whoever is a member now, and until it is stored: somebody may have got another account
        # since the page came, or be getting one at this moment, with the letters they have.
        hold_rosters(connection, {})
        letters = seal_feedback(Told(day, text), _members(connection))
        rows = [FeedbackRow(each.id, each.account, purge, each.box) for each in letters]
        if count_feedback(connection, purge) + len(rows) > limits.FEEDBACK_A_DAY:
            raise TooMany
        insert_feedback(connection, rows)
    return bool(rows)


def read_feedback() -> str:
    """Show a member of a board what was written to them, the newest day first."""
    services, session = current_services(), current_session()
    assert session is not None  # noqa: S101 - roles.py lets nobody in without one
    with services.store.read() as connection:
        rows = list_feedback(connection, session.account.id, limits.FEEDBACK_SHOWN)
    shown, damaged = [], 0
    for row in rows:
        try:
            told = open_feedback(
                session.identity.unwrapper, Letter(row.id, row.account_id, row.bytes)
            )
        except CannotOpen:
            damaged += 1
            continue
        day = clock.date_of_day(clock.plausible_day(told.day))
        shown.append(
            Shown(format_date(day, "long", locale=get_locale()), with_hidden_named(told.text))
        )
    return render_template(
        "statistics/read_feedback.html",
        here="read_feedback",
        shown=shown,
        damaged=damaged,
        full=len(rows) == limits.FEEDBACK_SHOWN,
    )


def install_feedback(app: Flask, bucket: TokenBucket) -> None:
    """Add these pages to `app`; `bucket` slows a flood of letters."""
    app.extensions[EXTENSION] = bucket
    add_page(app, "/feedback", "feedback", feedback, "GET", "POST")
    app.add_url_rule("/feedback/read", "read_feedback", read_feedback, methods=["GET"])

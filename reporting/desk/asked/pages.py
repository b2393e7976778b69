"""Two pages for everybody who is asked for something: what there is, and one thing of it."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import ids
from reporting.desk.asked.forms import AskedForm, form_for
from reporting.desk.asked.sheet import draw_asked, draw_line
from reporting.desk.asked.sorts import Sort
from reporting.desk.session import signed_in
from reporting.desk.wording import TOO_LONG
from reporting.errors import Changed, RosterRefused, TooLong
from reporting.ids import ReferralId
from reporting.referring.answering import answer
from reporting.referring.reading import Exchange, find_asked, open_asked
from reporting.roster import Rosters
from reporting.web.csrf import answers_kept
from reporting.web.errors import error_page
from reporting.web.fields import validate
from reporting.web.surface import current_services

NOT_IN_FORCE = lazy_gettext(
    "The signed list of the oversight body is not in force, so nothing that is asked of you can be "
    "checked. Nothing is lost. Please try again later."
)


def _rosters() -> Rosters:
    try:
        return current_services().rosters.current()
    except RosterRefused:
        abort(error_page(HTTPStatus.SERVICE_UNAVAILABLE, str(NOT_IN_FORCE)))


def show_all(sort: Sort) -> Any:
    """Show what is asked of whoever has signed in."""
    services, session = current_services(), signed_in()
    found = find_asked(services.store, session.account.id, session.identity, _rosters(), sort.kind)
    now = services.now()
    lines = [draw_line(each, each.request, services.service, now) for each in found if each.request]
    return render_template("desk/asked/list.html", sort=sort, lines=lines)


@answers_kept
def show_one(sort: Sort, number: str) -> Any:
    """Show one thing that is asked, or take an answer to it."""
    exchange = _open(sort, number)
    form = form_for(sort.kind)
    if request.method != "POST":
        notice = str(sort.sent) if "sent" in request.args else ""
        return _page(sort, exchange, form, notice=notice)
    if not validate(form):
        return _page(sort, exchange, form, HTTPStatus.BAD_REQUEST)
    try:
        _send(exchange, form)
    except TooLong:
        form.form_errors = [str(TOO_LONG)]
        return _page(sort, exchange, form, HTTPStatus.BAD_REQUEST)
    except Changed as error:
        form.form_errors = [gettext(error.sentence)]
        return _page(sort, _open(sort, number), form, HTTPStatus.CONFLICT)
    return redirect(url_for(sort.one, number=number, sent="yes"), HTTPStatus.SEE_OTHER)


def _send(exchange: Exchange, form: AskedForm) -> None:
    """Send an answer to what was read; raise Changed if something was written since."""
    if form.seen.data != _seen(exchange):
        raise Changed
    services, session = current_services(), signed_in()
    text, parts = form.answer()
    answer(
        services.store,
        exchange,
        session.account.id,
        session.identity,
        services.now(),
        text,
        parts,
    )


def _open(sort: Sort, number: str) -> Exchange:
    """Return what is asked, or answer 404: malformed, unknown and somebody else's alike."""
    services, session = current_services(), signed_in()
    known = ids.from_hex(number)
    found = open_asked(
        services.store,
        session.account.id,
        session.identity,
        _rosters(),
        ReferralId(ids.new_id() if known is None else known),
    )
    if found is None or found.request is None or found.request.kind != sort.kind:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _seen(exchange: Exchange) -> str:
    return str(len(exchange.words))


def _page(
    sort: Sort,
    exchange: Exchange,
    form: AskedForm,
    status: int = HTTPStatus.OK,
    notice: str = "",
) -> Response:
    if exchange.request is None:
        abort(HTTPStatus.NOT_FOUND)
    services = current_services()
    form.seen.data = _seen(exchange)
    page = render_template(
        "desk/asked/one.html",
        sort=sort,
        sheet_of=draw_asked(exchange, exchange.request, sort, services.service, services.now()),
        form=form,
        notice=notice,
    )
    return make_response(page, status)

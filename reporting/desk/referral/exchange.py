"""One thing that was asked, as readers of the case see it: what was said, and a word back."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from reporting import ids
from reporting.desk.asked.sheet import AskedSheet, draw_asked
from reporting.desk.asked.sorts import SORTS, Sort
from reporting.desk.referral.forms import SpeakForm
from reporting.desk.referral.found import Found, find_to_act
from reporting.errors import Changed, NotAllowed, TooLong
from reporting.ids import ReferralId
from reporting.referring.acting import sent_by, speak, withdraw
from reporting.referring.reading import Exchange
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.surface import current_services


@dataclass(frozen=True)
class ExchangePage:
    """What the page shows besides its form."""

    number: str
    sheet: AskedSheet
    sort: Sort


@answers_kept
def show_exchange(number: str, referral: str) -> Any:
    """Show it, write to who was asked, or take it back."""
    found = find_to_act(number)
    exchange = _find(found, referral)
    form = SpeakForm()
    if request.method != "POST":
        return _page(found, exchange, form)
    withdrawing = request.form.get("press") == "withdraw"
    if not withdrawing and not validate(form):
        return _page(found, exchange, form, HTTPStatus.BAD_REQUEST)
    try:
        _do(found, exchange, form, withdrawing=withdrawing)
    except (Changed, NotAllowed, TooLong) as error:
        form.form_errors = [gettext(error.sentence)]
        found = find_to_act(number)
        return _page(found, _find(found, referral), form, HTTPStatus.CONFLICT)
    address = url_for("case_asked", number=number, referral=referral)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _do(found: Found, exchange: Exchange, form: SpeakForm, *, withdrawing: bool) -> None:
    if form.seen.data != str(len(exchange.words)):
        raise Changed
    if withdrawing:
        case = found.opened.as_read(form.revision.data)
        withdraw(replace(found.desk, case=case), exchange)
    else:
        speak(found.desk, exchange, form.message.data)


def _find(found: Found, referral: str) -> Exchange:
    known = ids.from_hex(referral)
    sent = None if known is None else sent_by(found.referrals, ReferralId(known))
    exchange = None if sent is None else found.exchange(sent)
    if exchange is None or exchange.request is None:
        abort(HTTPStatus.NOT_FOUND)
    return exchange


def _page(found: Found, exchange: Exchange, form: SpeakForm, status: int = HTTPStatus.OK) -> Any:
    services, asked = current_services(), exchange.request
    if asked is None:
        abort(HTTPStatus.NOT_FOUND)
    form.seen.data = str(len(exchange.words))
    form.revision.data = str(found.desk.case.revision)
    sort = SORTS[asked.kind]
    sheet = draw_asked(exchange, asked, sort, services.service, services.now(), for_reader=True)
    page = ExchangePage(found.opened.number, sheet, sort)
    drawn = render_template("desk/referral/exchange.html", page=page, form=form)
    return make_response(drawn, status)

"""Coming back with the words: checked here first, looked up only if they can be right."""

from dataclasses import replace
from http import HTTPStatus

from babel.lists import format_list
from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext, lazy_gettext

from reporting import clock
from reporting.errors import (
    NoSuchReport,
    ReceiptMistyped,
    ReportingError,
    StoreUnavailable,
    TooMany,
)
from reporting.intake.draft import Answers, load_draft
from reporting.intake.floods import EXTENSION, Floods
from reporting.intake.forms import ReturnForm
from reporting.receipt import Receipt, read_receipt
from reporting.services import Services
from reporting.store.reports import find_by_locator
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status
from reporting.web.fields import refuse, validate
from reporting.web.surface import current_services
from reporting.web.visit import Visit, begin_visit, keep_visit

blueprint = Blueprint("returning", __name__)
NOT_NOW = lazy_gettext("We cannot look at the moment. Please try again in a few minutes.")


@blueprint.route("/<lang>/return", methods=["GET", "POST"])
@answers_kept
def come_back(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Ask for the words; where they are right, keep them in the cookie for half an hour."""
    visit, form, services = begin_visit(), ReturnForm(), current_services()
    if request.method == "GET":
        return _page(form)
    if not validate(form):
        return _page(form, HTTPStatus.BAD_REQUEST)
    try:
        receipt = _read(form.receipt.data)
        if not _is_stored(services, receipt):
            return _open_saved(services, receipt)
    except ReportingError as error:
        refuse(form.receipt, _sentence_of(error))
        return _page(form, noted_status(error))
    minute = clock.minute_of(services.now())
    keep_visit(replace(visit, receipt=receipt, receipt_read=minute))
    return redirect(url_for("talking.conversation"), HTTPStatus.SEE_OTHER)


def _page(form: ReturnForm, status: int = HTTPStatus.OK) -> tuple[str, int]:
    page = render_template("intake/return.html", form=form, back_url=url_for("pages.start"))
    return page, status


def _read(text: str) -> Receipt:
    """Return the receipt in `text`, or raise what is wrong with it; nothing is looked up."""
    receipt = read_receipt(text)
    floods: Floods = current_app.extensions[EXTENSION]
    if not floods.take_search():
        raise TooMany
    return receipt


def _is_stored(services: Services, receipt: Receipt) -> bool:
    with services.store.read() as connection:
        return find_by_locator(connection, receipt.keys().locator) is not None


def _open_saved(services: Services, receipt: Receipt) -> ResponseReturnValue:
    """Go on with answers that were saved under these words; raise NoSuchReport where none are."""
    draft = load_draft(services.store, receipt.draft_secret(), services.now())
    if not isinstance(draft.content, Answers):
        raise NoSuchReport
    keep_visit(Visit(receipt.draft_secret(), clock.minute_of(services.now())))
    return redirect(url_for("guiding.on"), HTTPStatus.SEE_OTHER)


def _sentence_of(error: ReportingError) -> str:
    """Return what to say beside the field; for each wrong word, the words it may be."""
    if isinstance(error, StoreUnavailable):
        return str(NOT_NOW)
    if not isinstance(error, ReceiptMistyped):
        return str(gettext(error.sentence))
    said = [gettext(each, count=error.count) for each in error.said]
    for word, near in error.nearest.items():
        if near:
            offered = format_list(near, style="or", locale=get_locale())
            said.append(gettext("“%(word)s” may be %(offered)s.", word=word, offered=offered))
        else:
            said.append(gettext("“%(word)s” is like no word of our list.", word=word))
    return " ".join(said)

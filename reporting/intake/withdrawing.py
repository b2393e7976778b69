"""Taking a report back: erased before anybody has answered, a wish that work stops after it."""

from http import HTTPStatus

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reporting.asked import YES
from reporting.conversation import Saying
from reporting.errors import Changed
from reporting.intake.answering import back, keep
from reporting.intake.draft import forget_draft
from reporting.intake.found import Found, Word, find_report, say_word
from reporting.intake.questions import WithdrawForm
from reporting.intake.supporting import everybody
from reporting.intake.talking import needs_words
from reporting.intake.waiting import forget_files, shelf_of_words
from reporting.message import WITHDRAWAL
from reporting.receipt import ReceiptKeys
from reporting.services import Services
from reporting.store.reports import erase_report
from reporting.web.fields import validate
from reporting.web.headers import forget_me
from reporting.web.visit import current_visit, end_visit

blueprint = Blueprint("withdrawing", __name__)


@blueprint.route("/<lang>/conversation/withdraw", methods=["GET", "POST"])
@needs_words
def withdraw(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Say what taking it back does and what remains; a POST does it."""
    found = find_report(services, keys)
    erases = found.told.status.acknowledged is None
    form, status = WithdrawForm(erases=erases), HTTPStatus.OK
    if request.method == "POST":
        failed: int | None = HTTPStatus.BAD_REQUEST
        if validate(form):
            if form.sure.data != YES:
                return back()
            seen = request.form.get("erases") == "yes"
            failed = keep(form, lambda: _take_back(services, keys, form, seen=seen))
        if failed is None:
            return _gone(services, keys) if erases else back()
        status = HTTPStatus(failed)
        if (find_report(services, keys).told.status.acknowledged is None) != erases:
            # Somebody answered meanwhile: the page says what is true now.
            refused, erases = form.form_errors, False
            form = WithdrawForm(erases=erases)
            form.form_errors = refused
    page = render_template(
        "intake/withdraw.html",
        form=form,
        erases=erases,
        back_url=url_for("talking.conversation"),
    )
    return page, status


def _take_back(services: Services, keys: ReceiptKeys, form: WithdrawForm, *, seen: bool) -> None:
    """Erase the report or ask that work stops, whichever the page said; else raise Changed."""
    found = find_report(services, keys)
    erases = found.told.status.acknowledged is None
    if seen != erases:
        raise Changed(gettext("A person has answered meanwhile. Please look again what is left."))
    if erases:
        # Only as it was found: whoever answers in this moment has been heard.
        with services.store.write() as connection:
            erase_report(connection, found.row.report, found.row.revision)
        return
    text = form.reason.data or gettext("Please stop the work on my report.")

    def word_for(found: Found) -> Word | None:
        return None if found.asked.withdrawn else Word(Saying(text, WITHDRAWAL))

    say_word(services, keys, word_for)


def _gone(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    visit = current_visit()
    if visit is not None:
        forget_files(services.store, shelf_of_words(visit.secret, keys))
        forget_draft(services.store, visit.secret)
    end_visit()
    answer = make_response(render_template("intake/erased.html", entries=everybody()))
    return forget_me(answer, services.insecure_http)

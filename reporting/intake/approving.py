"""What the reporter has a say in: a summary before it goes, safe wording, and another look."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting import clock
from reporting.asked import EDITED, YES, Summary
from reporting.conversation import Saying
from reporting.deadline import next_word_due
from reporting.errors import CannotOpen, Changed, RosterRefused, StoreUnavailable
from reporting.identifying import find_marks
from reporting.intake.found import Found, Word, find_report, say_word
from reporting.intake.lines import until_in_words
from reporting.intake.marked import cut_at_marks
from reporting.intake.pages import say
from reporting.intake.questions import AgainForm, SummaryForm, WordingForm
from reporting.intake.talking import needs_words
from reporting.message import REOPEN, SUMMARY_ANSWER, WORDING_ANSWER
from reporting.posts import post_words
from reporting.promise import FOUNDING
from reporting.receipt import ReceiptKeys
from reporting.retention import open_until
from reporting.services import Services
from reporting.store import Connection
from reporting.store.reports import reopen_report
from reporting.web.errors import noted_status
from reporting.web.fields import Form, validate
from reporting.web.surface import current_services

blueprint = Blueprint("approving", __name__)
NOT_STORED = lazy_gettext(
    "We could not store your answer. Nothing was kept. Please try again in a few minutes."
)
ANSWERED = lazy_gettext(
    "You have given another answer to this already, and it may have been acted on. If you have "
    "changed your mind, write it as a message."
)


def back() -> ResponseReturnValue:
    """Go back to the conversation, which shows what was said."""
    return redirect(url_for("talking.conversation"), HTTPStatus.SEE_OTHER)


def nothing_waits(written: str = "") -> ResponseReturnValue:
    """Say that there is nothing here to answer, or not any more; what was written is shown."""
    said = [
        gettext(
            "It may have been answered or taken back, or its time is over. You can always write to "
            "us."
        )
    ]
    if written:
        said += [gettext("You wrote, and it is kept nowhere:"), written]
    return say(
        HTTPStatus.NOT_FOUND,
        gettext("Nothing waits for you here"),
        said,
        (url_for("talking.conversation"), gettext("Back to your messages")),
    )


def keep(form: Form, speak: Callable[[], None]) -> int | None:
    """Say something; return None, or the status where it was not kept and `form` says why."""
    try:
        speak()
    except (StoreUnavailable, RosterRefused) as error:
        form.form_errors = [str(NOT_STORED)]
        return noted_status(error)
    except Changed as error:
        form.form_errors = [gettext(error.sentence)]
        return HTTPStatus.CONFLICT
    except CannotOpen as error:
        form.form_errors = [gettext(error.sentence)]
        return noted_status(error)
    return None


@blueprint.route("/<lang>/conversation/summary", methods=["GET", "POST"])
@needs_words
def summary(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Show exactly what would go to the organisation; a POST says yes, no or other words."""
    asked = find_report(services, keys).asked.summary
    if asked is None:
        return nothing_waits(request.form.get("words", ""))
    if request.method == "GET" and not asked.question.is_open:
        return nothing_waits()
    form = SummaryForm(asked.text)
    if request.method == "GET":
        if asked.is_over(clock.hour_of(services.now())):
            return nothing_waits()
        return _summary_page(services, asked, form)
    if not validate(form):
        return _summary_page(services, asked, form, HTTPStatus.BAD_REQUEST)
    answer = EDITED if form.edited else YES if form.answer.data == EDITED else form.answer.data
    text = form.words.data if answer == EDITED else ""
    seen = request.form.get("seen", "")
    failed = keep(form, lambda: say_word(services, keys, _answer(seen, answer, text)))
    return back() if failed is None else _summary_page(services, asked, form, failed)


def _answer(seen: str, answer: str, text: str) -> Callable[[Found], Word | None]:
    """Return what to say to the summary that was `seen`, and to no other."""

    def word_for(found: Found) -> Word | None:
        asked = found.asked.summary
        if asked is None or _seen(asked) != seen:
            raise Changed(gettext("There is another summary now. Please look at it first."))
        given = asked.question.answer
        if given is not None:
            if (given.data.get("answer"), given.text) == (answer, text):
                return None  # the same button, pressed twice
            raise Changed(str(ANSWERED))
        if asked.is_over(clock.hour_of(current_services().now())):
            raise Changed(
                gettext("The time for this is over, and it may have been shared. Write to us.")
            )
        data = {"referral": asked.referral, "answer": answer}
        return Word(Saying(text, SUMMARY_ANSWER, data))

    return word_for


def _seen(asked: Summary) -> str:
    return str(asked.question.message.sequence)


def _summary_page(
    services: Services, asked: Summary, form: SummaryForm, status: int = HTTPStatus.OK
) -> tuple[str, int]:
    page = render_template(
        "intake/summary.html",
        form=form,
        asked=asked,
        post=post_words(asked.post, asked.area_name) if asked.post else "",
        seen=_seen(asked),
        until=until_in_words(asked, services.service, services.now()),
        pieces=cut_at_marks(asked.text, find_marks(asked.text)),
        back_url=url_for("talking.conversation"),
    )
    return page, status


@blueprint.route("/<lang>/conversation/wording", methods=["GET", "POST"])
@needs_words
def wording(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Ask how something may be said to whom the report is about."""
    question = find_report(services, keys).asked.wording
    if question is None or (request.method == "GET" and not question.is_open):
        return nothing_waits()
    form, status = WordingForm(), HTTPStatus.OK
    if request.method == "POST":
        failed: int | None = HTTPStatus.BAD_REQUEST
        if validate(form):
            text = form.words.data.strip()
            failed = keep(form, lambda: say_word(services, keys, _wording(text)))
        if failed is None:
            return back()
        status = HTTPStatus(failed)
    page = render_template(
        "intake/wording.html",
        form=form,
        text=question.message.text,
        back_url=url_for("talking.conversation"),
    )
    return page, status


def _wording(text: str) -> Callable[[Found], Word | None]:
    def word_for(found: Found) -> Word | None:
        question = found.asked.wording
        if question is None:
            raise Changed
        if question.answer is not None:
            if question.answer.text == text:
                return None
            raise Changed(str(ANSWERED))
        return Word(Saying(text, WORDING_ANSWER, {"gate": question.message.data.get("gate")}))

    return word_for


@blueprint.route("/<lang>/conversation/again", methods=["GET", "POST"])
@needs_words
def again(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Ask for another look at a decision, as long as the report is kept."""
    asked = find_report(services, keys).asked
    if request.method == "GET" and not asked.may_reopen:
        return nothing_waits()
    form, status = AgainForm(), HTTPStatus.OK
    if request.method == "POST":
        failed: int | None = HTTPStatus.BAD_REQUEST
        if validate(form):
            text = form.reason.data
            failed = keep(form, lambda: say_word(services, keys, _again(services, text)))
        if failed is None:
            return back()
        status = HTTPStatus(failed)
    page = render_template(
        "intake/look_again.html", form=form, back_url=url_for("talking.conversation")
    )
    return page, status


def _again(services: Services, text: str) -> Callable[[Found], Word | None]:
    def word_for(found: Found) -> Word | None:
        if not found.asked.may_reopen:
            newest = found.told.messages[-1] if found.told.messages else None
            if newest and newest.kind == REOPEN and newest.text == text:
                return None
            raise Changed(gettext("It is being looked at already. Write to us to add something."))
        return Word(Saying(text, REOPEN), "triaged", _keep_open(services, found))

    return word_for


def _keep_open(services: Services, found: Found) -> Callable[[Connection], None]:
    """Return what lets a closed case be kept as an open one is, and a word be due of it again.

    The words tell not which organisation it is about, so the word is due as was first promised.
    """
    expiry = open_until(found.row.received)
    due = next_word_due(FOUNDING, clock.day_of(services.now()), services.service.timezone)
    return lambda connection: reopen_report(connection, found.row.report, expiry, due)

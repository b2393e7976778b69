"""What the reporter has a say in: a summary before it goes, safe wording, and another look."""

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reporting import clock
from reporting.asked import EDITED, YES, Summary
from reporting.conversation import Saying
from reporting.deadline import next_word_due
from reporting.errors import Changed
from reporting.identifying import find_marks
from reporting.intake.answering import ANSWERED, ask, nothing_waits
from reporting.intake.found import Found, Word, find_report, say_word
from reporting.intake.lines import until_in_words
from reporting.intake.marked import cut_at_marks
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
from reporting.web.surface import current_services

blueprint = Blueprint("approving", __name__)


@blueprint.route("/<lang>/conversation/summary", methods=["GET", "POST"])
@needs_words
def summary(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Show exactly what would go to the organisation; a POST says yes, no or other words."""
    asked = find_report(services, keys).asked.summary
    if asked is None:
        return nothing_waits(request.form.get("words", ""))
    over = asked.is_over(clock.hour_of(services.now()))
    if request.method == "GET" and (over or not asked.question.is_open):
        return nothing_waits()
    form, seen = SummaryForm(asked.text), request.form.get("seen", "")
    return ask(
        "intake/summary.html",
        form,
        lambda: say_word(services, keys, _answer(seen, *_answered(form))),
        asked=asked,
        post=post_words(asked.post, asked.area_name) if asked.post else "",
        seen=_seen(asked),
        until=until_in_words(asked, services.service, services.now()),
        pieces=cut_at_marks(asked.text, find_marks(asked.text)),
    )


def _answered(form: SummaryForm) -> tuple[str, str]:
    """Return the answer, and the other words if it is other words; the same words are a yes."""
    if form.edited:
        return EDITED, form.words.data
    return (YES if form.answer.data == EDITED else form.answer.data), ""


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


@blueprint.route("/<lang>/conversation/wording", methods=["GET", "POST"])
@needs_words
def wording(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Ask how something may be said to whom the report is about."""
    question = find_report(services, keys).asked.wording
    if question is None or (request.method == "GET" and not question.is_open):
        return nothing_waits()
    form = WordingForm()
    return ask(
        "intake/wording.html",
        form,
        lambda: say_word(services, keys, _wording(form.words.data.strip())),
        text=question.message.text,
    )


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
    form = AgainForm()
    return ask(
        "intake/look_again.html",
        form,
        lambda: say_word(services, keys, _again(services, form.reason.data)),
    )


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

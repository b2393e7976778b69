"""Whether somebody who is kept out of a report may be let in: the reporter's yes or no."""

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reporting.asked import NO
from reporting.conversation import Saying
from reporting.errors import Changed
from reporting.intake.answering import ANSWERED, ask, nothing_waits
from reporting.intake.found import Found, Word, find_report, say_word
from reporting.intake.questions import LetInForm
from reporting.intake.talking import needs_words
from reporting.message import OVERRIDE_ANSWER
from reporting.receipt import ReceiptKeys
from reporting.services import Services

blueprint = Blueprint("consenting", __name__)


@blueprint.route("/<lang>/conversation/let-in", methods=["GET", "POST"])
@needs_words
def let_in(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Ask whether somebody who is kept out may be let in; a yes may become a no until it is done.

    Nothing is the same as no.
    """
    asked = find_report(services, keys).asked.override
    if asked is None or (request.method == "GET" and not asked.is_open):
        return nothing_waits()
    form, seen = LetInForm(data={"answer": asked.answer}), request.form.get("seen", "")
    return ask(
        "intake/let_in.html",
        form,
        lambda: say_word(services, keys, _answer(seen, form.answer.data)),
        asked=asked,
        seen=asked.number,
    )


def _answer(seen: str, answer: str) -> Callable[[Found], Word | None]:
    """Return what to say to the question that was `seen`, and to no other."""

    def word_for(found: Found) -> Word | None:
        asked = found.asked.override
        if asked is None or asked.number != seen:
            raise Changed(gettext("There is another question now. Please look at it first."))
        if asked.answer == answer:
            return None  # the same button, pressed twice
        if asked.done:
            raise Changed(gettext("They have been let in already. Write to us, and we will see."))
        if asked.answer == NO:
            raise Changed(str(ANSWERED))
        data = {"override": asked.number, "answer": answer}
        return Word(Saying("", OVERRIDE_ANSWER, data))

    return word_for

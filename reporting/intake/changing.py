"""What a reporter changes or asks for later: wishes, consents, support, and how they are now.

Each is a message to the people who read the report. The page cannot show what the report itself
says, because the words do not open it; it shows what was sent from here last.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reporting import clock
from reporting.answers import BY_FIELD
from reporting.circumstances import DISTRESS
from reporting.conversation import Saying
from reporting.intake.answering import ask, nothing_waits
from reporting.intake.found import Found, Word, find_report, say_word
from reporting.intake.groups import GROUPS, grouped
from reporting.intake.questions import HELPED, SupportForm, WishesForm
from reporting.intake.talking import needs_words
from reporting.message import SUPPORT_ANSWER, WISHES, Message
from reporting.receipt import ReceiptKeys
from reporting.services import Services
from reporting.vocabulary import label_of, labels_of

blueprint = Blueprint("changing", __name__)
FIELDS = ("wishes", "consents", "support_wanted")


@blueprint.route("/<lang>/conversation/wishes", methods=["GET", "POST"])
@needs_words
def wishes(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Take other wishes and consents, or ask for support; the newest count."""
    form = WishesForm(_known(find_report(services, keys).asked.wishes))
    return ask(
        "intake/wishes.html",
        form,
        lambda: say_word(services, keys, _changed(form)),
        groups=grouped(form.wishes.options, GROUPS["wishes"]),
    )


def _known(newest: Message | None) -> Mapping[str, Any]:
    data = newest.data if newest else {}
    return {name: data[name] for name in FIELDS if isinstance(data.get(name), list)}


def _changed(form: WishesForm) -> Callable[[Found], Word | None]:
    chosen = {name: list(form[name].data) for name in FIELDS}
    text = "\n".join(_line(name, codes) for name, codes in chosen.items())

    def word_for(found: Found) -> Word | None:
        newest = found.asked.wishes
        if newest is not None and {name: newest.data.get(name) for name in FIELDS} == chosen:
            return None
        return Word(Saying(text, WISHES, chosen))

    return word_for


def _line(name: str, codes: Iterable[str]) -> str:
    question = BY_FIELD[name]
    said = "; ".join(labels_of(question.terms, tuple(codes)))
    return f"{question.named}: {said or gettext('Nothing ticked')}"


@blueprint.route("/<lang>/conversation/support", methods=["GET", "POST"])
@needs_words
def support(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Ask, a week after support was offered, whether it helped and how distressed they are now."""
    asked = find_report(services, keys).asked
    if request.method == "GET" and not asked.asks_of_support(clock.day_of(services.now())):
        return nothing_waits()
    form = SupportForm()
    return ask("intake/helped.html", form, lambda: say_word(services, keys, _answered(form)))


def _answered(form: SupportForm) -> Callable[[Found], Word | None]:
    said = {"helped": form.helped.data, "distress": form.distress.data}
    lines = [
        f"{field.label.text} {label_of(terms, field.data)}"
        for field, terms in ((form.helped, HELPED), (form.distress, DISTRESS))
        if field.data
    ]

    def word_for(found: Found) -> Word | None:
        if found.asked.supported is None:
            return None  # answered once
        return Word(Saying("\n".join(lines), SUPPORT_ANSWER, said))

    return word_for

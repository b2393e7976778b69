"""What a receipt opens: where the report stands, the messages both ways, and one more."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting import limits
from reporting.conversation import Saying
from reporting.errors import (
    CannotOpen,
    Changed,
    NoSuchReport,
    RosterRefused,
    StoreUnavailable,
    TooMany,
)
from reporting.intake.floods import current_floods
from reporting.intake.forms import MessageForm
from reporting.intake.found import Found, Word, find_report, say_word
from reporting.intake.lines import (
    Line,
    Waiting,
    added_in_words,
    confirmed_in_words,
    line_of,
    waiting_of,
)
from reporting.intake.pages import say
from reporting.intake.standing import say_standing
from reporting.intake.supporting import everybody
from reporting.intake.waiting import forget_files, shelf_of_words
from reporting.message import FROM_REPORTER
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED
from reporting.receipt import ReceiptKeys
from reporting.services import Services
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status, why_not_stored
from reporting.web.fields import refuse, validate
from reporting.web.headers import forget_me
from reporting.web.surface import current_services
from reporting.web.visit import current_visit, end_visit

blueprint = Blueprint("talking", __name__)
View = Callable[..., ResponseReturnValue]
WRITTEN = ("words", "reason", "story")  # fields of other pages in which people write

PROBLEMS = {
    UNREADABLE: lazy_gettext("A message could not be opened, and is not shown."),
    UNSIGNED: lazy_gettext("A message is not signed by who may write here, and is not shown."),
    GAP: lazy_gettext("A message between these is missing, or they were put in another order."),
    MISSING: lazy_gettext("The newest message may be missing."),
}
NOT_SHOWN = lazy_gettext(
    "We cannot show your messages just now. Nothing is lost. Please try again in a few minutes."
)
UNANSWERED = lazy_gettext(
    "Many of your messages have not been answered yet, so no more can be added for now. If it "
    "cannot wait, please telephone: the number is at the foot of this page."
)
NOT_STORED = lazy_gettext(
    "We could not store your message. Nothing was kept. Please try again in a few minutes."
)


@blueprint.route("/<lang>/conversation", methods=["GET", "POST"])
@answers_kept
def conversation(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show the conversation; a POST adds a message."""
    visit, form = current_visit(), MessageForm()
    if visit is None or visit.receipt is None:
        return ended(form.message.shown)
    keys = visit.receipt.keys()
    try:
        return _answer(keys, form)
    except NoSuchReport:
        return no_report()


def _answer(keys: ReceiptKeys, form: MessageForm) -> ResponseReturnValue:
    services = current_services()
    if request.method == "GET":
        return _page(services, keys, form)
    if not validate(form):
        return _page(services, keys, form, HTTPStatus.BAD_REQUEST)
    try:
        _add(services, keys, form.message.data)
    except StoreUnavailable as error:
        refuse(form.message, why_not_stored(error, NOT_STORED))
        return _page(services, keys, form, noted_status(error))
    except (Changed, CannotOpen, TooMany) as error:
        refuse(form.message, gettext(error.sentence))
        return _page(services, keys, form, noted_status(error))
    return redirect(url_for("talking.conversation"), HTTPStatus.SEE_OTHER)


def _add(services: Services, keys: ReceiptKeys, text: str) -> None:
    """Add a message of the reporter; the same button pressed twice adds one."""
    if not current_floods().take_send():
        raise TooMany

    def word_for(found: Found) -> Word | None:
        messages = found.told.messages
        newest = messages[-1] if messages else None
        if newest and newest.direction == FROM_REPORTER and newest.text == text:
            return None
        newer = messages[-limits.UNANSWERED_MESSAGES :]
        unanswered = [each for each in newer if each.direction == FROM_REPORTER]
        if len(unanswered) >= limits.UNANSWERED_MESSAGES:
            raise TooMany(str(UNANSWERED))
        return Word(Saying(text))

    say_word(services, keys, word_for)


def _page(
    services: Services, keys: ReceiptKeys, form: MessageForm, status: int = HTTPStatus.OK
) -> tuple[str, int]:
    shown = Shown([str(NOT_SHOWN)])
    try:
        shown = _shown(services, find_report(services, keys))
    except (StoreUnavailable, RosterRefused, CannotOpen) as error:
        # What was typed must not be lost with what cannot be shown.
        noted_status(error)
        status = HTTPStatus.SERVICE_UNAVAILABLE
    page = render_template(
        "intake/conversation.html",
        form=form,
        shown=shown,
        minutes=limits.RECEIPT_VISIT_MINUTES,
    )
    return page, status


@dataclass(frozen=True)
class Shown:
    """What the page tells: sentences, links to what waits, the newest decision, messages."""

    standing: list[str]
    waiting: tuple[Waiting, ...] = ()
    outcome: Line | None = None
    may_reopen: bool = False
    messages: tuple[Line, ...] = ()
    problems: tuple[str, ...] = ()
    withdrawn: bool = False
    confirmed: tuple[str, ...] = ()
    added: str = ""
    known: bool = False


def _shown(services: Services, found: Found) -> Shown:
    asked, told = found.asked, found.told
    return Shown(
        say_standing(services.service, found.standing, services.now()),
        waiting_of(asked, services.service, services.now()),
        None if asked.outcome is None else line_of(asked.outcome),
        asked.may_reopen,
        tuple(line_of(m) for m in told.messages if m is not asked.outcome),
        tuple(str(PROBLEMS[name]) for name in sorted(told.problems)),
        asked.withdrawn,
        confirmed_in_words(asked, told.messages[-1] if told.messages else None),
        added=added_in_words(told.messages[-1] if told.messages else None),
        known=True,
    )


@blueprint.post("/<lang>/conversation/leave")
@answers_kept
def leave(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """End the visit, whatever its token says: to forget a person is never wrong.

    Its page has a picture that makes the browser forget what it kept for Back (web/headers.py).
    """
    visit = current_visit()
    if visit is not None and visit.receipt is not None:
        shelf = shelf_of_words(visit.secret, visit.receipt.keys())
        forget_files(current_services().store, shelf)
    end_visit()
    answer = make_response(render_template("intake/closed.html", entries=everybody()))
    return forget_me(answer, current_services().insecure_http)


def ended(written: str = "") -> tuple[str, int]:
    """Ask for the words again; what was being written is shown, so that it can be copied."""
    page = render_template(
        "intake/ended.html", written=written, minutes=limits.RECEIPT_VISIT_MINUTES
    )
    return page, HTTPStatus.BAD_REQUEST if written else HTTPStatus.OK


def needs_words(page: Callable[[Services, ReceiptKeys], ResponseReturnValue]) -> View:
    """Make a view of a page that takes the words in the cookie; without them it asks for them.

    What a page does not catch itself (no database, no rosters) is said in a plain page.
    """

    @answers_kept
    @wraps(page)
    def view(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
        visit = current_visit()
        if visit is None or visit.receipt is None:
            return ended(
                max(map(request.form.get, WRITTEN), key=lambda text: len(text or "")) or ""
            )
        try:
            return page(current_services(), visit.receipt.keys())
        except NoSuchReport:
            return no_report()
        except (StoreUnavailable, RosterRefused, CannotOpen) as error:
            back = (url_for("talking.conversation"), gettext("Back to your messages"))
            return say(noted_status(error), gettext("Not just now"), [str(NOT_SHOWN)], back)

    return view


def no_report() -> tuple[str, int]:
    """Say that the words find nothing any more."""
    return say(
        HTTPStatus.NOT_FOUND,
        gettext("We hold no report under these words"),
        [gettext("It may have been removed, because reports are not kept for ever.")],
        (url_for("returning.come_back"), gettext("Enter other words")),
    )

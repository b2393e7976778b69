"""What a receipt opens: where the report stands, the messages both ways, and one more."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting import clock, limits, primitives
from reporting.conversation import (
    GAP,
    MISSING,
    UNREADABLE,
    UNSIGNED,
    Conversation,
    Saying,
    add_from_reporter,
    key_from_receipt,
    read_conversation,
)
from reporting.errors import CannotOpen, Changed, NoSuchReport, RosterRefused, StoreUnavailable
from reporting.event import History, read_history
from reporting.intake.draft import TRIES
from reporting.intake.forms import MessageForm
from reporting.intake.pages import say
from reporting.intake.standing import Standing, say_standing
from reporting.intake.wording import day_in_words
from reporting.message import FROM_REPORTER
from reporting.receipt import ReceiptKeys
from reporting.roster import CHAIR
from reporting.services import Services
from reporting.status import Status
from reporting.store.events import get_events
from reporting.store.reports import ConversationRow, add_message, find_by_locator, get_messages
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status
from reporting.web.fields import refuse, validate
from reporting.web.headers import forget_me
from reporting.web.surface import current_services
from reporting.web.visit import current_visit, end_visit

blueprint = Blueprint("talking", __name__)

PROBLEMS = {
    UNREADABLE: lazy_gettext("A message could not be opened, and is not shown."),
    UNSIGNED: lazy_gettext("A message is not signed by who may write here, and is not shown."),
    GAP: lazy_gettext("A message between these is missing, or they were put in another order."),
    MISSING: lazy_gettext("The newest message may be missing."),
}
NOT_SHOWN = lazy_gettext(
    "We cannot show your messages just now. Nothing is lost. Please try again in a few minutes."
)
NOT_STORED = lazy_gettext(
    "We could not store your message. Nothing was kept. Please try again in a few minutes."
)


@blueprint.route("/<lang>/conversation", methods=["GET", "POST"])
@answers_kept
def conversation(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show the conversation; a POST adds a message."""
    visit, form = current_visit(), MessageForm(current_services().service)
    if visit is None or visit.receipt is None:
        return _ended(form)
    keys = visit.receipt.keys()
    try:
        return _answer(keys, form)
    except NoSuchReport:
        return _no_report()


def _answer(keys: ReceiptKeys, form: MessageForm) -> ResponseReturnValue:
    services = current_services()
    if request.method == "GET":
        return _page(services, keys, form)
    if not validate(form):
        return _page(services, keys, form, HTTPStatus.BAD_REQUEST)
    try:
        _add(services, keys, form.message.data)
    except StoreUnavailable as error:
        refuse(form.message, NOT_STORED)
        return _page(services, keys, form, noted_status(error))
    except (Changed, CannotOpen) as error:
        refuse(form.message, gettext(error.sentence))
        return _page(services, keys, form, noted_status(error))
    return redirect(url_for("talking.conversation"), HTTPStatus.SEE_OTHER)


@dataclass(frozen=True)
class Found:
    """What a receipt points at: the row, its conversation, and what the watch did."""

    row: ConversationRow
    told: Conversation
    history: History
    chairs: bool

    @property
    def standing(self) -> Standing:
        """Where the report stands."""
        status = self.told.status
        return Standing(status, _due(self.row, status), self.history, self.chairs)


def _find(services: Services, keys: ReceiptKeys) -> Found:
    """Return the report a receipt points at, and its conversation as far as we can vouch for it.

    Raises NoSuchReport, StoreUnavailable, CannotOpen, and RosterRefused where nobody can say whose
    signatures count.
    """
    rosters = services.rosters.current()
    with services.store.read() as connection:
        row = find_by_locator(connection, keys.locator)
        if row is None:
            raise NoSuchReport
        boxes = get_messages(connection, row.report)
        events = get_events(connection, [row.report]).get(row.report, [])
    key = key_from_receipt(keys, row.header, row.wrapped)
    reporter = primitives.signing_public(keys.signing_seed)
    told = read_conversation(key, row.status, boxes, reporter, rosters.signing_keys)
    history = read_history(events, row.report, rosters.watch_keys)
    chairs = any(roster.with_role({CHAIR}) for roster in rosters.by_body.values())
    return Found(row, told, history, chairs)


def _due(row: ConversationRow, status: Status) -> int:
    """Return the hour of the next word: until the first one by the sealed hour, not the column.

    Who owns the database could otherwise keep a reporter from being told that we are late.
    """
    if status.acknowledged is None:
        return clock.acknowledgement_due(status.received, status.target)
    return clock.plausible_hour(row.due)


def _add(services: Services, keys: ReceiptKeys, text: str) -> None:
    """Add a message of the reporter, anew where a reviewer's came first; else Changed.

    What is due, and since when, stays as it is: a reporter's message gives nobody more time.
    """
    for _ in range(TRIES):
        found = _find(services, keys)
        row, messages = found.row, found.told.messages
        newest = messages[-1] if messages else None
        if newest and newest.direction == FROM_REPORTER and newest.text == text:
            return  # the same button, pressed twice
        key = key_from_receipt(keys, row.header, row.wrapped)
        day = clock.day_of(services.now())
        addition = add_from_reporter(key, row.status, Saying(text), keys.signing_seed, day)
        try:
            with services.store.write() as connection:
                add_message(connection, row.report, row.revision, addition)
        except Changed:
            continue
        return
    raise Changed


def _page(
    services: Services, keys: ReceiptKeys, form: MessageForm, status: int = HTTPStatus.OK
) -> tuple[str, int]:
    said, messages, problems = [], [], []
    try:
        found = _find(services, keys)
        said = say_standing(services.service, found.standing, services.now())
        messages = [
            (each.direction == FROM_REPORTER, day_in_words(each.day), each.text)
            for each in found.told.messages
        ]
        problems = [str(PROBLEMS[name]) for name in sorted(found.told.problems)]
    except (StoreUnavailable, RosterRefused, CannotOpen) as error:
        # What was typed must not be lost with what cannot be shown.
        noted_status(error)
        said, status = [str(NOT_SHOWN)], HTTPStatus.SERVICE_UNAVAILABLE
    page = render_template(
        "intake/conversation.html",
        form=form,
        standing=said,
        messages=messages,
        problems=problems,
        minutes=limits.RECEIPT_VISIT_MINUTES,
    )
    return page, status


@blueprint.post("/<lang>/conversation/leave")
@answers_kept
def leave(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """End the visit, whatever its token says: to forget a person is never wrong.

    Its page has a picture that makes the browser forget what it kept for Back (web/headers.py).
    """
    end_visit()
    answer = make_response(render_template("intake/closed.html"))
    return forget_me(answer, current_services().insecure_http)


def _ended(form: MessageForm) -> tuple[str, int]:
    """Ask for the words again; what was being written is shown, so that it can be copied."""
    page = render_template(
        "intake/ended.html", written=form.message.shown, minutes=limits.RECEIPT_VISIT_MINUTES
    )
    return page, HTTPStatus.BAD_REQUEST if form.message.shown else HTTPStatus.OK


def _no_report() -> tuple[str, int]:
    return say(
        HTTPStatus.NOT_FOUND,
        gettext("We hold no report under these words"),
        [gettext("It may have been removed, because reports are not kept for ever.")],
        (url_for("returning.come_back"), gettext("Enter other words")),
    )

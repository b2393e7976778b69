"""Files for a report that was sent: seen as they will be sealed, then brought by a message.

Nothing here reads a file that was sent: what came with the report, and what was added later, is
opened at the desk alone (docs/evidence.md, "Added later").
"""

from http import HTTPStatus

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting import clock, ids, limits
from reporting.added import added_to_json, read_added
from reporting.attachment import place_of
from reporting.conversation import Saying, key_from_receipt
from reporting.errors import CannotOpen, Changed, ReportingError, StoreUnavailable, TooMany
from reporting.ids import FileId
from reporting.intake.answering import back
from reporting.intake.floods import current_floods
from reporting.intake.found import Found, Word, find_report, say_word
from reporting.intake.shelfpage import Refusal, seen_of, send_preview, show_shelf, take_file
from reporting.intake.talking import needs_words
from reporting.intake.waiting import (
    Shelf,
    list_files,
    remove_file,
    renumbered,
    send_files,
    shelf_of_words,
)
from reporting.message import FILES
from reporting.receipt import ReceiptKeys
from reporting.services import Services
from reporting.web.bodies import takes_file
from reporting.web.errors import noted_status, why_not_stored
from reporting.web.fields import STALE
from reporting.web.visit import begin_visit, current_visit

blueprint = Blueprint("bringing", __name__)

NOT_TAKEN = lazy_gettext(
    "This page was open too long, or came from another window, so the file was not added. Please "
    "choose it once more."
)
FULL = lazy_gettext(
    "These are as many files as can be added to a report that was sent. You can still describe in "
    "a message what others show."
)
CHANGED = lazy_gettext(
    "The files have changed since this page was shown. Please look again before you add them."
)
NOT_STORED = lazy_gettext(
    "We could not add your files. They still wait here. Please try again in a few minutes."
)


@blueprint.route("/<lang>/conversation/files", methods=["GET", "POST"])
@takes_file
@needs_words
def files(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Show what waits, with a form for one file more; a POST takes it."""
    shelf, room = _shelf(keys), _room(find_report(services, keys))
    if request.method == "GET":
        return _page(services, shelf, room)
    if g.stale_form:
        return _page(services, shelf, room, Refusal(str(NOT_TAKEN)))
    if not room:
        return _page(services, shelf, room, Refusal(str(FULL)))
    purge = clock.day_of(services.now()) + limits.DRAFT_PURGE_DAYS
    refusal = take_file(services, shelf, purge, room)
    if refusal is not None:
        return _page(services, shelf, room, refusal)
    return redirect(url_for("bringing.files", _anchor="added"), HTTPStatus.SEE_OTHER)


def _shelf(keys: ReceiptKeys) -> Shelf:
    return shelf_of_words(begin_visit().secret, keys)  # begun: the words came in its cookie


def _room(found: Found) -> int:
    """Return how many files may still be added; the words do not tell how many came before."""
    return max(0, limits.FILES_ADDED - len(read_added(found.told.messages)))


def _page(
    services: Services, shelf: Shelf, room: int, refusal: Refusal | None = None
) -> tuple[str, int]:
    return show_shelf(
        services,
        shelf,
        "intake/more_files.html",
        room,
        refusal,
        full_words=FULL,
        back_url=url_for("talking.conversation"),
    )


@blueprint.post("/<lang>/conversation/files/remove")
@needs_words
def remove(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Let one file go; with an old token too little is certain, so the page is shown again."""
    number = ids.from_hex(request.form.get("number", ""))
    if number is not None and not g.stale_form:
        with services.store.write() as connection:
            remove_file(connection, _shelf(keys), FileId(number))
    return redirect(url_for("bringing.files"), HTTPStatus.SEE_OTHER)


@blueprint.post("/<lang>/conversation/files/add")
@needs_words
def add(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Add what was seen to the report: all of it with the message that names it, or nothing."""
    refusal = Refusal(str(STALE)) if g.stale_form else _bring(services, keys)
    if refusal is None:
        return back()
    return _page(services, _shelf(keys), _room(find_report(services, keys)), refusal)


def _bring(services: Services, keys: ReceiptKeys) -> Refusal | None:
    shelf, seen = _shelf(keys), request.form.get("seen", "")
    if not current_floods().take_send():
        return _refused(TooMany())
    try:
        say_word(services, keys, lambda found: _word(services, keys, found, shelf, seen))
    except StoreUnavailable as error:
        return Refusal(why_not_stored(error, NOT_STORED), noted_status(error))
    except (Changed, CannotOpen, TooMany) as error:
        return _refused(error)
    return None


def _refused(error: ReportingError) -> Refusal:
    return Refusal(str(gettext(error.sentence)), noted_status(error))


def _word(
    services: Services, keys: ReceiptKeys, found: Found, shelf: Shelf, seen: str
) -> Word | None:
    """Return the message that brings what waits; None where nothing does, as when pressed twice."""
    with services.store.read() as connection:
        waiting = list_files(connection, shelf)
    if not waiting:
        return None
    if seen_of(waiting) != seen:
        raise Changed(str(CHANGED))
    if len(waiting) > _room(found):
        raise TooMany(str(FULL))  # another browser has added some
    files = renumbered(waiting)
    named = [(files[each.file.number], bytes.fromhex(each.digest)) for each in waiting]
    row = found.row
    key = key_from_receipt(keys, row.header, row.wrapped)
    places = {file.number: place_of(key.secret, key.digest, file.number) for file in files.values()}
    return Word(
        Saying("", FILES, added_to_json(named)),
        also=lambda connection: send_files(connection, shelf, files, row.report, places),
    )


@blueprint.get("/<lang>/conversation/files/<number>/<int:page>.jpg")
def preview(lang: str, number: str, page: int) -> Response:  # noqa: ARG001 - read by web.language
    """Show a small picture of a file to the browser that brought it, while the words are in it."""
    visit = current_visit()
    if visit is None or visit.receipt is None:
        abort(HTTPStatus.NOT_FOUND)
    return send_preview(shelf_of_words(visit.secret, visit.receipt.keys()), number, page)

"""Photos, pages and texts beside the answers: added one by one, seen as they will be sealed."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting import clock, ids, limits
from reporting.errors import FileRefused, ReportingError, StoreUnavailable, TooMany
from reporting.evidence import codes
from reporting.evidence.cleaning import clean
from reporting.evidence.words import FILE_KINDS, FILE_REFUSALS, REMOVED
from reporting.ids import FileId
from reporting.intake.checking import gone
from reporting.intake.draft import Answers, Sent, load_draft
from reporting.intake.floods import current_floods
from reporting.intake.waiting import (
    FOR_REPORT,
    Shelf,
    WaitingFile,
    add_file,
    list_files,
    read_content,
    read_preview,
    remove_file,
    shelf_of,
)
from reporting.services import Services
from reporting.store import Connection
from reporting.vocabulary import label_of, labels_of
from reporting.web.bodies import takes_file
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status
from reporting.web.headers import sandbox
from reporting.web.surface import current_services
from reporting.web.visit import current_visit

blueprint = Blueprint("adding", __name__)
FIELD = "file"
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,text/plain,.txt"

NONE_CHOSEN = lazy_gettext("Choose a file first. Nothing was added.")
STALE = lazy_gettext(
    "This page was open too long, or came from another window, so the file was not added. Your "
    "answers and the files you added before are still here. Please choose it once more."
)


@dataclass(frozen=True)
class Shown:
    """A waiting file as the page shows it.

    `removed` is a sentence's part, `pictures` addresses, `text` the beginning of a text.
    """

    number: str
    kind: str
    size: str
    removed: list[str]
    pictures: list[str]
    text: str
    more: bool


@blueprint.route("/<lang>/report/files", methods=["GET", "POST"])
@answers_kept
@takes_file
def files(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show what waits, with a form for one file more; a POST adds it."""
    visit, services = current_visit(), current_services()
    if visit is None:
        return gone()
    content = load_draft(services.store, visit.secret, services.now()).content
    if isinstance(content, Sent):
        return redirect(url_for("receipts.receipt"), HTTPStatus.SEE_OTHER)
    if not isinstance(content, Answers):
        return gone()
    shelf = shelf_of(visit.secret, FOR_REPORT)
    if request.method == "GET":
        return _page(services, shelf)
    # A file goes on the day on which the answers it belongs to do.
    purge = content.until or clock.day_of(services.now()) + limits.DRAFT_PURGE_DAYS
    return _take(services, shelf, purge)


def _take(services: Services, shelf: Shelf, purge: int) -> ResponseReturnValue:
    if g.stale_form:
        return _page(services, shelf, str(STALE))
    try:
        _add(services, shelf, purge)
    except FileRefused as error:
        return _page(services, shelf, label_of(FILE_REFUSALS, error.code))
    except StoreUnavailable as error:
        return _page(services, shelf, label_of(FILE_REFUSALS, codes.NOT_NOW), noted_status(error))
    except ReportingError as error:
        return _page(services, shelf, str(gettext(error.sentence)), noted_status(error))
    return redirect(url_for("adding.files", _anchor="added"), HTTPStatus.SEE_OTHER)


def _add(services: Services, shelf: Shelf, purge: int) -> None:
    file = request.files.get(FIELD)
    if file is None or not file.filename:
        raise ReportingError(str(NONE_CHOSEN))
    if not current_floods().take_file():
        raise TooMany
    made = clean(file.filename, file.stream)
    file.close()
    with services.store.write() as connection:
        add_file(connection, shelf, made, purge)


def _page(
    services: Services, shelf: Shelf, error: str = "", status: int = HTTPStatus.BAD_REQUEST
) -> tuple[str, int]:
    with services.store.read() as connection:
        waiting = list_files(connection, shelf)
        shown = [
            _shown(each, _beginning(connection, shelf, each), number)
            for number, each in enumerate(waiting, 1)
        ]
    page = render_template(
        "intake/files.html",
        files=shown,
        error=error,
        accepted=ACCEPTED,
        full=len(shown) >= limits.FILES_A_REPORT,
        most=limits.FILES_A_REPORT,
        megabytes=limits.FILE_BYTES // 10**6,
        minutes=-(-limits.FILE_BYTES * 8 // limits.SLOW_LINE_BITS // 60),
        seconds=8 * 10**6 // limits.SLOW_LINE_BITS,
        back_url=url_for("checking.check"),
    )
    return page, status if error else HTTPStatus.OK


def _beginning(connection: Connection, shelf: Shelf, waiting: WaitingFile) -> str:
    """Return the first characters of a text file, one more than are shown."""
    if waiting.file.kind != codes.PLAIN:
        return ""
    part = next(read_content(connection, shelf, waiting.file))
    return part.decode("utf-8", "ignore")[: limits.TEXT_SHOWN_CHARACTERS + 1]


def _shown(waiting: WaitingFile, text: str, place: int) -> Shown:
    number = ids.to_hex(waiting.file.number)
    return Shown(
        number,
        gettext(
            "%(kind)s, number %(place)s", kind=label_of(FILE_KINDS, waiting.file.kind), place=place
        ),
        size_in_words(waiting.file.size),
        labels_of(REMOVED, waiting.file.removed),
        [
            url_for("adding.preview", number=number, page=page + 1)
            for page in range(len(waiting.previews))
        ],
        text[: limits.TEXT_SHOWN_CHARACTERS],
        len(text) > limits.TEXT_SHOWN_CHARACTERS,
    )


def size_in_words(size: int) -> str:
    """Return a size as people read it."""
    if size < 10**6:
        return str(gettext("%(size)s kB", size=max(1, size // 1000)))
    return str(gettext("%(size)s MB", size=f"{size / 10**6:.1f}"))


@blueprint.post("/<lang>/report/files/remove")
@answers_kept
def remove(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Let one file go; with an old token too little is certain, so the page is shown again."""
    visit, services = current_visit(), current_services()
    number = ids.from_hex(request.form.get("number", ""))
    if visit is not None and number is not None and not g.stale_form:
        with services.store.write() as connection:
            remove_file(connection, shelf_of(visit.secret, FOR_REPORT), FileId(number))
    return redirect(url_for("adding.files"), HTTPStatus.SEE_OTHER)


@blueprint.get("/<lang>/report/files/<number>/<int:page>.jpg")
def preview(lang: str, number: str, page: int) -> Response:  # noqa: ARG001 - read by web.language
    """Show a small picture of a file to the browser that added it, and to no other."""
    visit, known = current_visit(), ids.from_hex(number)
    if visit is None or known is None:
        abort(HTTPStatus.NOT_FOUND)
    shelf = shelf_of(visit.secret, FOR_REPORT)
    with current_services().store.read() as connection:
        waiting = {each.file.number: each for each in list_files(connection, shelf)}
        found = waiting.get(FileId(known))
        data = found and read_preview(connection, shelf, found, page - 1)
    if not data:
        abort(HTTPStatus.NOT_FOUND)
    return sandbox(Response(data, mimetype="image/jpeg"))

"""The files of a shelf as a page shows them before they are sealed, and how it takes one more."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from babel.lists import format_list
from flask import Response, abort, render_template, request, url_for
from flask_babel import get_locale, gettext, lazy_gettext

from reporting import ids, limits, primitives
from reporting.errors import FileRefused, ReportingError, StoreUnavailable, TooMany
from reporting.evidence import codes
from reporting.evidence.cleaning import clean
from reporting.evidence.words import FILE_KINDS, FILE_REFUSALS, REMOVED
from reporting.ids import FileId
from reporting.intake.floods import current_floods
from reporting.intake.waiting import (
    Shelf,
    WaitingFile,
    add_file,
    list_files,
    read_content,
    read_preview,
)
from reporting.services import Services
from reporting.store import Connection
from reporting.vocabulary import label_of, labels_of
from reporting.web.errors import noted_status, why_not_stored
from reporting.web.headers import sandbox
from reporting.web.surface import current_services

FIELD = "file"
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,text/plain,.txt"

NONE_CHOSEN = lazy_gettext("Choose a file first. Nothing was added.")


@dataclass(frozen=True)
class Shown:
    """A waiting file as the page shows it.

    `removed` is a sentence's part, `pictures` addresses, `text` the beginning of a text.
    """

    number: str
    kind: str
    size: str
    removed: str
    pictures: list[str]
    text: str
    more: bool


@dataclass(frozen=True)
class Refusal:
    """Why nothing was done, in a sentence, and the status of the page that says so."""

    sentence: str
    status: int = HTTPStatus.BAD_REQUEST


def take_file(services: Services, shelf: Shelf, purge: int, room: int) -> Refusal | None:
    """Clean the file of this request and let it wait until day `purge`, or say why not."""
    try:
        _take(services, shelf, purge, room)
    except FileRefused as error:
        return Refusal(label_of(FILE_REFUSALS, error.code))
    except StoreUnavailable as error:
        refused = label_of(FILE_REFUSALS, codes.NOT_NOW)
        return Refusal(why_not_stored(error, refused), noted_status(error))
    except ReportingError as error:
        return Refusal(str(gettext(error.sentence)), noted_status(error))
    return None


def _take(services: Services, shelf: Shelf, purge: int, room: int) -> None:
    file = request.files.get(FIELD)
    if file is None or not file.filename:
        raise ReportingError(str(NONE_CHOSEN))
    if not current_floods().take_file():
        raise TooMany
    made = clean(file.filename, file.stream)
    file.close()
    with services.store.write() as connection:
        add_file(connection, shelf, made, purge, room)


def show_shelf(
    services: Services,
    shelf: Shelf,
    template: str,
    room: int,
    refusal: Refusal | None = None,
    **more: Any,
) -> tuple[str, int]:
    """Return a page of what waits; `room` is how many files may, counting these."""
    group = request.blueprint
    with services.store.read() as connection:
        waiting = list_files(connection, shelf)
        shown = [
            _shown(each, _beginning(connection, shelf, each), number, f"{group}.preview")
            for number, each in enumerate(waiting, 1)
        ]
    page = render_template(
        template,
        files=shown,
        error=refusal.sentence if refusal else "",
        accepted=ACCEPTED,
        full=len(shown) >= room,
        most=room,
        megabytes=limits.FILE_BYTES // 10**6,
        minutes=-(-limits.FILE_BYTES * 8 // limits.SLOW_LINE_BITS // 60),
        seconds=8 * 10**6 // limits.SLOW_LINE_BITS,
        seen=seen_of(waiting),
        **more,
    )
    return page, refusal.status if refusal else HTTPStatus.OK


def seen_of(waiting: Sequence[WaitingFile]) -> str:
    """Return what names the files that a page showed: nobody adds what they did not see."""
    numbers = b"".join(ids.to_bytes(each.file.number) for each in waiting)
    return primitives.digest("files/seen", numbers).hex()[:16]


def _beginning(connection: Connection, shelf: Shelf, waiting: WaitingFile) -> str:
    """Return the first characters of a text file, one more than are shown."""
    if waiting.file.kind != codes.PLAIN:
        return ""
    part = next(read_content(connection, shelf, waiting.file))
    return part.decode("utf-8", "ignore")[: limits.TEXT_SHOWN_CHARACTERS + 1]


def _shown(waiting: WaitingFile, text: str, place: int, preview: str) -> Shown:
    number = ids.to_hex(waiting.file.number)
    return Shown(
        number,
        gettext(
            "%(kind)s, number %(place)s", kind=label_of(FILE_KINDS, waiting.file.kind), place=place
        ),
        size_in_words(waiting.file.size),
        format_list(labels_of(REMOVED, waiting.file.removed), locale=get_locale()),
        [url_for(preview, number=number, page=page + 1) for page in range(len(waiting.previews))],
        text[: limits.TEXT_SHOWN_CHARACTERS],
        len(text) > limits.TEXT_SHOWN_CHARACTERS,
    )


def size_in_words(size: int) -> str:
    """Return a size as people read it."""
    if size < 10**6:
        return str(gettext("%(size)s kB", size=max(1, size // 1000)))
    return str(gettext("%(size)s MB", size=f"{size / 10**6:.1f}"))


def send_preview(shelf: Shelf, number: str, page: int) -> Response:
    """Send a small picture of a page, counted from 1, of a file that waits; else 404."""
    known = ids.from_hex(number)
    if known is None:
        abort(HTTPStatus.NOT_FOUND)
    with current_services().store.read() as connection:
        waiting = {each.file.number: each for each in list_files(connection, shelf)}
        found = waiting.get(FileId(known))
        data = found and read_preview(connection, shelf, found, page - 1)
    if not data:
        abort(HTTPStatus.NOT_FOUND)
    return sandbox(Response(data, mimetype="image/jpeg"))

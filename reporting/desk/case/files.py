"""The files of a report, sent with it or later: listed at the case, handed out as downloads."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, abort, url_for
from flask_babel import gettext

from reporting import ids
from reporting.added import AddedFile
from reporting.attachment import File, Place, digest_of, place_of
from reporting.conversation import conversation_secret
from reporting.desk.case.opened import OpenCase, open_case
from reporting.desk.case.opening import record_opening
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.wording import utc_day_words
from reporting.errors import CannotOpen
from reporting.evidence import codes
from reporting.evidence.words import FILE_KINDS, REMOVED
from reporting.store.attachments import get_chunks
from reporting.vocabulary import label_of, labels_of
from reporting.web.headers import sandbox
from reporting.web.surface import current_services

# What a file is sent as; the reporter's own name of it is kept nowhere.
_TYPES = {
    codes.PICTURE: ("jpg", "image/jpeg"),
    codes.DOCUMENT: ("pdf", "application/pdf"),
    codes.PLAIN: ("txt", "text/plain; charset=utf-8"),
}
_UNKNOWN = ("bin", "application/octet-stream")  # sealed by a newer release


@dataclass(frozen=True)
class Listed:
    """One file: its address, what it is, and what was taken out before it was sealed.

    `added` is the day on which it was added to the report, empty where it came with it.
    """

    address: str
    name: str
    kind: str
    kilobytes: int
    removed: str
    added: str


@dataclass(frozen=True)
class FilesPanel:
    """The files of a report."""

    files: tuple[Listed, ...]


@dataclass(frozen=True)
class Held:
    """A file of a case, where its chunks are sealed, and what was signed of a later one."""

    file: File
    place: Place
    added: AddedFile | None = None


def held_by(opened: OpenCase) -> tuple[Held, ...]:
    """Return all files of a case: those that came with the report, then those added later."""
    case = opened.case
    secret = conversation_secret(opened.report_key)
    return (
        *(Held(f, place_of(opened.report_key, case.digest, f.number)) for f in case.files),
        *(
            Held(each.file, place_of(secret, case.digest, each.file.number), each)
            for each in case.added
        ),
    )


def files_panel(opened: OpenCase, reader: Reader) -> Panel | None:
    """Return the files of a report, or nothing."""
    listed = tuple(
        Listed(
            url_for("case_file", number=opened.number, file=ids.to_hex(held.file.number)),
            file_name(held.file, place),
            label_of(FILE_KINDS, held.file.kind),
            max(1, held.file.size // 1000),
            ", ".join(labels_of(REMOVED, held.file.removed)) or gettext("nothing was found"),
            _day(held.added, reader),
        )
        for place, held in enumerate(held_by(opened), 1)
    )
    return Panel("desk/case/files.html", FilesPanel(listed)) if listed else None


def file_name(file: File, place: int) -> str:
    """Return the name a file is given out under, from its place among those of the report."""
    return f"file-{place}.{_TYPES.get(file.kind, _UNKNOWN)[0]}"


def _day(added: AddedFile | None, reader: Reader) -> str:
    if added is None:
        return ""
    return utc_day_words(added.day, reader.now, reader.service.timezone)


def case_file(number: str, file: str) -> Response:
    """Send one file to be saved; a browser is to open nothing of it. Unknown ones are 404."""
    opened = open_case(number)
    found = [
        (place, held)
        for place, held in enumerate(held_by(opened), 1)
        if ids.to_hex(held.file.number) == file
    ]
    if not found:
        abort(HTTPStatus.NOT_FOUND)
    record_opening(opened)
    place, held = found[0]
    kind = _TYPES.get(held.file.kind, _UNKNOWN)[1]
    response = Response(read_file(opened, held), content_type=kind)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{file_name(held.file, place)}"'
    )
    return sandbox(response)


def read_file(opened: OpenCase, held: Held) -> bytes:
    """Return the whole file, or raise CannotOpen: half of one is never handed out.

    Nor is one that the reporter did not sign for: the words open the key of those added later.
    """
    file, last = held.file, held.file.chunks - 1
    content = bytearray()
    with current_services().store.read() as connection:
        for index, box in enumerate(get_chunks(connection, opened.case.number, file.number)):
            content += held.place.open(index, index == last, box)
    if len(content) != file.size:
        raise CannotOpen
    whole = bytes(content)
    if held.added is not None and digest_of(whole) != held.added.digest:
        raise CannotOpen
    return whole

"""The files that came with a report: listed at the case, and handed out as downloads alone."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, abort, url_for
from flask_babel import gettext

from reporting import ids
from reporting.attachment import File, place_of
from reporting.desk.case.opened import OpenCase, open_case
from reporting.desk.case.opening import record_opening
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
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
    """One file: its address, what it is, and what was taken out before it was sealed."""

    address: str
    name: str
    kind: str
    kilobytes: int
    removed: str


@dataclass(frozen=True)
class FilesPanel:
    """The files of a report."""

    files: tuple[Listed, ...]


def files_panel(opened: OpenCase, _reader: Reader) -> Panel | None:
    """Return the files that came with a report, or nothing."""
    listed = tuple(
        Listed(
            url_for("case_file", number=opened.number, file=ids.to_hex(file.number)),
            file_name(file, place),
            label_of(FILE_KINDS, file.kind),
            max(1, file.size // 1000),
            ", ".join(labels_of(REMOVED, file.removed)) or gettext("nothing was found"),
        )
        for place, file in enumerate(opened.case.files, 1)
    )
    return Panel("desk/case/files.html", FilesPanel(listed)) if listed else None


def file_name(file: File, place: int) -> str:
    """Return the name a file is given out under, from its place among those of the report."""
    return f"file-{place}.{_TYPES.get(file.kind, _UNKNOWN)[0]}"


def case_file(number: str, file: str) -> Response:
    """Send one file to be saved; a browser is to open nothing of it. Unknown ones are 404."""
    opened = open_case(number)
    found = [
        (place, each)
        for place, each in enumerate(opened.case.files, 1)
        if ids.to_hex(each.number) == file
    ]
    if not found:
        abort(HTTPStatus.NOT_FOUND)
    record_opening(opened)
    [(place, listed)] = found
    response = Response(
        read_file(opened, listed), content_type=_TYPES.get(listed.kind, _UNKNOWN)[1]
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(listed, place)}"'
    return sandbox(response)


def read_file(opened: OpenCase, file: File) -> bytes:
    """Return the whole file, or raise CannotOpen: half of one is never handed out."""
    place, last = place_of(opened.report_key, opened.case.digest, file.number), file.chunks - 1
    content = bytearray()
    with current_services().store.read() as connection:
        for index, box in enumerate(get_chunks(connection, opened.case.number, file.number)):
            content += place.open(index, index == last, box)
    if len(content) != file.size:
        raise CannotOpen
    return bytes(content)

"""Files that wait to be sent: sealed under the secret of the cookie, as the draft is.

Each is a head that says what it is, the chunks it will be sent in, and small pictures of it. They
go with the report in the transaction that stores it, or two days later at the latest.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import accumulate

from reporting import canonical, ids, limits, primitives, sealing
from reporting.attachment import (
    File,
    Place,
    chunks_of,
    cut,
    digest_of,
    file_to_json,
    files_from_json,
)
from reporting.errors import CannotOpen, FileRefused, StoreUnavailable
from reporting.evidence import codes
from reporting.evidence.made import Made
from reporting.ids import FileId, ReportId
from reporting.intake.ceilings import is_reached
from reporting.receipt import ReceiptKeys
from reporting.store import Connection
from reporting.store.attachments import (
    HEAD,
    count_draft_chunks,
    delete_draft_files,
    get_draft_chunk,
    get_draft_heads,
    insert_chunks,
    put_draft_chunk,
)
from reporting.store.engine import Store

USE = "draft-file"
FOR_REPORT, FOR_CONVERSATION = b"report", b"conversation"
PREVIEWS = 1_000  # index of the first chunk of small pictures; a file has 40 chunks at most
_KEYS = frozenset({"v", "file", "previews", "digest", "place"})


@dataclass(frozen=True)
class WaitingFile:
    """A file that waits: what is told of it, and the sizes of the small pictures of it."""

    file: File
    previews: tuple[int, ...]
    digest: str
    place: int


@dataclass(frozen=True)
class Shelf:
    """The files of one browser for one use: a report, or one conversation."""

    row: bytes
    key: bytes

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Shelf(…)"

    def place_of(self, number: FileId) -> Place:
        """Return where the chunks of a file are sealed."""
        return Place(self.key, self.row + ids.to_bytes(number), USE)


def shelf_of(secret: bytes, use: bytes) -> Shelf:
    """Return the files of the browser with `secret` for one use."""
    row = primitives.digest("draft-file/owner", secret, use)
    return Shelf(row, primitives.derive(secret, "draft-file/key"))


def shelf_of_words(secret: bytes, keys: ReceiptKeys) -> Shelf:
    """Return the files of the browser with `secret` for the report that a receipt points at."""
    return shelf_of(secret, FOR_CONVERSATION + keys.locator)


def forget_files(store: Store, shelf: Shelf) -> None:
    """Let everything of a shelf go; a database that does not take it purges it two days later."""
    with suppress(StoreUnavailable), store.write() as connection:
        delete_draft_files(connection, shelf.row)


def list_files(connection: Connection, shelf: Shelf) -> tuple[WaitingFile, ...]:
    """Return the files that wait, in the order they were added; what does not open is left out."""
    found = (
        _open_head(shelf, number, box)
        for number, box in get_draft_heads(connection, shelf.row).items()
    )
    return tuple(sorted((each for each in found if each), key=lambda each: each.place))


def add_file(connection: Connection, shelf: Shelf, made: Made, purge: int, room: int) -> None:
    """Keep a cleaned file until day `purge`; once more is kept once. Raises FileRefused.

    `room` is how many may wait.
    """
    there = list_files(connection, shelf)
    digest = digest_of(made.content).hex()
    if digest in {each.digest for each in there}:
        return
    if len(there) >= room:
        raise FileRefused(codes.TOO_MANY)
    if is_reached(count_draft_chunks(connection), limits.FILE_CHUNKS_WAITING):
        raise FileRefused(codes.NOT_NOW)
    number = FileId(ids.new_id())
    waiting = WaitingFile(
        File(number, made.kind, len(made.content), tuple(sorted(made.removed))),
        tuple(map(len, made.previews)),
        digest,
        1 + max((each.place for each in there), default=0),
    )
    _put(connection, shelf, waiting, made, purge)


def _put(
    connection: Connection, shelf: Shelf, waiting: WaitingFile, made: Made, purge: int
) -> None:
    for chunk, box in _boxes(shelf, waiting, made):
        put_draft_chunk(connection, shelf.row, waiting.file.number, chunk, box, purge)


def _boxes(shelf: Shelf, waiting: WaitingFile, made: Made) -> Iterator[tuple[int, bytes]]:
    place = shelf.place_of(waiting.file.number)
    yield HEAD, _seal_head(shelf, waiting)
    for index, last, part in cut(made.content):
        yield HEAD + 1 + index, place.seal(index, last, part)
    previews = b"".join(made.previews)
    for index, last, part in cut(previews) if previews else ():
        yield PREVIEWS + index, place.seal(PREVIEWS + index, last, part)


def carry_files(connection: Connection, secret: bytes, new: bytes, purge: int) -> None:
    """Seal what waits under another secret, until day `purge`: its answers are under that one.

    Each file gets another number, so that copies of the database from before and after do not
    join the two drafts.
    """
    old, shelf = shelf_of(secret, FOR_REPORT), shelf_of(new, FOR_REPORT)
    for waiting in list_files(connection, old):
        made = Made(
            waiting.file.kind,
            b"".join(read_content(connection, old, waiting.file)),
            frozenset(waiting.file.removed),
            _read_previews(connection, old, waiting),
        )
        _put(connection, shelf, replace(waiting, file=_renumbered(waiting.file)), made, purge)
    delete_draft_files(connection, old.row)


def remove_file(connection: Connection, shelf: Shelf, number: FileId) -> None:
    """Let one file go."""
    delete_draft_files(connection, shelf.row, number)


def read_content(connection: Connection, shelf: Shelf, file: File) -> Iterator[bytes]:
    """Give the bytes of a file, chunk by chunk, each with nothing after its end; or CannotOpen."""
    place = shelf.place_of(file.number)
    for index in range(file.chunks):
        box = get_draft_chunk(connection, shelf.row, file.number, HEAD + 1 + index)
        if box is None:
            raise CannotOpen
        yield place.open(index, index == file.chunks - 1, box)


def read_preview(
    connection: Connection, shelf: Shelf, waiting: WaitingFile, page: int
) -> bytes | None:
    """Return the small picture of a page, counted from 0, or None."""
    if not 0 <= page < len(waiting.previews):
        return None
    try:
        return _read_previews(connection, shelf, waiting)[page]
    except CannotOpen:
        return None


def _read_previews(connection: Connection, shelf: Shelf, waiting: WaitingFile) -> tuple[bytes, ...]:
    """Return the small pictures of all pages, or raise CannotOpen."""
    if not waiting.previews:
        return ()
    place, count = shelf.place_of(waiting.file.number), chunks_of(sum(waiting.previews))
    whole = bytearray()
    for index in range(PREVIEWS, PREVIEWS + count):
        box = get_draft_chunk(connection, shelf.row, waiting.file.number, index)
        if box is None:
            raise CannotOpen
        whole += place.open(index, index == PREVIEWS + count - 1, box)
    ends = tuple(accumulate(waiting.previews))
    return tuple(
        bytes(whole[end - size : end]) for size, end in zip(waiting.previews, ends, strict=True)
    )


def renumbered(waiting: Sequence[WaitingFile]) -> dict[FileId, File]:
    """Return what will be told of each file in the report, by the number it waits under.

    With other numbers, so that nothing in the database joins a draft that was to a report that is.
    """
    return {each.file.number: _renumbered(each.file) for each in waiting}


def _renumbered(file: File) -> File:
    return replace(file, number=FileId(ids.new_id()))


def send_files(
    connection: Connection,
    shelf: Shelf,
    files: Mapping[FileId, File],
    report: ReportId,
    places: Mapping[FileId, Place],
) -> None:
    """Seal what waits into a report, chunk by chunk, and let the shelf go; CannotOpen or all."""
    for waiting, file in files.items():
        parts = read_content(connection, shelf, replace(file, number=waiting))
        place, last = places[file.number], file.chunks - 1
        boxes = (place.seal(index, index == last, part) for index, part in enumerate(parts))
        insert_chunks(connection, report, file.number, boxes)
    delete_draft_files(connection, shelf.row)


def _seal_head(shelf: Shelf, waiting: WaitingFile) -> bytes:
    value = {
        "v": 1,
        "file": file_to_json(waiting.file),
        "previews": list(waiting.previews),
        "digest": waiting.digest,
        "place": waiting.place,
    }
    row = shelf.row + ids.to_bytes(waiting.file.number)
    return sealing.seal(shelf.key, USE, row, canonical.dumps(value), limits.FILE_HEAD_BYTES)


def _open_head(shelf: Shelf, number: FileId, box: bytes) -> WaitingFile | None:
    try:
        row = shelf.row + ids.to_bytes(number)
        value = canonical.loads(sealing.unseal(shelf.key, USE, row, box), _KEYS)
        (file,) = files_from_json([value["file"]])
        previews = tuple(map(int, value["previews"]))
        return WaitingFile(file, previews, str(value["digest"]), int(value["place"]))
    except (CannotOpen, TypeError, ValueError):
        return None

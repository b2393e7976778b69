"""Attachments: cleaned files, sealed in chunks of one size (docs/envelope.md, "Attachment").

Each chunk is bound to its file, its index and whether it is the last, so none can be left out,
moved or repeated. A file takes 1, 4, 16 or 40 chunks; what does not fill them is padding.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reporting import ids, limits, primitives, sealing
from reporting.errors import CannotOpen, TooLong
from reporting.ids import FileId

USE = "attachment"
ROOM = limits.FILE_CHUNK - sealing.LENGTH_SIZE  # bytes of a file in one chunk
_INDEX_SIZE = 4
_KEYS = frozenset({"id", "kind", "size", "removed"})


@dataclass(frozen=True)
class File:
    """What is told of a file where it is listed: its kind, its bytes, what was taken out of it."""

    number: FileId
    kind: str
    size: int
    removed: tuple[str, ...]

    @property
    def chunks(self) -> int:
        """How many chunks it takes."""
        return chunks_of(self.size)


def chunks_of(size: int) -> int:
    """Return how many chunks a file of `size` bytes takes, or raise TooLong."""
    for count in limits.FILE_CHUNKS:
        if size <= count * ROOM:
            return count
    raise TooLong


@dataclass(frozen=True)
class Place:
    """Where the chunks of one file are sealed: under which key, for what use, bound to what."""

    key: bytes = field(repr=False)
    bound: bytes
    use: str = USE

    def seal(self, index: int, last: bool, part: bytes) -> bytes:
        """Return one chunk, sealed."""
        return sealing.seal(self.key, self.use, self._row(index, last), part, limits.FILE_CHUNK)

    def open(self, index: int, last: bool, box: bytes) -> bytes:
        """Open one chunk, or raise CannotOpen."""
        return sealing.unseal(self.key, self.use, self._row(index, last), box)

    def _row(self, index: int, last: bool) -> bytes:
        return self.bound + index.to_bytes(_INDEX_SIZE, "big") + bytes([last])


def place_of(key: bytes, header_digest: bytes, number: FileId) -> Place:
    """Return where a file is sealed under the key of a report, or of its conversation."""
    derived = primitives.derive(key, f"{USE}/{ids.to_hex(number)}")
    return Place(derived, header_digest + ids.to_bytes(number))


def digest_of(content: bytes) -> bytes:
    """Return the digest by which a message names what a file holds."""
    return primitives.digest(f"{USE}/content", content)


def cut(content: bytes) -> Iterator[tuple[int, bool, bytes]]:
    """Give each chunk of a file as (index, whether it is the last, its bytes)."""
    count = chunks_of(len(content))
    for index in range(count):
        yield index, index == count - 1, content[index * ROOM : (index + 1) * ROOM]


def file_to_json(file: File) -> dict[str, Any]:
    """Return what is told of a file as a JSON object."""
    return {
        "id": ids.to_hex(file.number),
        "kind": file.kind,
        "size": file.size,
        "removed": list(file.removed),
    }


def files_from_json(value: object) -> tuple[File, ...]:
    """Return the files listed in a JSON array, or raise CannotOpen."""
    if not isinstance(value, list):
        raise CannotOpen
    return tuple(map(_file_from_json, value))


def _file_from_json(value: object) -> File:
    if not isinstance(value, dict) or value.keys() != _KEYS:
        raise CannotOpen
    number, size, removed = ids.from_hex(str(value["id"])), value["size"], value["removed"]
    if number is None or not isinstance(size, int) or not isinstance(removed, list):
        raise CannotOpen
    if not 0 <= size <= limits.FILE_CHUNKS[-1] * ROOM:
        raise CannotOpen
    return File(FileId(number), str(value["kind"]), size, tuple(map(str, removed)))

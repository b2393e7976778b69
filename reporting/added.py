"""Files that were added to a report once it was sent: what the message that brings them says.

Their chunks are sealed under the key of the conversation (docs/envelope.md, "Attachment"), which
the reporter's words open too. So it is the signed message that vouches for what is in them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reporting import canonical, primitives
from reporting.attachment import File, file_to_json, files_from_json
from reporting.errors import CannotOpen
from reporting.message import FILES, FROM_REPORTER, Message


@dataclass(frozen=True)
class AddedFile:
    """A file, the digest of its bytes, and the UTC day on which it was added."""

    file: File
    digest: bytes
    day: int


def added_to_json(files: Iterable[tuple[File, bytes]]) -> dict[str, Any]:
    """Return the data of the message that brings `files`, each with its digest."""
    named = [
        file_to_json(file) | {"digest": canonical.encode_bytes(digest)} for file, digest in files
    ]
    return {"files": named}


def read_added(messages: Iterable[Message]) -> tuple[AddedFile, ...]:
    """Return the files that messages brought, in their order; each number counts once.

    A message that is not as it should be brings none.
    """
    found: dict[int, AddedFile] = {}
    for message in messages:
        if message.kind == FILES and message.direction == FROM_REPORTER:
            for added in _brought_by(message):
                found.setdefault(added.file.number, added)
    return tuple(found.values())


def _brought_by(message: Message) -> tuple[AddedFile, ...]:
    listed = message.data.get("files")
    if not isinstance(listed, list):
        return ()
    try:
        return tuple(_read(value, message.day) for value in listed)
    except CannotOpen:
        return ()


def _read(value: object, day: int) -> AddedFile:
    if not isinstance(value, dict):
        raise CannotOpen
    rest = dict(value)
    digest = canonical.decode_bytes(str(rest.pop("digest", "")), primitives.DIGEST_SIZE)
    (file,) = files_from_json([rest])
    return AddedFile(file, digest, day)

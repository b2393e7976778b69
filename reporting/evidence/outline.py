"""The parts a picture file is made of, read from its own lengths; nothing is decoded."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.evidence.codes import BROKEN, JPEG, PNG, Refused

_ENTROPY_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SOS, _EOI = 0xDA, 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers of JPEG that have no length
_PNG_LEAD, _RIFF_LEAD = 8, 12
_PNG_FRAME = 12  # length, name and checksum of a chunk
_RIFF_FRAME = 8


@dataclass(frozen=True)
class Part:
    """One part of a file: its name, such as `E1`, `tEXt` or `EXIF`, and its bytes."""

    name: str
    body: bytes


@dataclass(frozen=True)
class Outline:
    """The parts of a picture but for its pixels, and whether something follows its end."""

    parts: tuple[Part, ...]
    appended: bool


def read_outline(kind: str, data: bytes) -> Outline:
    """Return what a picture of `kind` consists of; raise Refused where it breaks off."""
    read = {JPEG: _read_jpeg, PNG: _read_png}.get(kind, _read_webp)
    parts: list[Part] = []
    end = 0
    for part, end in read(data):  # noqa: B007 - the last end is wanted
        parts.append(part)
    return Outline(tuple(parts), bool(data[end:].strip(b"\0")))


def _read_jpeg(data: bytes) -> Iterator[tuple[Part, int]]:
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise Refused(BROKEN)
        marker = data[at + 1]
        if marker == _EOI:
            yield Part("D9", b""), at + 2
            return
        if marker in _ALONE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield Part(f"{marker:02X}", data[at + 4 : at + 2 + size]), at + 2 + size
        at += 2 + size
        if marker == _SOS:
            found = _ENTROPY_END.search(data, at)
            if found is None:
                raise Refused(BROKEN)
            at = found.start()


def _read_png(data: bytes) -> Iterator[tuple[Part, int]]:
    at, name = _PNG_LEAD, ""
    while name != "IEND":
        size = int.from_bytes(data[at : at + 4], "big")
        end = at + _PNG_FRAME + size
        if len(data) < end:
            raise Refused(BROKEN)
        named = data[at + 4 : at + 8 + size]
        if zlib.crc32(named) != int.from_bytes(data[end - 4 : end], "big"):
            raise Refused(BROKEN)
        name = named[:4].decode("latin-1")
        yield Part(name, b"" if name == "IDAT" else named[4:]), end
        at = end


def _read_webp(data: bytes) -> Iterator[tuple[Part, int]]:
    whole = _RIFF_FRAME + int.from_bytes(data[4:8], "little")
    if len(data) < whole or whole < _RIFF_LEAD + _RIFF_FRAME:
        raise Refused(BROKEN)
    at = _RIFF_LEAD
    while at + _RIFF_FRAME <= whole:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + _RIFF_FRAME + size + size % 2
        if end > whole + 1:
            raise Refused(BROKEN)
        name = data[at : at + 4].decode("latin-1").strip()
        yield Part(name, b"" if name.startswith("VP8") else data[at + 8 : end]), min(end, whole)
        at = end

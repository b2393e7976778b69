"""One line of a desk index: 96 bytes for every row of the account, decoys included."""

import struct
from enum import IntEnum
from typing import NamedTuple

from reporting import limits, primitives
from reporting.ids import ReportId


class Turn(IntEnum):
    """What a report waits for, as a list sorts and filters it."""

    DECOY = 0
    ACKNOWLEDGEMENT = 1
    REVIEWER = 2
    REPORTER = 3


class Entry(NamedTuple):
    """What a list needs to sort and filter; `place` is the digest of the organisation's code."""

    report: ReportId
    revision: int
    received: int
    due: int
    turn: int
    place: bytes
    report_key: bytes


FORMAT = struct.Struct(f">QQIIB8s{primitives.KEY_SIZE}s")
_FILL = bytes(limits.INDEX_ENTRY_SIZE - FORMAT.size)
PACKED = struct.Struct(FORMAT.format + f"{len(_FILL)}x")


def place_of(organisation: str) -> bytes:
    """Return the eight bytes by which entries are filtered for an organisation."""
    return primitives.digest("index/place", organisation.encode())[:8]


def pack(entries: list[Entry]) -> bytes:
    """Return the bytes of some entries."""
    return b"".join(PACKED.pack(*entry) for entry in entries)


def unpack(data: bytes) -> list[Entry]:
    """Return the entries in some bytes."""
    make = Entry._make
    return [make(values) for values in PACKED.iter_unpack(data)]

"""One line of a desk index: 96 bytes for every row of the account, decoys included."""

import struct
from collections.abc import Iterable
from enum import IntEnum
from typing import Final, NamedTuple

from reporting import limits, primitives
from reporting.ids import ReportId
from reporting.status import Status


class Turn(IntEnum):
    """What a report waits for, as a list sorts and filters it."""

    DECOY = 0
    ACKNOWLEDGEMENT = 1
    REVIEWER = 2
    REPORTER = 3


class Entry(NamedTuple):
    """What a list needs to sort and filter.

    `due` is an hour since the epoch; `place` is the digest of the organisation's code. The order
    of the fields is the order of a list: by due hour, then by report.
    """

    due: int
    report: ReportId
    revision: int
    turn: int
    place: bytes
    report_key: bytes


# An entry as it is unpacked: a plain tuple, because making ten thousand named ones for one page
# costs as much as everything else of it.
Row = tuple[int, int, int, int, bytes, bytes]
DUE: Final = 0
REPORT: Final = 1
REVISION: Final = 2
TURN: Final = 3
PLACE: Final = 4
REPORT_KEY: Final = 5

_FORMAT = f">IQQB8s{primitives.KEY_SIZE}s"
_FILL = limits.INDEX_ENTRY_SIZE - struct.calcsize(_FORMAT)
PACKED = struct.Struct(f"{_FORMAT}{_FILL}x")


def turn_of(status: Status) -> Turn:
    """Return whose turn it is in a conversation."""
    if status.acknowledged is None:
        return Turn.ACKNOWLEDGEMENT
    return Turn.REVIEWER if status.awaiting == "reviewer" else Turn.REPORTER


def place_of(organisation: str) -> bytes:
    """Return the eight bytes by which entries are filtered for an organisation."""
    return primitives.digest("index/place", organisation.encode())[:8]


def pack(rows: Iterable[Row]) -> bytes:
    """Return the bytes of some entries."""
    return b"".join(PACKED.pack(*row) for row in rows)


def unpack(data: bytes) -> Iterable[Row]:
    """Return the entries in some bytes."""
    return PACKED.iter_unpack(data)

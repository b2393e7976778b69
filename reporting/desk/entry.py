"""One entry of a desk index: of one size for every row of the account, decoys included."""

from enum import IntEnum
from typing import NamedTuple

from reporting import primitives
from reporting.ids import ReportId
from reporting.status import NOBODY, Status

AT_ONCE = 0  # an hour before every other: damaged reports stand first
NOWHERE = 0  # the place of a decoy, and of a report whose organisation cannot be read


class Turn(IntEnum):
    """What a report waits for, as a list sorts and filters it."""

    DECOY = 0
    ACKNOWLEDGEMENT = 1
    REVIEWER = 2
    REPORTER = 3
    DAMAGED = 4  # the account holds its key, but the rest does not open
    TEST = 5  # a test report that was answered: nobody waits


class Entry(NamedTuple):
    """What a list needs to sort and filter.

    `due` is an hour since the epoch; `place` is from the digest of the organisation's code.
    """

    due: int
    report: ReportId
    revision: int
    turn: int
    place: int
    report_key: bytes


def turn_of(status: Status) -> Turn:
    """Return whose turn it is in a conversation."""
    if status.acknowledged is None:
        return Turn.ACKNOWLEDGEMENT
    if status.awaiting == NOBODY:
        return Turn.TEST
    return Turn.REVIEWER if status.awaiting == "reviewer" else Turn.REPORTER


def place_of(organisation: str) -> int:
    """Return the 64 bits by which entries are filtered for an organisation."""
    return int.from_bytes(primitives.digest("index/place", organisation.encode())[:8], "big")

"""One entry of a desk index: of one size for every row of the account, decoys included."""

from enum import IntEnum
from typing import NamedTuple

from reporting import limits, primitives
from reporting.ids import ReportId
from reporting.status import NOBODY, Status
from reporting.timer import Kind
from reporting.vocabulary import AREA_NOT_KNOWN, STATES, codes

AT_ONCE = 0  # an hour before every other: damaged reports stand first
BUCKETS = (*limits.ANSWER_BUCKETS, 0)  # hours; 0 is more than the largest
LATE = 16
NOWHERE = 0  # the place of a decoy, and of a report whose organisation cannot be read
# In the order in which indexes keep them; another order needs another format of the index.
STATE_CODES = codes(STATES)
UNKNOWN = 255
# What is due first, in the order in which indexes keep it: a timer, an answer of whoever was
# asked, work of which an older card does not say what it is, or a look at a damaged report.
ASKED, WORK, DAMAGED = "asked", "work", "damaged"
WHATS = (
    "",
    Kind.ACKNOWLEDGE,
    Kind.UPDATE,
    Kind.TRIAGE,
    Kind.PLAN,
    Kind.OUTCOME,
    Kind.SURVEY,
    Kind.CHECK_IN,
    Kind.SECOND_CHECK_IN,
    ASKED,
    WORK,
    DAMAGED,
)
_STATES = {code: number for number, code in enumerate(STATE_CODES)}


class Turn(IntEnum):
    """What a report waits for, as a list sorts and filters it."""

    DECOY = 0
    ACKNOWLEDGEMENT = 1
    REVIEWER = 2
    REPORTER = 3
    DAMAGED = 4  # the account holds its key, but the rest does not open
    TEST = 5  # a test report that was answered: nobody waits


class Second(IntEnum):
    """Whose second signature a report waits for, seen from the account whose index it is."""

    NONE = 0
    COLLEAGUES = 1  # this account proposed it, so somebody else must sign
    OURS = 2


class Entry(NamedTuple):
    """What a list needs to sort and filter.

    `due` is an hour since the epoch: of the next word to the reporter or of the work on the case,
    whichever is earlier, and `what` a number of `WHATS`: which of these it is. `place`, `owner`
    and `area` are from the digests of codes. `danger` is only true while nobody has answered;
    `answer` is what `answer_of` returned, `state` what `state_of` returned. `severity` is 0 before
    triage.
    """

    due: int
    report: ReportId
    revision: int
    turn: int
    place: int
    report_key: bytes
    danger: bool = False
    answer: int = 0
    state: int = 0
    severity: int = 0
    second: int = Second.NONE
    owner: int = NOWHERE
    area: int = NOWHERE
    what: int = 0

    @property
    def order(self) -> int:
        """The hour by which it is sorted: danger stands before everything that is only due."""
        return AT_ONCE if self.danger else self.due


def turn_of(status: Status) -> Turn:
    """Return whose turn it is in a conversation."""
    if status.acknowledged is None:
        return Turn.ACKNOWLEDGEMENT
    if status.awaiting == NOBODY:
        return Turn.TEST
    return Turn.REVIEWER if status.awaiting == "reviewer" else Turn.REPORTER


def answer_of(status: Status) -> int:
    """Return in a byte how long the first answer took, and whether that was too long; 0 for none.

    1 to 5 are the buckets in their order, longest last; LATE is added where it was too late.
    """
    if status.acknowledged is None:
        return 0
    bucket = status.acknowledged if status.acknowledged in BUCKETS else BUCKETS[-1]
    return BUCKETS.index(bucket) + 1 + LATE * status.was_late


def state_of(status: Status) -> int:
    """Return in a byte how far a case is; UNKNOWN for a state that is no more."""
    before_triage = "received" if status.acknowledged is None else "acknowledged"
    return _STATES.get(status.state or before_triage, UNKNOWN)


def state_code(state: int) -> str:
    """Return the code of what `state_of` returned; an empty text for UNKNOWN."""
    return STATE_CODES[state] if state < len(STATE_CODES) else ""


def what_of(code: str) -> int:
    """Return in a byte what is due; work of an unknown kind for a code that is none of them."""
    return WHATS.index(code if code in WHATS else WORK)


def place_of(organisation: str) -> int:
    """Return the 64 bits by which entries are filtered for an organisation."""
    return _bits("place", organisation)


def owner_of(post: str) -> int:
    """Return the 64 bits by which entries are filtered for the post of an owner."""
    return _bits("owner", post) if post else NOWHERE


def area_of(code: str) -> int:
    """Return the 64 bits by which entries are filtered for an area of their organisation."""
    return NOWHERE if code in ("", AREA_NOT_KNOWN.code) else _bits("area", code)


def _bits(use: str, code: str) -> int:
    digest = primitives.digest(f"index/{use}", code.encode())
    return int.from_bytes(digest[:8], "big")

"""The draft that a browser leaves while somebody writes, made for a test report as well.

A deposit without one would show to who watches the database that no person was there. Its bytes
are noise under a key that is thrown away, as every draft is to whoever has no cookie.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from reporting import clock, limits, primitives, sealing
from reporting.dice import Dice
from reporting.errors import Changed
from reporting.store import Connection
from reporting.store.drafts import delete_draft, get_draft, put_draft
from reporting.store.engine import Store
from reporting.testreports.testreport import TestReport

_WRITING_MINUTES = (2, 20)  # how long somebody is at it
_READING_MINUTES = 10  # how long the words are looked at, at most
_LEFT_ONE_IN = 3  # some people close the page and do not say that they have their words


@dataclass(frozen=True)
class Trace:
    """The draft of one test report: from and until which minute it is there."""

    row: bytes
    begun: int
    gone: int | None


def trace_of(test: TestReport) -> Trace:
    """Return what the seed of a test report says of its draft."""
    dice = Dice(test.seed, "draft")
    shortest, longest = _WRITING_MINUTES
    begun = test.minute - shortest - dice.below(longest - shortest)
    gone = None if dice.often(_LEFT_ONE_IN) else test.minute + 1 + dice.below(_READING_MINUTES)
    return Trace(primitives.digest("draft/row", test.seed), begun, gone)


def _noise(row: bytes) -> bytes:
    key = primitives.random_bytes(primitives.KEY_SIZE)
    return sealing.seal(key, "draft", row, b"", limits.PAYLOAD_SIZE)


def put_trace(connection: Connection, test: TestReport, now: datetime) -> None:
    """Write the draft: of answers first, and of the receipt in its place."""
    row = trace_of(test).row
    purge = clock.day_of(now) + limits.DRAFT_PURGE_DAYS
    put_draft(connection, row, get_draft(connection, row), _noise(row), purge)


def tend_trace(store: Store, test: TestReport, now: datetime) -> None:
    """Begin the draft when its minute has come, and remove it as who has noted the words does."""
    trace, minute = trace_of(test), clock.minute_of(now)
    if minute < trace.begun:
        return
    with store.read() as connection:
        there = get_draft(connection, trace.row) is not None
    if not there and minute < test.minute:
        # Changed: another watch was first, and one draft is enough.
        with suppress(Changed), store.write() as connection:
            put_trace(connection, test, now)
    elif there and trace.gone is not None and minute >= trace.gone:
        with store.write() as connection:
            delete_draft(connection, trace.row)

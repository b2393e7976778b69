"""The answer to a test report: found as a reporter finds it, and then the report says what it was.

The watch holds the receipt and nothing else: it reads the conversation, not the report. Only a
person's signed message counts.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from reporting import clock, limits, primitives
from reporting.conversation import (
    Conversation,
    Key,
    add_last,
    key_from_receipt,
    read_conversation,
)
from reporting.errors import CannotOpen, Changed
from reporting.event import TEST, Event, sign_event
from reporting.identity import Identity
from reporting.ladder import AFTER, NEVER, unrecorded
from reporting.message import ACKNOWLEDGEMENT, TO_REPORTER, Message
from reporting.promise import was_kept
from reporting.services import Services
from reporting.store import Connection
from reporting.store.events import insert_events
from reporting.store.reports import (
    ConversationRow,
    add_message,
    end_report,
    find_by_locator,
    get_case,
    get_messages,
)
from reporting.testreports.rows import TestRows
from reporting.testreports.testreport import TestReport

REVEALED = "This was a test of the promise. Thank you."


@dataclass(frozen=True)
class Found:
    """A filed test report and its conversation."""

    row: ConversationRow
    key: Key
    conversation: Conversation


def find_filed(services: Services, test: TestReport) -> Found | None:
    """Return what the receipt of a test report opens, or None if nothing is there."""
    keys = test.words.keys()
    reviewers = services.rosters.current().signing_keys
    with services.store.read() as connection:
        row = find_by_locator(connection, keys.locator)
        boxes = [] if row is None else get_messages(connection, row.report)
    if row is None:
        return None
    try:
        key = key_from_receipt(keys, row.header, row.wrapped)
        reporter = primitives.signing_public(keys.signing_seed)
        return Found(row, key, read_conversation(key, row.status, boxes, reporter, reviewers))
    except CannotOpen:
        return None  # damaged: nobody can answer there, and it is counted as missed


def acknowledgement_in(messages: Iterable[Message]) -> Message | None:
    """Return a person's first answer."""
    answers = (m for m in messages if (m.direction, m.kind) == (TO_REPORTER, ACKNOWLEDGEMENT))
    return next(answers, None)


def reveal_if_answered(
    services: Services, watch: Identity, rows: TestRows, test: TestReport
) -> None:
    """Where a person has answered, let the report say that it was a test, and keep the result."""
    found = find_filed(services, test)
    answer = None if found is None else acknowledgement_in(found.conversation.messages)
    if found is None or answer is None:
        return
    # Changed: somebody wrote meanwhile. The next turn looks again.
    with suppress(Changed), rows.change() as changing:
        # Another watch may have been first.
        if changing.is_open(test) and _reveal(changing.connection, found, test, services, watch):
            changing.put(_with_result(test, answer))


def _reveal(
    connection: Connection, found: Found, test: TestReport, services: Services, watch: Identity
) -> bool:
    """Add the last message and the event, and let the ladder rest; False if it is too early."""
    row, day = found.row, clock.day_of(services.now())
    case = get_case(connection, row.report, changing=True)
    if case is None or unrecorded(case.rung):
        return False  # a missed promise is recorded first, by the rungs
    seed = test.words.keys().signing_seed
    addition = add_last(found.key, row.status, REVEALED, seed, day)
    add_message(connection, row.report, row.revision, addition)
    end_report(connection, row.report, day + limits.TEST_RETENTION_DAYS, AFTER, NEVER)
    event = sign_event(Event(row.report, TEST, day), watch.signer)
    insert_events(connection, [(row.report, event)])
    return True


def _with_result(test: TestReport, answer: Message) -> TestReport:
    """Return it closed; what is in the figures of its quarter already stays as it is there."""
    if test.counted:
        return test.closed()
    bucket = answer.bucket or 0
    kept = was_kept(limits.ACKNOWLEDGE_HOURS, bucket, answer.kept)
    return replace(test.closed(), bucket=bucket, missed=not kept)

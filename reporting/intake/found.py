"""What the words of a receipt find: the report's row and its conversation; and saying one thing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reporting import clock, primitives
from reporting.asked import Asked, read_asked
from reporting.conversation import (
    Conversation,
    Saying,
    add_from_reporter,
    key_from_receipt,
    read_conversation,
)
from reporting.errors import Changed, NoSuchReport
from reporting.event import History, read_history
from reporting.intake.draft import TRIES
from reporting.intake.standing import Standing
from reporting.receipt import ReceiptKeys
from reporting.roster import CHAIR, Rosters
from reporting.services import Services
from reporting.status import Status
from reporting.store import Connection
from reporting.store.events import get_events
from reporting.store.reports import ConversationRow, add_message, find_by_locator, get_messages


@dataclass(frozen=True)
class Found:
    """What a receipt points at: the row, its conversation, and what the watch did."""

    row: ConversationRow
    told: Conversation
    history: History
    rosters: Rosters

    @property
    def standing(self) -> Standing:
        """Where the report stands."""
        status = self.told.status
        chairs = any(roster.with_role({CHAIR}) for roster in self.rosters.by_body.values())
        return Standing(status, _due(self.row, status), self.history, chairs)

    @cached_property
    def asked(self) -> Asked:
        """What waits for the reporter."""
        return read_asked(self.told.messages, self.told.status)


def find_report(services: Services, keys: ReceiptKeys) -> Found:
    """Return the report a receipt points at, and its conversation as far as we can vouch for it.

    Raises NoSuchReport, StoreUnavailable, CannotOpen, and RosterRefused where nobody can say whose
    signatures count.
    """
    rosters = services.rosters.current()
    with services.store.read() as connection:
        row = find_by_locator(connection, keys.locator)
        if row is None:
            raise NoSuchReport
        boxes = get_messages(connection, row.report)
        events = get_events(connection, [row.report]).get(row.report, [])
    key = key_from_receipt(keys, row.header, row.wrapped)
    reporter = primitives.signing_public(keys.signing_seed)
    told = read_conversation(key, row.status, boxes, reporter, rosters.signing_keys)
    return Found(row, told, read_history(events, row.report, rosters.watch_keys), rosters)


def _due(row: ConversationRow, status: Status) -> int:
    """Return the hour of the next word: until the first one by the sealed hour, not the column.

    Who owns the database could otherwise keep a reporter from being told that we are late.
    """
    if status.acknowledged is None:
        return clock.acknowledgement_due(status.received, status.target)
    return clock.plausible_hour(row.due)


@dataclass(frozen=True)
class Word:
    """Something the reporter says, the state it leads to, and what is written along with it."""

    saying: Saying
    case_state: str | None = None
    also: Callable[[Connection], None] | None = None


def say_word(
    services: Services, keys: ReceiptKeys, word_for: Callable[[Found], Word | None]
) -> None:
    """Say what `word_for` makes of the conversation as it is, anew where somebody was first.

    None says nothing: it was said already. What is due, and since when, stays as it is: a
    reporter's message gives nobody more time. Raises Changed if others were always first.
    """
    for _ in range(TRIES):
        found = find_report(services, keys)
        row = found.row
        word = word_for(found)
        if word is None:
            return
        key = key_from_receipt(keys, row.header, row.wrapped)
        day = clock.day_of(services.now())
        addition = add_from_reporter(
            key, row.status, word.saying, keys.signing_seed, day, word.case_state
        )
        try:
            with services.store.write() as connection:
                add_message(connection, row.report, row.revision, addition)
                if word.also is not None:
                    word.also(connection)
        except Changed:
            continue
        return
    raise Changed

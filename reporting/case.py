"""A case: an opened report and its life. What a reviewer reads, and how a reviewer answers."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from reporting import clock, ladder, limits
from reporting.added import AddedFile, read_added
from reporting.attachment import File
from reporting.casework.card import Card, open_card, seal_card
from reporting.casework.chain import Chain, read_chain
from reporting.casework.progress import Progress, follow
from reporting.casework.timing import happened_of, is_over, with_progress, work_due
from reporting.conversation import (
    Addition,
    Conversation,
    Key,
    Saying,
    add_from_reviewer,
    key_from_report_key,
    read_conversation,
)
from reporting.deadline import next_word_due
from reporting.errors import Changed, StoreUnavailable
from reporting.event import TEST, History, read_history
from reporting.identity import Identity
from reporting.ids import AccountId, ReportId
from reporting.ladder import Ending
from reporting.opening import Triage, open_payload, open_triage
from reporting.promise import Promise
from reporting.report import Report
from reporting.roster import Rosters
from reporting.status import NOBODY, open_status
from reporting.store.caseevents import get_case_events
from reporting.store.engine import Store
from reporting.store.events import get_events
from reporting.store.reports import CaseRow, Times, add_message, get_case, get_messages
from reporting.store.watched import clear_urgent
from reporting.watched import Watched


@dataclass(frozen=True)
class Case:
    """One report in clear, for one page; `due` and `received` are hours since the epoch.

    Both are what was sealed, not what their columns say, except that `due` is the column's once
    a person has answered. `times_fit` says whether the columns agree with what was sealed.
    `watched` tells whether the watch minds it.
    `last_day` is the last one before the report is removed, in days since the epoch. `digest` is
    that of the header; `reporter_key` checks what the reporter signs; `chain` has the events of
    its work and `card` what lists show of them. `files` came with the report.
    """

    number: ReportId
    revision: int
    report: Report
    triage: Triage
    conversation: Conversation
    received: int
    due: int
    times_fit: bool
    urgent: bool
    watched: Watched
    last_day: int
    digest: bytes
    reporter_key: bytes
    chain: Chain
    card: Card
    files: tuple[File, ...] = ()

    @cached_property
    def progress(self) -> Progress:
        """How far it is."""
        return follow(self.conversation.status, self.chain.events, self.conversation.messages)

    @cached_property
    def added(self) -> tuple[AddedFile, ...]:
        """Files that the reporter added once the report was sent."""
        return read_added(self.conversation.messages)

    @property
    def acknowledged(self) -> bool:
        """Whether a person has answered."""
        return self.conversation.status.acknowledged is not None

    @property
    def history(self) -> History:
        """What the watch did to it."""
        return self.watched.history

    @property
    def is_test(self) -> bool:
        """Whether it was a test report.

        The watch has signed that, and it is sealed in the conversation: so nobody else can say it,
        and the watch alone cannot say it of a report that a person wrote.
        """
        return self.history.has(TEST) and self.conversation.status.awaiting == NOBODY


def read_case(store: Store, number: ReportId, report_key: bytes, rosters: Rosters) -> Case | None:
    """Open one report with its report key; None if it is no longer there."""
    with store.read() as connection:
        row = get_case(connection, number)
        messages = get_messages(connection, number)
        events = get_events(connection, [number]).get(number, [])
        case_events = get_case_events(connection, number)
    if row is None:
        return None
    opened = open_payload(report_key, row.header, row.payload)
    key = key_from_report_key(report_key, row.header)
    conversation = read_conversation(
        key, row.status, messages, opened.reporter_key, rosters.signing_keys
    )
    received = clock.hour_of(opened.received)
    if conversation.status.acknowledged is None:
        # Nothing in the store may buy time: the promise counts from the hour that was sealed.
        due = clock.acknowledgement_due(received, conversation.status.target)
        times_fit = (row.received, row.due) == (received, due)
    else:
        due = clock.plausible_hour(row.due)
        times_fit = (row.received, row.due) == (clock.day_start(received), due)
    return Case(
        number=number,
        revision=row.revision,
        report=opened.report,
        triage=open_triage(report_key, row.header, row.triage),
        conversation=conversation,
        received=received,
        due=due,
        times_fit=times_fit,
        urgent=row.urgent,
        watched=Watched(
            rung=row.rung,
            wake=row.wake,
            due=due,
            received=received,
            status=conversation.status,
            history=read_history(events, number, rosters.watch_keys),
        ),
        last_day=clock.plausible_day(row.expiry - 1),
        digest=key.digest,
        reporter_key=opened.reporter_key,
        chain=read_chain(report_key, key.digest, number, row.chain, case_events, rosters),
        card=open_card(report_key, key.digest, row.card),
        files=opened.files,
    )


def note_opened(store: Store, case: Case) -> None:
    """Note that an urgent report has been opened, so that the watch stops telling of it.

    A database that does not take it keeps nobody from reading: the watch then tells once more.
    """
    if case.urgent:
        with suppress(StoreUnavailable), store.write() as connection:
            clear_urgent(connection, case.number)


@dataclass(frozen=True)
class Author:
    """Who answers, and when, in which zone days end, and what the organisation promises."""

    account: AccountId
    identity: Identity
    now: datetime
    zone: ZoneInfo
    promise: Promise


def acknowledge(store: Store, case: Case, report_key: bytes, author: Author, text: str) -> None:
    """Answer for the first time; raise Changed if a colleague has been first.

    From here on the store keeps the day and no hour of the report, and the next due time comes
    from the day alone.
    """
    if case.acknowledged:
        raise Changed(
            "A colleague has already acknowledged this report. Your message was not sent."
        )
    _answer(store, case, report_key, author, text)


def reply(store: Store, case: Case, report_key: bytes, author: Author, text: str) -> None:
    """Send a further message; raise Changed if the case is not as it was when it was read."""
    if case.is_test:
        raise Changed("This was a test of the promise. Nobody waits for a message.")
    if not case.acknowledged:
        raise Changed("This report has not been acknowledged yet. Please acknowledge it first.")
    _answer(store, case, report_key, author, text)


def _answer(store: Store, case: Case, report_key: bytes, author: Author, text: str) -> None:
    day, hour = clock.day_of(author.now), clock.hour_of(author.now)
    with store.write() as connection:
        row = get_case(connection, case.number, changing=True)
        if row is None or row.revision != case.revision:
            raise Changed
        # A kind word after the end promises no other.
        over = is_over(case.progress)
        due = case.due if over else next_word_due(author.promise, day, author.zone)
        key = key_from_report_key(report_key, row.header)
        # The row is locked, so either the watch has taken a step before this or it takes none.
        ending = _ending(case, row, hour)
        addition = add_from_reviewer(
            key,
            row.status,
            Saying(text),
            author.account,
            author.identity.signing_seed,
            day,
            clock.bucket_of(ending.waited),
            _kept(case.conversation.status.target, ending.waited),
        )
        add_message(
            connection,
            case.number,
            row.revision,
            addition,
            Times(
                due=due,
                received=clock.day_start(case.received),
                rung=ending.rung,
                wake=_wake(ending, case.received, due),
            ),
            None if case.acknowledged else _first_card(case, report_key, addition, key, author),
        )


def _first_card(
    case: Case, report_key: bytes, addition: Addition, key: Key, author: Author
) -> bytes:
    """Return the card of a case from its acknowledgement on: its triage is what is due first."""
    status = open_status(key.secret, key.digest, addition.status)
    progress = follow(status, case.chain.events)
    happened = happened_of(status, clock.day_start(case.received), progress)
    work = work_due(author.promise, happened, progress, author.now, author.zone)
    card = with_progress(case.card, progress, work, case.report.area)
    return seal_card(report_key, case.digest, card)


def _ending(case: Case, row: CaseRow, hour: int) -> Ending:
    """Return how the ladder ends; a later answer leaves what the watch has not yet recorded."""
    if case.acknowledged:
        return Ending(max(row.rung, ladder.AFTER), 0)
    return ladder.end(
        ladder.done_of(row.rung), case.received, case.conversation.status.target, hour
    )


def _kept(target: int, waited: int) -> bool | None:
    return None if target == limits.ACKNOWLEDGE_HOURS else waited <= target


def _wake(ending: Ending, received: int, due: int) -> int:
    """Return when the watch acts next: for what is unrecorded at once, and it says no hour."""
    hour = clock.day_start(received) if ladder.unrecorded(ending.rung) else due
    return clock.quarter_of_hour(hour)

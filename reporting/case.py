"""A case: an opened report and its life. What a reviewer reads, and how a reviewer answers."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from reporting import clock, limits
from reporting.conversation import (
    Conversation,
    add_from_reviewer,
    key_from_report_key,
    read_conversation,
)
from reporting.errors import Changed
from reporting.identity import Identity
from reporting.ids import AccountId, ReportId
from reporting.opening import Triage, open_payload, open_triage
from reporting.report import Report
from reporting.roster import Rosters
from reporting.store.engine import Store
from reporting.store.reports import CaseRow, add_message, get_case, get_messages


@dataclass(frozen=True)
class Case:
    """One report in clear, for one page; `due` and `received` are hours since the epoch."""

    number: ReportId
    revision: int
    report: Report
    triage: Triage
    conversation: Conversation
    received: int
    due: int

    @property
    def acknowledged(self) -> bool:
        """Whether a person has answered."""
        return self.conversation.status.acknowledged is not None


def read_case(store: Store, number: ReportId, report_key: bytes, rosters: Rosters) -> Case | None:
    """Open one report with its report key; None if it is no longer there."""
    with store.read() as connection:
        row = get_case(connection, number)
        messages = get_messages(connection, number)
    if row is None:
        return None
    opened = open_payload(report_key, row.header, row.payload)
    key = key_from_report_key(report_key, row.header)
    return Case(
        number=number,
        revision=row.revision,
        report=opened.report,
        triage=open_triage(report_key, row.header, row.triage),
        conversation=read_conversation(
            key, row.status, messages, opened.reporter_key, rosters.signing_keys
        ),
        received=row.received,
        due=row.due,
    )


@dataclass(frozen=True)
class Author:
    """Who answers, and when, and in which zone days end."""

    account: AccountId
    identity: Identity
    now: datetime
    zone: ZoneInfo


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
    if not case.acknowledged:
        raise Changed("This report has not been acknowledged yet. Please acknowledge it first.")
    _answer(store, case, report_key, author, text)


def _answer(store: Store, case: Case, report_key: bytes, author: Author, text: str) -> None:
    day = clock.day_of(author.now)
    with store.write() as connection:
        row = get_case(connection, case.number)
        if row is None or row.revision != case.revision:
            raise Changed
        key = key_from_report_key(report_key, row.header)
        addition = add_from_reviewer(
            key,
            row.status,
            text,
            author.account,
            author.identity.signing_seed,
            day,
            clock.answer_bucket(row.received, clock.hour_of(author.now)),
        )
        add_message(
            connection,
            case.number,
            row.revision,
            addition,
            due=clock.coarse_due(day, limits.UPDATE_DAYS, author.zone),
            received=_day_start(row),
        )


def _day_start(row: CaseRow) -> int:
    return row.received // clock.HOURS_A_DAY * clock.HOURS_A_DAY

"""Reports and their stanzas: the deposit, and what lists and pages read of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Column, Connection, bindparam, delete, func, insert, select, update

from reporting import clock, ids
from reporting.conversation import Addition
from reporting.envelope import Deposit
from reporting.errors import Changed
from reporting.ids import AccountId, ReportId
from reporting.store.stanzas import stanza_values
from reporting.store.tables import message, report, stanza

_COLUMNS = (
    "received", "due", "expiry", "locator", "header", "wrapped", "status", "triage", "payload",
    "rung", "wake", "urgent", "note", "chain", "card",
)  # fmt: skip
_BATCH = 500  # ids a statement: SQLite and PostgreSQL both bound the number of parameters


@dataclass(frozen=True)
class ConversationRow:
    """What a locator finds."""

    report: ReportId
    revision: int
    header: bytes
    wrapped: bytes
    status: bytes
    received: int
    due: int


@dataclass(frozen=True)
class SummaryRow:
    """What a list needs of one report."""

    report: ReportId
    revision: int
    received: int
    due: int
    header: bytes
    status: bytes
    triage: bytes
    card: bytes
    expiry: int


@dataclass(frozen=True)
class CaseRow(SummaryRow):
    """Everything of one report but its messages and its note."""

    payload: bytes
    rung: int
    wake: int
    urgent: bool
    chain: bytes


@dataclass(frozen=True)
class Times:
    """The columns of time that a reviewer's message sets."""

    due: int
    received: int
    rung: int
    wake: int
    urgent: bool = False


@dataclass(frozen=True)
class State:
    """A fingerprint of all reports: it changes whenever one is added, changed or removed."""

    count: int
    total: int


def insert_deposit(connection: Connection, deposit: Deposit) -> None:
    """Store one report and all its stanza rows."""
    values = asdict(deposit)
    row = {name: values[name] for name in _COLUMNS}
    connection.execute(insert(report), {"id": deposit.report, "revision": ids.new_id(), **row})
    connection.execute(
        insert(stanza),
        [stanza_values(deposit.report, account, data) for account, data in deposit.stanzas.items()],
    )


_FIND = select(
    report.c.id.label("report"),
    report.c.revision,
    report.c.header,
    report.c.wrapped,
    report.c.status,
    report.c.received,
    report.c.due,
).where(report.c.locator == bindparam("locator"))


def find_by_locator(connection: Connection, locator: bytes) -> ConversationRow | None:
    """Return the report that a receipt points at, or None."""
    row = connection.execute(_FIND, {"locator": locator}).mappings().one_or_none()
    return None if row is None else ConversationRow(**row)


def _columns_of(row: type[SummaryRow]) -> "list[Column[Any]]":
    """Return the column of each field, in their order."""
    return [report.c["id" if f.name == "report" else f.name] for f in fields(row)]


# Built once: the desk asks on every page.
_SUMMARIES = select(*_columns_of(SummaryRow)).where(
    report.c.id.in_(bindparam("numbers", expanding=True))
)
_SUMMARIES_TO_CHANGE = _SUMMARIES.with_for_update()
_CASE = select(*_columns_of(CaseRow)).where(report.c.id == bindparam("number"))
_CASE_TO_CHANGE = _CASE.with_for_update()


def get_case(connection: Connection, number: ReportId, *, changing: bool = False) -> CaseRow | None:
    """Return one report, or None; `changing` keeps others from changing it before the commit."""
    wanted = _CASE_TO_CHANGE if changing else _CASE
    row = connection.execute(wanted, {"number": number}).one_or_none()
    return None if row is None else CaseRow(*row)


def get_summaries(
    connection: Connection, numbers: Collection[ReportId], *, changing: bool = False
) -> dict[ReportId, SummaryRow]:
    """Return the list columns of some reports, by id; `changing` as for `get_case`."""
    found: dict[ReportId, SummaryRow] = {}
    wanted = _SUMMARIES_TO_CHANGE if changing else _SUMMARIES
    for part in _batches(numbers):
        rows = (SummaryRow(*row) for row in connection.execute(wanted, {"numbers": part}))
        found |= {row.report: row for row in rows}
    return found


# Revisions are random, so their sum tells changes.
_STATE = select(func.count(), func.sum(report.c.revision % 2**31))


def get_state(connection: Connection) -> State:
    """Return the fingerprint of all reports."""
    row = connection.execute(_STATE).one()
    return State(row[0], int(row[1] or 0))


def get_revisions(connection: Connection, account: AccountId) -> dict[ReportId, int]:
    """Return id and revision of every report in which `account` has a row, decoys included."""
    rows = connection.execute(
        select(report.c.id, report.c.revision).where(
            report.c.id.in_(select(stanza.c.report_id).where(stanza.c.account_id == account))
        )
    )
    return {ReportId(number): revision for number, revision in rows}


_STANZAS = select(stanza.c.report_id, stanza.c.bytes).where(
    stanza.c.account_id == bindparam("account"),
    stanza.c.report_id.in_(bindparam("numbers", expanding=True)),
)


def get_stanzas(
    connection: Connection, account: AccountId, numbers: Collection[ReportId]
) -> dict[ReportId, bytes]:
    """Return the rows of one account in some reports."""
    found: dict[ReportId, bytes] = {}
    for part in _batches(numbers):
        rows = connection.execute(_STANZAS, {"account": account, "numbers": part})
        found |= {ReportId(number): data for number, data in rows}
    return found


_MESSAGES = select(message.c.id, message.c.bytes).where(message.c.report_id == bindparam("number"))


def get_messages(connection: Connection, number: ReportId) -> list[tuple[ids.MessageId, bytes]]:
    """Return all message rows of one report, in no order."""
    rows = connection.execute(_MESSAGES, {"number": number})
    return [(number, data) for number, data in rows]


def change_report(
    connection: Connection, number: ReportId, revision: int, values: Mapping[str, Any]
) -> None:
    """Write columns of a report that is still at `revision`; else raise Changed."""
    changed = connection.execute(
        update(report)
        .where(report.c.id == number, report.c.revision == revision)
        .values(revision=ids.new_id(), **values)
    )
    if changed.rowcount != 1:
        raise Changed


def add_message(
    connection: Connection,
    number: ReportId,
    revision: int,
    addition: Addition,
    times: Times | None = None,
    card: bytes | None = None,
) -> None:
    """Store a message with its status, if the report is still at `revision`; else Changed.

    The revision is what keeps two people from answering over one another: the second finds
    another one and nothing is written. A reporter's message changes no times and no card.
    """
    values = asdict(times) if times else {}
    if card is not None:
        values["card"] = card
    change_report(connection, number, revision, {"status": addition.status, **values})
    connection.execute(
        insert(message), {"id": addition.number, "report_id": number, "bytes": addition.box}
    )


def set_expiry(connection: Connection, number: ReportId, day: int) -> None:
    """Let a report go on `day`, in days since the epoch."""
    connection.execute(update(report).where(report.c.id == number).values(expiry=day))


def reopen_report(connection: Connection, number: ReportId, expiry: int, due: int) -> None:
    """Let a report go on day `expiry`, and its next word be due in hour `due` at the latest."""
    connection.execute(update(report).where(report.c.id == number).values(expiry=expiry))
    connection.execute(
        update(report)
        .where(report.c.id == number, report.c.due > due)
        .values(due=due, wake=clock.quarter_of_hour(due))
    )


def end_report(connection: Connection, number: ReportId, expiry: int, rung: int, wake: int) -> None:
    """Let nothing more be due of a report, and let it go on day `expiry`."""
    connection.execute(
        update(report).where(report.c.id == number).values(expiry=expiry, rung=rung, wake=wake)
    )


def count_all(connection: Connection) -> int:
    """Return how many reports there are."""
    return connection.execute(select(func.count()).select_from(report)).scalar_one()


def count_received_since(connection: Connection, hour: int) -> int:
    """Return how many reports came since `hour`, for the day's ceiling."""
    return connection.execute(
        select(func.count()).select_from(report).where(report.c.received >= hour)
    ).scalar_one()


def replace_stanzas(
    connection: Connection,
    number: ReportId,
    rows: dict[AccountId, bytes],
    triage: bytes,
    note: bytes,
    status: bytes,
) -> None:
    """Rewrite all rows of a report that nobody else can change now, so that none stands out."""
    connection.execute(delete(stanza).where(stanza.c.report_id == number))
    connection.execute(
        insert(stanza),
        [stanza_values(number, account, data) for account, data in rows.items()],
    )
    connection.execute(
        update(report)
        .where(report.c.id == number)
        .values(revision=ids.new_id(), triage=triage, note=note, status=status)
    )


def erase_report(connection: Connection, number: ReportId, revision: int) -> None:
    """Remove a report that is still at `revision` with all that belongs to it; else Changed."""
    here = (report.c.id == number, report.c.revision == revision)
    if connection.execute(delete(report).where(*here)).rowcount != 1:
        raise Changed


def purge_reports(connection: Connection, day: int) -> int:
    """Remove reports whose expiry day has come, with all that belongs to them; return how many."""
    return connection.execute(delete(report).where(report.c.expiry <= day)).rowcount


def all_numbers(connection: Connection) -> list[ReportId]:
    """Return the ids of all reports."""
    return [ReportId(number) for number in connection.execute(select(report.c.id)).scalars()]


def _batches(numbers: Collection[ReportId]) -> Iterator[list[ReportId]]:
    ordered = list(numbers)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]

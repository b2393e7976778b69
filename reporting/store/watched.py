"""What the watch reads of reports, and what it writes: by the index on `wake`, never by all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, exists, select, update

from reporting import ids
from reporting.ids import AccountId, ReportId
from reporting.store.tables import report, stanza


@dataclass(frozen=True)
class WatchedRow:
    """What the watch goes by; everything of it but the note is clear."""

    report: ReportId
    rung: int
    wake: int
    urgent: bool
    received: int
    due: int
    header: bytes
    note: bytes


@dataclass(frozen=True)
class Progress:
    """How far a report is after a turn of the watch."""

    report: ReportId
    rung: int
    wake: int


_WAKING = (
    select(
        report.c.id.label("report"),
        report.c.rung,
        report.c.wake,
        report.c.urgent,
        report.c.received,
        report.c.due,
        report.c.header,
        report.c.note,
    )
    .where(report.c.wake <= bindparam("quarter"))
    .order_by(report.c.wake)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def lock_waking(connection: Connection, quarter: int, most: int) -> list[WatchedRow]:
    """Return up to `most` reports at which the watch acts by now, locked to the commit.

    On PostgreSQL what another watch or an answering colleague has locked is left to them; on
    SQLite there is one writer at a time.
    """
    found = connection.execute(_WAKING, {"quarter": quarter, "most": most})
    return [WatchedRow(**row) for row in found.mappings()]


_MOVE = (
    update(report)
    .where(report.c.id == bindparam("number"))
    .values(rung=bindparam("to_rung"), wake=bindparam("to_wake"))
)


def move_reports(connection: Connection, done: Iterable[Progress]) -> None:
    """Write how far some reports are now."""
    values = [{"number": each.report, "to_rung": each.rung, "to_wake": each.wake} for each in done]
    if values:
        connection.execute(_MOVE, values)


def clear_urgent(connection: Connection, number: ReportId) -> None:
    """Note that an urgent report has been opened; the watch finds it so at its next turn."""
    connection.execute(
        update(report).where(report.c.id == number, report.c.urgent).values(urgent=False)
    )


def is_overdue(connection: Connection, hour: int) -> bool:
    """Say whether any word is overdue at `hour`."""
    return bool(connection.execute(select(exists().where(report.c.due <= hour))).scalar_one())


def get_rows(connection: Connection, number: ReportId) -> dict[AccountId, bytes]:
    """Return all rows of one report by account."""
    rows = connection.execute(
        select(stanza.c.account_id, stanza.c.bytes).where(stanza.c.report_id == number)
    )
    return {AccountId(row.account_id): row.bytes for row in rows}


_HAND_OVER = (
    update(stanza)
    .where(stanza.c.report_id == bindparam("number"), stanza.c.account_id == bindparam("account"))
    .values(bytes=bindparam("data"))
)


def hand_over(connection: Connection, number: ReportId, rows: Mapping[AccountId, bytes]) -> None:
    """Write peeled rows in the place of those that stood by, and tell every index to look."""
    connection.execute(
        _HAND_OVER,
        [{"number": number, "account": one, "data": data} for one, data in sorted(rows.items())],
    )
    connection.execute(update(report).where(report.c.id == number).values(revision=ids.new_id()))

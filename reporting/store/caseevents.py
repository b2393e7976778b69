"""Events of cases: rows beside a report, written once; the head in the report counts them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from reporting.casework.chain import Link
from reporting.errors import Changed
from reporting.ids import EventId, ReportId
from reporting.store.tables import case_event, report


@dataclass(frozen=True)
class ChainRow:
    """What the chain of one report is read from, besides its events: header and sealed head."""

    header: bytes
    head: bytes


def add_case_event(connection: Connection, number: ReportId, head: bytes, link: Link) -> None:
    """Store an event and the new head, if the head is still `head`; else raise Changed.

    The head is what keeps two events from following the same one. It changes no revision: that a
    colleague has opened a case is no reason to refuse what somebody else is writing.
    """
    changed = connection.execute(
        update(report).where(report.c.id == number, report.c.chain == head).values(chain=link.head)
    )
    if changed.rowcount != 1:
        raise Changed
    connection.execute(
        insert(case_event), {"id": link.number, "report_id": number, "bytes": link.box}
    )


def get_case_events(connection: Connection, number: ReportId) -> list[tuple[EventId, bytes]]:
    """Return all event rows of one report, in no order."""
    rows = connection.execute(
        select(case_event.c.id, case_event.c.bytes).where(case_event.c.report_id == number)
    )
    return [(EventId(event), data) for event, data in rows]


def get_case_events_of(
    connection: Connection, numbers: Collection[ReportId]
) -> dict[ReportId, list[tuple[EventId, bytes]]]:
    """Return the event rows of some reports (500 at most); one without any is left out."""
    rows = connection.execute(
        select(case_event.c.report_id, case_event.c.id, case_event.c.bytes).where(
            case_event.c.report_id.in_(list(numbers))
        )
    )
    found: dict[ReportId, list[tuple[EventId, bytes]]] = {}
    for row in rows:
        found.setdefault(ReportId(row.report_id), []).append((EventId(row.id), row.bytes))
    return found


def get_chain_rows(
    connection: Connection, numbers: Collection[ReportId]
) -> dict[ReportId, ChainRow]:
    """Return header and head of some reports (500 at most); one that is gone is left out."""
    rows = connection.execute(
        select(report.c.id, report.c.header, report.c.chain).where(report.c.id.in_(list(numbers)))
    )
    return {ReportId(row.id): ChainRow(row.header, row.chain) for row in rows}

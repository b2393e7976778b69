"""Events of cases: rows beside a report, written once; the head in the report counts them."""

from sqlalchemy import Connection, insert, select, update

from reporting.casework.chain import Link
from reporting.errors import Changed
from reporting.ids import EventId, ReportId
from reporting.store.tables import case_event, report


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

"""Events of the watch: rows beside a report, written once and never changed."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, bindparam, insert, select

from reporting import ids
from reporting.ids import ReportId
from reporting.store.tables import event


def insert_events(connection: Connection, rows: Iterable[tuple[ReportId, bytes]]) -> None:
    """Store events, each with its report."""
    values = [{"id": ids.new_id(), "report_id": number, "bytes": data} for number, data in rows]
    if values:
        connection.execute(insert(event), values)


_OF_REPORTS = select(event.c.report_id, event.c.bytes).where(
    event.c.report_id.in_(bindparam("numbers", expanding=True))
)


def get_events(
    connection: Connection, numbers: Collection[ReportId]
) -> dict[ReportId, list[bytes]]:
    """Return the events of some reports, in no order; a report without any is left out."""
    rows = connection.execute(_OF_REPORTS, {"numbers": list(numbers)})
    found: dict[ReportId, list[bytes]] = {}
    for row in rows:
        found.setdefault(ReportId(row.report_id), []).append(row.bytes)
    return found

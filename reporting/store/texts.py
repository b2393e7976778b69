"""What was written in a few reports at once: reads for a search, and writes nothing."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from reporting.ids import MessageId, ReportId
from reporting.store.tables import message, report

_TEXT = (report.c.id.label("report"), report.c.header, report.c.status, report.c.payload)


@dataclass(frozen=True)
class TextRow:
    """What was written in a report, and what its conversation is checked against."""

    report: ReportId
    header: bytes
    status: bytes
    payload: bytes


def get_texts(connection: Connection, numbers: Collection[ReportId]) -> dict[ReportId, TextRow]:
    """Return the texts of some reports (500 at most), by id: 64 KiB each, so ask for few."""
    rows = connection.execute(select(*_TEXT).where(report.c.id.in_(list(numbers))))
    return {row["report"]: TextRow(**row) for row in rows.mappings()}


def get_messages_of(
    connection: Connection, numbers: Collection[ReportId]
) -> dict[ReportId, list[tuple[MessageId, bytes]]]:
    """Return the message rows of some reports (500 at most); one without any is left out."""
    rows = connection.execute(
        select(message.c.report_id, message.c.id, message.c.bytes).where(
            message.c.report_id.in_(list(numbers))
        )
    )
    found: dict[ReportId, list[tuple[MessageId, bytes]]] = {}
    for row in rows:
        found.setdefault(ReportId(row.report_id), []).append((MessageId(row.id), row.bytes))
    return found

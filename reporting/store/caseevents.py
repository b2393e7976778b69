"""Events of cases: rows beside a report, written once; the head in the report counts them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, exists, insert, select, text, update

from reporting.casework.chain import Link, add_to_sum
from reporting.errors import Changed
from reporting.ids import EventId, ReportId
from reporting.store.grants import GRANTS, role_of
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
    here = (report.c.id == number, report.c.chain == head)
    total = connection.execute(select(report.c.event_sum).where(*here)).scalar_one_or_none()
    if total is None:
        raise Changed
    values = {"chain": link.head, "event_sum": add_to_sum(total, link.number, link.box)}
    changed = connection.execute(update(report).where(*here).values(values))
    if changed.rowcount != 1:
        raise Changed
    connection.execute(
        insert(case_event), {"id": link.number, "report_id": number, "bytes": link.box}
    )


_OF_REPORT = select(case_event.c.id, case_event.c.bytes).where(
    case_event.c.report_id == bindparam("number")
)


def get_case_events(connection: Connection, number: ReportId) -> list[tuple[EventId, bytes]]:
    """Return all event rows of one report, in no order."""
    rows = connection.execute(_OF_REPORT, {"number": number})
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


def get_sums(connection: Connection, numbers: Collection[ReportId]) -> dict[ReportId, bytes]:
    """Return what the events of some reports (500 at most) are told to add up to."""
    rows = connection.execute(
        select(report.c.id, report.c.event_sum).where(report.c.id.in_(list(numbers)))
    )
    return {ReportId(number): total for number, total in rows}


def has_strays(connection: Connection) -> bool:
    """Say whether there are events whose report is gone, which the database refuses by itself."""
    there = exists().where(report.c.id == case_event.c.report_id)
    return connection.execute(select(case_event.c.id).where(~there).limit(1)).first() is not None


_GUARDS = frozenset({"case_event_refuses_update", "case_event_refuses_delete"})


def find_open_guards(connection: Connection) -> list[str]:
    """Return what would let the desk change or delete an event: lost triggers, or grants."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_event'"
        found = set(connection.execute(text(query)).scalars())
        return sorted(_GUARDS - found)
    query = (
        "SELECT grantee FROM information_schema.role_table_grants WHERE table_name = 'case_event' "
        "AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')"
    )
    return sorted(set(map(role_of, GRANTS)) & set(connection.execute(text(query)).scalars()))

"""Who may open a case from now on: its access list is amended, routed anew, and all rows written.

Never one row: a single changed row would name who was recused, or to whom a report was given.
Whoever may open a case holds the report key, so nobody else is needed for it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.case import Case
from reporting.conversation import key_from_report_key, with_other
from reporting.envelope import header_digest, seal_note_of, seal_stanzas, seal_triage
from reporting.errors import Changed, NotAllowed
from reporting.event import HANDOVER
from reporting.ids import AccountId
from reporting.note import note_of
from reporting.opening import Triage, open_triage
from reporting.rerouting import reroute
from reporting.roster import READING_ROLES, Rosters
from reporting.routing import Access
from reporting.service import Service
from reporting.status import open_status
from reporting.store import Connection, reports
from reporting.store.reports import SummaryRow
from reporting.store.rosters import hold_rosters

# What routing goes by: the service file, and the rosters in force.
Places = tuple[Service, Rosters]
UNROUTED = (
    "The service has no such organisation any more, so nobody can say who else may open this "
    "report. Nothing was changed. Do not read on, and tell your lead at once."
)


@dataclass(frozen=True)
class Rerouted:
    """One report routed anew: its row, its triage with the list as amended, what comes of it."""

    row: SummaryRow
    triage: Triage
    access: Access


def route_anew(
    connection: Connection,
    case: Case,
    report_key: bytes,
    places: Places,
    amend: Callable[[Triage], Triage],
) -> Rerouted:
    """Return what routing makes of a report whose access list was amended; raise Changed if gone.

    It is read under the lock: what a colleague changed meanwhile stays changed. Raises NotAllowed
    where the service file has the organisation no more, ListChanged if another list is in force.
    """
    hold_rosters(connection, places[1].versions)
    row = reports.get_summaries(connection, [case.number]).get(case.number)
    if row is None:
        raise Changed
    triage = amend(open_triage(report_key, row.header, row.triage))
    if triage.organisation not in places[0].organisations:
        raise NotAllowed(UNROUTED)
    return Rerouted(row, triage, reroute(*places, triage))


def write_rows(
    connection: Connection, case: Case, report_key: bytes, rosters: Rosters, anew: Rerouted
) -> None:
    """Write all rows of a report anew, its sealed access list, and what the watch may know."""
    row, triage, access = anew.row, anew.triage, anew.access
    handed_over = case.history.has(HANDOVER)
    digest = header_digest(row.header)
    key = key_from_report_key(report_key, row.header)
    target = open_status(key.secret, key.digest, row.status).target
    routed = note_of(access, rosters, triage.organisation, triage.received, target)
    reports.replace_stanzas(
        connection,
        case.number,
        seal_stanzas(access, rosters, report_key, digest, handed_over=handed_over),
        seal_triage(triage, access, triage.received, report_key, digest),
        seal_note_of(access, rosters, routed, digest),
        with_other(key, row.status, None if handed_over else access.standby_body),
    )


def readers_of(access: Access, rosters: Rosters) -> frozenset[AccountId]:
    """Return who can open it at once; the recovery of a body opens only on another machine."""
    members = rosters.by_body[access.body].with_role(READING_ROLES)
    return access.open & {member.account for member in members}

"""Giving a report up: whoever knows somebody in it takes away what opens it for them.

All rows are written anew, not one: a single changed row would name who was recused, and so whom
the report may be about. Whoever recuses holds the report key, so nobody else is needed for it.
"""

from dataclasses import replace

from reporting.case import Author, Case
from reporting.casework import kinds
from reporting.casework.record import Act, note
from reporting.conversation import key_from_report_key
from reporting.envelope import header_digest, seal_note_of, seal_stanzas, seal_triage
from reporting.errors import Changed, NotAllowed
from reporting.event import HANDOVER
from reporting.ids import AccountId
from reporting.note import note_of
from reporting.opening import Triage, open_triage
from reporting.rerouting import NEVER, reroute
from reporting.roster import READING_ROLES, Rosters
from reporting.routing import Access
from reporting.service import Service
from reporting.status import open_status
from reporting.store import Connection, reports
from reporting.store.engine import Store


def recuse(
    store: Store, case: Case, report_key: bytes, author: Author, places: tuple[Service, Rosters]
) -> bool:
    """Take a report from `author` for ever; say whether the other body has it now.

    `places` are the service file and the rosters in force. The event is written before the rows go,
    in the same transaction. Raises NotAllowed if nobody could open the report then, and Changed if
    it is no longer there.
    """
    moved: list[bool] = []

    def rewrite(connection: Connection) -> None:
        moved.append(_rewrite(connection, case, report_key, author.account, places))

    note(store, case, report_key, author, Act(kinds.RECUSED, also=rewrite))
    return moved[0]


def _rewrite(
    connection: Connection,
    case: Case,
    report_key: bytes,
    account: AccountId,
    places: tuple[Service, Rosters],
) -> bool:
    service, rosters = places
    # Read under the lock: a colleague who recused meanwhile must stay recused.
    row = reports.get_summaries(connection, [case.number]).get(case.number)
    if row is None:
        raise Changed
    triage = open_triage(report_key, row.header, row.triage)
    triage = replace(triage, access={**triage.access, account: NEVER})
    access = reroute(service, rosters, triage)
    if not _readers(access, rosters):
        raise NotAllowed(
            "Nobody else could open this report then, so nothing was changed. Do not read on, and "
            "tell your lead at once."
        )
    digest = header_digest(row.header)
    key = key_from_report_key(report_key, row.header)
    target = open_status(key.secret, key.digest, row.status).target
    routed = note_of(access, rosters, triage.organisation, triage.received, target)
    reports.replace_stanzas(
        connection,
        case.number,
        seal_stanzas(access, rosters, report_key, digest, handed_over=case.history.has(HANDOVER)),
        seal_triage(triage, access, triage.received, report_key, digest),
        seal_note_of(access, rosters, routed, digest),
    )
    return _has_moved(triage, access)


def _readers(access: Access, rosters: Rosters) -> frozenset[AccountId]:
    """Return who can open it at once; the recovery of a body opens only on another machine."""
    members = rosters.by_body[access.body].with_role(READING_ROLES)
    return access.open & {member.account for member in members}


def _has_moved(before: Triage, access: Access) -> bool:
    return before.body != access.body

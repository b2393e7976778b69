"""Giving a report to a colleague who came later: routing decides, at that very moment, who may."""

from dataclasses import replace

from reporting import ids
from reporting.case import Author, Case
from reporting.casework import kinds
from reporting.casework.access import Places, route_anew, write_rows
from reporting.casework.record import Act, note
from reporting.errors import NotAllowed
from reporting.ids import AccountId
from reporting.opening import Triage
from reporting.rerouting import OPEN, STANDBY, find_newcomers
from reporting.store import Connection
from reporting.store.engine import Store

NOBODY_SUCH = "This report cannot be given to them. Nothing was changed."


def grant(
    store: Store,
    case: Case,
    report_key: bytes,
    author: Author,
    places: Places,
    colleague: AccountId,
    reason: str,
) -> None:
    """Let `colleague` open a case for good; the event and all rows go in one transaction.

    Raises NotAllowed, in the same words, for whoever is unknown, excluded, conflicted, of another
    body or can open it already, by the rosters in force and the list as it is under the lock.
    """
    rosters = places[1]

    def admit(triage: Triage) -> Triage:
        if colleague not in find_newcomers(*places, triage, author.account):
            raise NotAllowed(NOBODY_SUCH)
        acts = any(m.account == colleague for m in rosters.by_body[triage.body].members)
        return replace(triage, access={**triage.access, colleague: OPEN if acts else STANDBY})

    def rewrite(connection: Connection) -> None:
        anew = route_anew(connection, case, report_key, places, admit)
        write_rows(connection, case, report_key, rosters, anew)

    data = {"account": ids.to_hex(colleague), "reason": reason}
    note(store, case, report_key, author, Act(kinds.GRANTED, data, also=rewrite))

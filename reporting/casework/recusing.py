"""Giving a report up: whoever knows somebody in it takes away what opens it for them."""

from dataclasses import replace

from reporting.case import Author, Case
from reporting.casework import kinds
from reporting.casework.access import Places, readers_of, route_anew, write_rows
from reporting.casework.record import Act, note
from reporting.errors import NotAllowed
from reporting.opening import Triage
from reporting.rerouting import NEVER
from reporting.store import Connection
from reporting.store.engine import Store


def recuse(store: Store, case: Case, report_key: bytes, author: Author, places: Places) -> bool:
    """Take a report from `author` for ever; say whether the other body has it now.

    `places` are the service file and the rosters in force. The event is written before the rows go,
    in the same transaction. Raises NotAllowed if nobody could open the report then, and Changed if
    it is no longer there.
    """
    moved: list[bool] = []

    def exclude(triage: Triage) -> Triage:
        return replace(triage, access={**triage.access, author.account: NEVER})

    def rewrite(connection: Connection) -> None:
        anew = route_anew(connection, case, report_key, places, exclude)
        if not readers_of(anew.access, places[1]):
            raise NotAllowed(
                "Nobody else could open this report then, so nothing was changed. Do not read on, "
                "and tell your lead at once."
            )
        write_rows(connection, case, report_key, places[1], anew)
        moved.append(anew.triage.body != anew.access.body)

    note(store, case, report_key, author, Act(kinds.RECUSED, also=rewrite))
    return moved[0]

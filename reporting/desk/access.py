"""Finds the key of one report for one account, or nothing: unknown and excluded are the same."""

from reporting import limits, primitives
from reporting.envelope import HEADER_SIZE
from reporting.errors import CannotOpen
from reporting.identity import Identity
from reporting.ids import AccountId, ReportId
from reporting.opening import open_stanza
from reporting.stanza import VERSION
from reporting.store.engine import Store
from reporting.store.reports import get_stanzas, get_summaries


def find_report_key(
    store: Store, account: AccountId, identity: Identity, number: ReportId
) -> bytes | None:
    """Return the report key that the account's row of a report holds, or None.

    Where there is no report or no row, noise of the same length is opened in its place: the
    same questions to the store and the same work as for a decoy.
    """
    with store.read() as connection:
        summaries = get_summaries(connection, [number])
        stanzas = get_stanzas(connection, account, [number])
    header = (
        summaries[number].header if number in summaries else primitives.random_bytes(HEADER_SIZE)
    )
    noise = VERSION + primitives.random_bytes(limits.STANZA_ROW_SIZE - len(VERSION))
    try:
        return open_stanza(identity.unwrapper, account, header, stanzas.get(number, noise))
    except CannotOpen:
        return None

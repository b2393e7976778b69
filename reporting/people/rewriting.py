"""Rewriting the stanza rows of reports that are there already, after a roster has changed.

Whoever is new gets a row in every report, so that the number of rows never tells who came when.
Without a recovery identity that row is a decoy: nothing else can be done without opening.
"""

from collections.abc import Callable, Iterable, Sequence

from reporting import limits, primitives
from reporting.conversation import key_from_report_key, with_other
from reporting.envelope import (
    header_digest,
    seal_note_of,
    seal_stanzas,
    seal_triage,
)
from reporting.errors import CannotOpen
from reporting.event import HANDOVER, History, read_history
from reporting.identity import Identity
from reporting.ids import AccountId, ReportId
from reporting.note import note_of
from reporting.opening import open_stanza, open_triage
from reporting.people.recovery import Recovered
from reporting.rerouting import reroute
from reporting.roster import Rosters
from reporting.service import Service
from reporting.stanza import Slot, decoy_row, peel_row, peel_rows
from reporting.status import open_status
from reporting.store import Connection, reports
from reporting.store.engine import Store
from reporting.store.events import get_events
from reporting.store.reports import SummaryRow
from reporting.store.stanzas import delete_rows, find_missing, insert_rows


def level_rows(store: Store, rosters: Rosters) -> None:
    """Give every recipient a row in each report of its body, and everybody else none.

    A report that was sealed just before a roster changed lacks the newest account and has a row
    for the one that went; so this runs after each change and again every night.
    """
    for roster in rosters.by_body.values():
        former = [member.account for member in roster.members if not member.active]
        peers = {member.account for member in roster.members}
        with store.write() as connection:
            for account in former:
                delete_rows(connection, account)
        for member in roster.recipients:
            while _fill_some(store, member.account, peers - {member.account}):
                pass


def _fill_some(store: Store, account: AccountId, peers: set[AccountId]) -> bool:
    nobody = primitives.nobody_public()
    with store.read() as connection:
        if not find_missing(connection, account, peers, 1):
            return False
    with store.write() as connection:
        missing = find_missing(connection, account, peers, limits.REPORTS_BATCH)
        insert_rows(
            connection,
            account,
            (
                (number, decoy_row(Slot(header_digest(header), account), nobody))
                for number, header in missing.items()
            ),
        )
    return len(missing) == limits.REPORTS_BATCH


class Rewriter:
    """Routes reports anew and rewrites all rows of each, by recovery identities put together."""

    def __init__(
        self, service: Service, rosters: Rosters, recovered: Iterable[Recovered], watch: Identity
    ) -> None:
        """Keep what opens rows; `watch` peels those that stand by."""
        self._service, self._rosters, self._watch = service, rosters, watch
        self._recovered = tuple(recovered)

    def rewrite(self, store: Store, advance: Callable[[int], object]) -> bool:
        """Rewrite every report that can be opened; `advance` is told how many more are done.

        Returns whether all could be opened and routed. Safe to run again after an interruption.
        """
        with store.read() as connection:
            numbers = reports.all_numbers(connection)
        complete = True
        for start in range(0, len(numbers), limits.REPORTS_BATCH):
            part = numbers[start : start + limits.REPORTS_BATCH]
            with store.write() as connection:
                complete &= self._rewrite_some(connection, part)
            advance(len(part))
        return complete

    def _rewrite_some(self, connection: Connection, numbers: Sequence[ReportId]) -> bool:
        summaries = reports.get_summaries(connection, numbers, changing=True)
        rows = [
            (one, reports.get_stanzas(connection, one.account, numbers)) for one in self._recovered
        ]
        events = get_events(connection, numbers)
        complete = True
        for number, summary in summaries.items():
            report_key = self._open(
                summary, [(one, of[number]) for one, of in rows if number in of]
            )
            if report_key is None:
                complete = False
            else:
                history = read_history(events.get(number, []), number, {self._watch.signing_public})
                complete &= self._replace(connection, summary, report_key, history)
        return complete

    def _open(self, summary: SummaryRow, rows: list[tuple[Recovered, bytes]]) -> bytes | None:
        for one, row in rows:
            slot = Slot(header_digest(summary.header), one.account)
            unwrapper = one.identity.unwrapper
            try:
                return open_stanza(unwrapper, one.account, summary.header, row)
            except CannotOpen:
                pass
            try:
                direct = peel_row(slot, self._watch.unwrapper, row)
                return open_stanza(unwrapper, one.account, summary.header, direct)
            except CannotOpen:
                continue
        return None

    def _replace(
        self, connection: Connection, summary: SummaryRow, report_key: bytes, history: History
    ) -> bool:
        triage = open_triage(report_key, summary.header, summary.triage)
        if triage.organisation not in self._service.organisations:
            return False  # nothing says any more whose it is: its rows stay, and that is told
        access = reroute(self._service, self._rosters, triage)
        digest = header_digest(summary.header)
        key = key_from_report_key(report_key, summary.header)
        target = open_status(key.secret, key.digest, summary.status).target
        note = note_of(access, self._rosters, triage.organisation, triage.received, target)
        rows = seal_stanzas(access, self._rosters, report_key, digest)
        handed_over = history.has(HANDOVER)
        if handed_over:
            # What was handed over stays so: the rows that stand by are peeled once more.
            rows |= peel_rows(self._watch.unwrapper, digest, rows)
        reports.replace_stanzas(
            connection,
            summary.report,
            rows,
            seal_triage(triage, access, triage.received, report_key, digest),
            seal_note_of(access, self._rosters, note, digest),
            with_other(key, summary.status, None if handed_over else access.standby_body),
        )
        return True

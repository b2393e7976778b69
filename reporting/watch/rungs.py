"""Takes the steps that are due: each in one transaction with all that belongs to it, or not at all.

So a watch that is killed at any moment loses and doubles nothing, and of two watches one takes
the step. The work follows what is due: nothing here looks at a report that is not.
"""

from collections.abc import Iterable

from reporting import clock, limits, primitives
from reporting.envelope import header_digest
from reporting.errors import CannotOpen
from reporting.event import HANDOVER, Event, read_history, sign_event
from reporting.ids import AccountId, ReportId
from reporting.localtime import local_day
from reporting.note import Note, open_note
from reporting.period import period_of
from reporting.stanza import Slot, decoy_row, peel_rows
from reporting.store import Connection
from reporting.store.events import get_events, insert_events
from reporting.store.watched import WatchedRow, get_rows, hand_over, lock_waking, move_reports
from reporting.watch.decisions import Decision, decide, note_without
from reporting.watch.people import People
from reporting.watch.records import Missed, record_missed
from reporting.watch.turn import Turn


def take_rungs(turn: Turn) -> None:
    """Take every step that is due; there is nothing an operator would have to be told of it."""
    people = People(turn.rosters)
    while _take_some(turn, people) == limits.RUNGS_AT_ONCE:
        pass


def _take_some(turn: Turn, people: People) -> int:
    """Take the steps of some reports in one transaction, and return at how many.

    Whoever is told of several of them in one turn gets one notice: how many mails leave does not
    tell how many reports wait.
    """
    with turn.services.store.write() as connection:
        rows = lock_waking(connection, turn.quarter, limits.RUNGS_AT_ONCE)
        if not rows:
            return 0
        handed = _handed_over(connection, turn, rows)
        decisions = [
            decide(row, _note(turn, row), people, turn.quarter, handed=row.report in handed)
            for row in rows
        ]
        handing = [
            (row, each.shut_out)
            for row, each in zip(rows, decisions, strict=True)
            if each.hand_over
        ]
        events = [(each.progress.report, kind) for each in decisions for kind in each.missed]
        events += [
            (row.report, HANDOVER)
            for row, shut_out in handing
            if _hand_over(connection, turn, row, shut_out)
        ]
        _write(connection, turn, decisions, events)
    return len(rows)


def _write(
    connection: Connection,
    turn: Turn,
    decisions: list[Decision],
    events: list[tuple[ReportId, str]],
) -> None:
    signer, day = turn.watch.signer, clock.day_of(turn.moment)
    insert_events(
        connection,
        [(number, sign_event(Event(number, kind, day), signer)) for number, kind in events],
    )
    period = str(period_of(local_day(turn.moment, turn.services.service.timezone)))
    record_missed(
        connection,
        turn.watch,
        [Missed(each.organisation, kind, period) for each in decisions for kind in each.missed],
    )
    told = frozenset(account for each in decisions for account in each.tell)
    turn.outbox.put(connection, told, turn.minute)
    move_reports(connection, [each.progress for each in decisions])


def _note(turn: Turn, row: WatchedRow) -> Note:
    try:
        return open_note(turn.watch.unwrapper, header_digest(row.header), row.note)
    except CannotOpen:
        return note_without(row)


def _handed_over(
    connection: Connection, turn: Turn, rows: Iterable[WatchedRow]
) -> frozenset[ReportId]:
    """Return which of the reports were handed over in an earlier turn, by the signed events."""
    keys = {turn.watch.signing_public}
    found = get_events(connection, [row.report for row in rows])
    return frozenset(
        number for number, data in found.items() if read_history(data, number, keys).has(HANDOVER)
    )


def _hand_over(
    connection: Connection, turn: Turn, row: WatchedRow, shut_out: frozenset[AccountId]
) -> bool:
    """Peel the rows that stand by; return whether any did.

    The watch cannot read what it peels, and a decoy stays one. Whoever is shut out gets a decoy:
    a row left as it was would say who.
    """
    digest, stored = header_digest(row.header), get_rows(connection, row.report)
    peeled = peel_rows(turn.watch.unwrapper, digest, stored)
    nobody = primitives.nobody_public()
    decoys = {one: decoy_row(Slot(digest, one), nobody) for one in shut_out & peeled.keys()}
    if peeled:
        hand_over(connection, row.report, peeled | decoys)
    return bool(peeled)

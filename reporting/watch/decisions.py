"""What is due at one report: pure, from its row and its note to what must be written and who told.

Everything that a turn does at a report is decided here, so that the transaction that carries it
out has nothing left to decide.
"""

from dataclasses import dataclass, replace

from reporting import clock, event, ladder, limits
from reporting.ids import AccountId
from reporting.ladder import Rung
from reporting.note import Note
from reporting.store.watched import Progress, WatchedRow
from reporting.watch.people import People

_NOBODY: frozenset[AccountId] = frozenset()
_RECORDED = {Rung.MISSED: event.MISSED, Rung.FOUNDING: event.FOUNDING}


@dataclass(frozen=True)
class Decision:
    """What to do at one report: kinds of missed promises, whether to hand over, whom to tell.

    `shut_out` are those to whom it is not handed over although they stand by.
    """

    progress: Progress
    organisation: str
    missed: tuple[str, ...] = ()
    hand_over: bool = False
    shut_out: frozenset[AccountId] = _NOBODY
    tell: frozenset[AccountId] = _NOBODY


def note_without(row: WatchedRow) -> Note:
    """Return what the columns alone tell: for a report whose note is empty or does not open.

    It is watched and recorded, and nobody is told, because nobody can say who is excluded.
    """
    least, most = limits.ACKNOWLEDGE_HOURS_RANGE
    target = row.due - row.received
    if not least <= target <= most:
        target = limits.ACKNOWLEDGE_HOURS
    received = clock.plausible_hour(row.received)
    return Note(target, received, "", "", _NOBODY, _NOBODY, _NOBODY)


def decide(row: WatchedRow, note: Note, people: People, quarter: int, *, handed: bool) -> Decision:
    """Return what is due at `row` in `quarter`; `handed` says whether it was handed over before."""
    if row.rung >= ladder.AFTER:
        return _after_answer(row, note, people, handed=handed)
    found = ladder.climb(ladder.done_of(row.rung), note.received, note.target, quarter)
    rungs = {step.rung for step in found.steps}
    # Where nobody stands by, nothing is handed over; without a note the rows themselves tell.
    shut_out = people.shut_out(note)
    stands_by = bool(note.standby - shut_out) or not note.body
    handing = Rung.HANDOVER in rungs and stands_by and not handed
    handed = handed or handing
    tell = _NOBODY
    if row.urgent or rungs & {Rung.RED, Rung.HANDOVER, Rung.AGAIN}:
        tell |= people.readers(note, handed_over=handed)
    if Rung.MISSED in rungs:
        tell |= people.leads_and_chairs(note, handed_over=handed)
    # While somebody is in danger and nobody has opened the report, every quarter of an hour.
    wake = min(found.wake, quarter + 1) if row.urgent else found.wake
    return Decision(
        progress=Progress(row.report, ladder.START + found.done, wake),
        organisation=note.organisation,
        missed=tuple(_RECORDED[s.rung] for s in found.steps if s.rung in _RECORDED),
        hand_over=handing,
        shut_out=shut_out,
        tell=tell,
    )


def _after_answer(row: WatchedRow, note: Note, people: People, *, handed: bool) -> Decision:
    """Record what the answer left unrecorded; otherwise a later word is late, and told once."""
    kinds = ladder.unrecorded(row.rung)
    due = clock.quarter_of_hour(clock.plausible_hour(row.due))
    done = Decision(Progress(row.report, ladder.AFTER, due), note.organisation)
    if Rung.MISSED in kinds:
        tell = people.leads_and_chairs(note, handed_over=handed)
        done = replace(done, tell=tell)
    if kinds:
        return replace(done, missed=tuple(_RECORDED[kind] for kind in kinds))
    told = Progress(row.report, ladder.AFTER, ladder.NEVER)
    return replace(done, progress=told, tell=people.readers(note, handed_over=handed))

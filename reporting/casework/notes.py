"""The notes of colleagues on a case, and its links to others: what its events say of both."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting import clock, ids
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.ids import AccountId, ReportId


@dataclass(frozen=True)
class Note:
    """What `actor` noted for colleagues on a UTC day."""

    actor: AccountId
    day: int
    text: str

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Note(…)"


def notes_of(events: Iterable[CaseEvent]) -> tuple[Note, ...]:
    """Return all notes, the first one first."""
    return tuple(
        Note(event.actor, event.hour // clock.HOURS_A_DAY, str(event.data.get("text", "")))
        for event in events
        if event.kind == kinds.NOTED
    )


def links_of(events: Iterable[CaseEvent]) -> tuple[ReportId, ...]:
    """Return the cases that this one is linked to now, in the order in which they came."""
    linked: dict[ReportId, None] = {}
    for event in events:
        case = linked_case(event)
        if case is None:
            continue
        if event.kind == kinds.LINKED:
            linked[case] = None
        else:
            linked.pop(case, None)
    return tuple(linked)


def linked_case(event: CaseEvent) -> ReportId | None:
    """Return the other case that an event links or unlinks, or None."""
    if event.kind not in (kinds.LINKED, kinds.UNLINKED):
        return None
    number = ids.from_hex(str(event.data.get("case", "")))
    return None if number is None else ReportId(number)

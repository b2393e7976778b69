"""The notes of colleagues on a case: what its events say of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting import clock
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.ids import AccountId


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

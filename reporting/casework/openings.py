"""Who opened a case, and who has answered whether they know anybody in it (docs/case.md)."""

from collections.abc import Iterable

from reporting import clock
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.ids import AccountId


def has_declared(events: Iterable[CaseEvent], account: AccountId) -> bool:
    """Say whether an account has declared to know nobody in a case."""
    return any(event.kind == kinds.DECLARED and event.actor == account for event in events)


def was_opened(events: Iterable[CaseEvent], account: AccountId, day: int) -> bool:
    """Say whether it is recorded that an account opened a case on a UTC day, since the epoch."""
    return any(
        event.kind == kinds.OPENED
        and event.actor == account
        and event.hour // clock.HOURS_A_DAY == day
        for event in events
    )

"""Who opened a case, and who has answered whether they know anybody in it (docs/case.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


# What a lead reads of once a week: who came near a case, gave one up, made a copy of one, or let
# others in.
WATCHED = frozenset({kinds.OPENED, kinds.RECUSED, kinds.GRANTED, kinds.EXPORTED, kinds.OVERRIDDEN})


@dataclass(frozen=True)
class Opening:
    """That an account came near a case, on a day since the epoch.

    `declared` says whether it had answered the question by then, `reason` what it gave as a reason.
    """

    kind: str
    account: AccountId
    day: int
    declared: bool
    reason: str


def openings_between(events: Sequence[CaseEvent], first: int, last: int) -> tuple[Opening, ...]:
    """Return what the events of a case say of the days from `first` to `last`, in order."""
    found: list[Opening] = []
    reasons: dict[AccountId, str] = {}
    for event in events:
        day = event.hour // clock.HOURS_A_DAY
        if event.kind == kinds.DECLARED:
            reasons[event.actor] = _reason(event)
        elif event.kind in WATCHED and first <= day <= last:
            opens = event.kind == kinds.OPENED
            reason = reasons.get(event.actor, "") if opens else _reason(event)
            found.append(Opening(event.kind, event.actor, day, event.actor in reasons, reason))
    return tuple(found)


def _reason(event: CaseEvent) -> str:
    reason = event.data.get("reason", "")
    return reason if isinstance(reason, str) else ""

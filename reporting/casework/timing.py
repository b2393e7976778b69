"""What is due for the work on a case, as its events tell it; `deadline` counts (docs/case.md)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from reporting import clock, ids
from reporting.casework import kinds
from reporting.casework.card import Card
from reporting.casework.progress import Progress
from reporting.days import bank_holidays
from reporting.deadline import Calendar, Happened, timers
from reporting.promise import Promise
from reporting.serves import INTERPRETER, OWNER
from reporting.status import Status
from reporting.timer import OWNER_LADDER, Kind, Timer

# What a list sorts a case by, beside the next word to the reporter.
WORK = frozenset(
    {Kind.TRIAGE, Kind.PLAN, Kind.OUTCOME, Kind.SURVEY, Kind.CHECK_IN, Kind.SECOND_CHECK_IN}
)
# What runs for those who were asked for something.
ASKED = frozenset({Kind.OWNER_ANSWER, *OWNER_LADDER, Kind.INTERPRETER, Kind.ADVISER})


class Asked(Protocol):
    """Something that was asked of one person on UTC day `day`, an owner to answer by `by`."""

    @property
    def kind(self) -> str:
        """What the person does: an owner, an interpreter or an adviser."""

    @property
    def day(self) -> int:
        """The UTC day on which they were asked."""

    @property
    def by(self) -> int:
        """The UTC day by which they are to answer."""


def happened_of(status: Status, received: int, progress: Progress) -> Happened:
    """Return what has happened to a case; `received` is the hour it came, or its day's first."""
    asked = progress.check_ins
    # After a reopening an outcome is due again, as long after it as after the report.
    again = progress.reopened is not None and progress.state in kinds.WORKING
    begun = [day for day in (progress.reasoned, progress.reopened) if day is not None]
    return Happened(
        received=received,
        target=status.target,
        bucket=status.acknowledged,
        kept=status.kept,
        triaged=progress.triaged,
        # An outcome stands for a plan: what was decided was told to the reporter.
        planned=progress.planned or progress.decided,
        reasoned=max(begun) if again else progress.reasoned,
        decided=None if again else progress.decided,
        surveyed=progress.survey_sent,
        checked_in=asked[0] if asked else None,
        checked_in_again=asked[1] if len(asked) > 1 else None,
    )


def is_over(progress: Progress) -> bool:
    """Say whether nothing more is due: the case is closed, or it is no report of its own."""
    uncounted = progress.triage is not None and progress.triage.sort in kinds.UNCOUNTED
    return progress.state == "closed" or uncounted


def work_due(
    promise: Promise, happened: Happened, progress: Progress, now: datetime, zone: ZoneInfo
) -> Timer | None:
    """Return the piece of work that is due first; None if none is."""
    if progress.state == "received" or is_over(progress):
        return None
    running = timers(promise, happened, now, Calendar(zone, bank_holidays()))
    work = (timer for timer in running if timer.kind in WORK and not timer.done)
    return min(work, key=lambda timer: timer.due, default=None)


def asked_timers(
    calendar: Calendar, promise: Promise, happened: Happened, asked: Asked, now: datetime
) -> tuple[Timer, ...]:
    """Return what runs for one referral that nobody has answered, the first due in front."""
    if asked.kind == OWNER:
        happened = replace(happened, owner_asked=asked.day, owner_until=asked.by)
    elif asked.kind == INTERPRETER:
        happened = replace(happened, interpreter_asked=asked.day)
    else:
        happened = replace(happened, adviser_asked=asked.day)
    return tuple(t for t in timers(promise, happened, now, calendar) if t.kind in ASKED)


def first_due(running: Iterable[Timer]) -> int:
    """Return the hour by which the earliest of some timers is due; LAST_HOUR if there is none."""
    return min((timer.due for timer in running), default=clock.LAST_HOUR)


def with_progress(card: Card, progress: Progress, work: Timer | None, named: str) -> Card:
    """Return the card with what follows from the events, and from the area the report named."""
    waiting = progress.proposal
    return replace(
        card,
        due=work.due if work else clock.LAST_HOUR,
        work=str(work.kind) if work else "",
        asked=clock.LAST_HOUR if is_over(progress) else card.asked,
        severity=progress.triage.severity if progress.triage else 0,
        proposer=ids.to_hex(waiting.proposer) if waiting else "",
        area=progress.triage.area if progress.triage else named,
    )

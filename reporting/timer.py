"""A timer: what it is about, when it is due, and how it stands at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

from reporting import clock

Warned = tuple[int, int]  # days before the due one from which a timer is amber, and red


class Kind(StrEnum):
    """What a timer is about."""

    ACKNOWLEDGE = "acknowledge"
    TRIAGE = "triage"
    PLAN = "plan"
    UPDATE = "update"
    OUTCOME = "outcome"
    SURVEY = "survey"
    CHECK_IN = "check_in"
    SECOND_CHECK_IN = "second_check_in"
    INTERPRETER = "interpreter"
    ADVISER = "adviser"
    SUMMARY = "summary"
    OWNER_ANSWER = "owner_answer"
    OWNER_DIRECTOR = "owner_director"
    OWNER_COO = "owner_coo"
    OWNER_CHIEF_EXECUTIVE = "owner_chief_executive"
    OWNER_STALLED = "owner_stalled"
    CASE_END = "case_end"
    KEY_END = "key_end"
    ROSTER_END = "roster_end"


OWNER_LADDER = (Kind.OWNER_DIRECTOR, Kind.OWNER_COO, Kind.OWNER_CHIEF_EXECUTIVE, Kind.OWNER_STALLED)


class State(StrEnum):
    """How a timer stands; what was done too late stays missed."""

    DUE = "due"
    SOON = "soon"
    MISSED = "missed"
    MET = "met"


class Level(IntEnum):
    """How pressing a timer is that is soon."""

    NONE = 0
    AMBER = 1
    RED = 2


@dataclass(frozen=True)
class Timer:
    """One thing that is due by hour `due`; `done` once nobody has to do it any more."""

    kind: Kind
    due: int
    state: State
    level: Level = Level.NONE
    done: bool = False


def before(kind: Kind, due: int, warned: Warned, now: datetime, zone: ZoneInfo) -> Timer:
    """Return a timer that is due at the end of a day, and amber and red so many days before."""
    end = clock.moment_of_hour(due).astimezone(zone).date()
    amber, red = (
        clock.quarter_of_hour(clock.last_hour(end - timedelta(days=days), zone)) for days in warned
    )
    return running(kind, due, amber, red, now)


def running(kind: Kind, due: int, amber: int, red: int, now: datetime) -> Timer:
    """Return a timer that is not done; `amber` and `red` are quarters since the epoch."""
    if due <= clock.hour_of(now):
        return Timer(kind, due, State.MISSED)
    quarter = clock.quarter_of(now)
    if quarter >= red:
        return Timer(kind, due, State.SOON, Level.RED)
    if quarter >= amber:
        return Timer(kind, due, State.SOON, Level.AMBER)
    return Timer(kind, due, State.DUE)

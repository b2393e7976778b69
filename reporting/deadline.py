"""What is due: from a promise and what has happened to timers (docs/deadlines.md).

Pure. The first answer is counted in clock hours from the hour a report came. Everything else is
counted from whole days, since the store keeps no finer time once a person has answered, and is due
at the end of a day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from reporting import clock, ladder, limits
from reporting.days import Holidays, add_months, add_working_days
from reporting.ladder import Rung
from reporting.promise import Promise, was_kept
from reporting.timer import OWNER_LADDER, Kind, State, Timer, Warned, before, running


@dataclass(frozen=True)
class Happened:
    """What has happened to one report; None is what has not.

    `received` is an hour, and the first of its day once a person has answered; `next_word` is the
    hour that was promised with the last word to the reporter. Everything else that is a time is a
    UTC day. `bucket` and `kept` are what the acknowledgement has kept of its hours.
    """

    received: int
    target: int
    bucket: int | None = None
    kept: bool | None = None
    next_word: int | None = None
    triaged: int | None = None
    planned: int | None = None
    reasoned: int | None = None
    decided: int | None = None
    surveyed: int | None = None
    checked_in: int | None = None
    checked_in_again: int | None = None
    interpreter_asked: int | None = None
    interpreted: int | None = None
    adviser_asked: int | None = None
    advised: int | None = None
    summary_shown: int | None = None
    summary_answered: int | None = None
    owner_asked: int | None = None
    owner_answered: int | None = None
    owner_until: int | None = None
    case_until: int | None = None
    key_until: int | None = None
    roster_until: int | None = None


@dataclass(frozen=True)
class Calendar:
    """In which zone days end, and on which of them nobody works."""

    zone: ZoneInfo
    holidays: Holidays


@dataclass(frozen=True)
class _Span:
    """From one day to the end of another, and the day it was done."""

    kind: Kind
    begin: date
    end: date
    done: date | None


def timers(
    promise: Promise, happened: Happened, now: datetime, calendar: Calendar
) -> tuple[Timer, ...]:
    """Return every timer that runs or ran for a report, what is due first in front."""
    found = [_first_answer(happened, now)]
    if happened.next_word is not None:
        found.append(promised(promise, Kind.UPDATE, happened.next_word, now, calendar.zone))
    found += [_judge(span, now, calendar.zone) for span in _spans(promise, happened, calendar)]
    found += _ends(happened, now, calendar.zone)
    return tuple(sorted(found, key=lambda timer: timer.due))


def first_answer(received: int, target: int, now: datetime) -> Timer:
    """Return the timer of a report that nobody has answered, as the ladder climbs."""
    red = next(step.wake for step in ladder.steps(received, target) if step.rung == Rung.RED)
    amber = clock.quarter_of_hour(received) + clock.quarter_of_hour(target) // limits.AMBER_SHARE
    due = clock.acknowledgement_due(received, target)
    return running(Kind.ACKNOWLEDGE, due, amber, red, now)


def promised(promise: Promise, kind: str, due: int, now: datetime, zone: ZoneInfo) -> Timer:
    """Return a timer of which only its hour and its kind are known, as a list knows them.

    What is not counted in days from one day to another is warned of as the next word is.
    """
    days = {Kind.TRIAGE: promise.triage_days, Kind.SURVEY: promise.survey_days}
    length = next((days[one] for one in days if one == kind), promise.update_days)
    return before(Kind.UPDATE, due, _warned(length), now, zone)


def next_word_due(promise: Promise, day: int, zone: ZoneInfo) -> int:
    """Return by which hour a word to the reporter on UTC day `day` promises the next."""
    return clock.coarse_due(day, promise.update_days, zone)


def summary_until(promise: Promise, day: int, zone: ZoneInfo) -> int:
    """Return the hour to which a summary that is shown on UTC day `day` waits for the reporter."""
    end = clock.date_of_day(day) + timedelta(days=_whole_days(promise.summary_hours))
    return clock.last_hour(end, zone)


def _first_answer(happened: Happened, now: datetime) -> Timer:
    if happened.bucket is None:
        return first_answer(happened.received, happened.target, now)
    # Only the day of the report is kept now, so this hour says no more than that.
    due = clock.acknowledgement_due(happened.received, happened.target)
    kept = was_kept(happened.target, happened.bucket, happened.kept)
    return Timer(Kind.ACKNOWLEDGE, due, State.MET if kept else State.MISSED, done=True)


def _spans(promise: Promise, happened: Happened, calendar: Calendar) -> Iterator[_Span]:
    came, decided = happened.received // clock.HOURS_A_DAY, happened.decided
    asked, answered = happened.owner_asked, happened.owner_answered
    # Reasons with a date stand for an outcome, and promise one as long from that day.
    waiting = came if happened.reasoned is None else happened.reasoned

    def days(count: int) -> Callable[[date], date]:
        return lambda day: day + timedelta(days=count)

    def working(count: int) -> Callable[[date], date]:
        return lambda day: add_working_days(day, count, calendar.holidays)

    def months(count: int) -> Callable[[date], date]:
        return lambda day: add_months(day, count)

    summary = days(_whole_days(promise.summary_hours))
    first, second = months(promise.check_in_months), months(promise.second_check_in_months)
    rows = (
        (Kind.TRIAGE, came, days(promise.triage_days), happened.triaged),
        (Kind.PLAN, came, working(promise.plan_working_days), happened.planned),
        (Kind.OUTCOME, waiting, months(promise.outcome_months), decided),
        (Kind.SURVEY, decided, days(promise.survey_days), happened.surveyed),
        (Kind.CHECK_IN, decided, first, happened.checked_in),
        (Kind.SECOND_CHECK_IN, decided, second, happened.checked_in_again),
        (
            Kind.INTERPRETER,
            happened.interpreter_asked,
            days(promise.interpreter_days),
            happened.interpreted,
        ),
        (Kind.ADVISER, happened.adviser_asked, days(limits.ADVISER_DAYS), happened.advised),
        (Kind.SUMMARY, happened.summary_shown, summary, happened.summary_answered),
        *(
            (kind, asked, working(step * promise.owner_working_days), answered)
            for step, kind in enumerate(OWNER_LADDER, 1)
        ),
    )
    for kind, begin, reach, done in rows:
        if begin is not None:
            day = clock.date_of_day(begin)
            yield _Span(kind, day, reach(day), None if done is None else clock.date_of_day(done))


def _whole_days(hours: int) -> int:
    """Return days that are never shorter than `hours`, whenever in its day the first one began."""
    return -(-hours // clock.HOURS_A_DAY) + 1


def _judge(span: _Span, now: datetime, zone: ZoneInfo) -> Timer:
    due = clock.last_hour(span.end, zone)
    if span.done is not None:
        state = State.MET if span.done <= span.end else State.MISSED
        return Timer(span.kind, due, state, done=True)
    return before(span.kind, due, _warned((span.end - span.begin).days), now, zone)


def _ends(happened: Happened, now: datetime, zone: ZoneInfo) -> Iterator[Timer]:
    rows = (
        (Kind.OWNER_ANSWER, happened.owner_until, limits.OWNER_ANSWER_DAYS),
        (Kind.CASE_END, happened.case_until, limits.CASE_END_DAYS),
        (Kind.KEY_END, happened.key_until, limits.KEY_END_DAYS),
        (Kind.ROSTER_END, happened.roster_until, limits.ROSTER_END_DAYS),
    )
    for kind, until, warned in rows:
        if until is not None:
            due = clock.last_hour(clock.date_of_day(until), zone)
            yield before(kind, due, warned, now, zone)


def _warned(days: int) -> Warned:
    """Return from how many days before its end a period of so many days is amber, and red."""
    return -(-days // limits.AMBER_DAYS_SHARE), limits.RED_DAYS

"""What is due for a report, on its page and in the list; no level is told by colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext, lazy_gettext, ngettext

from reporting import clock
from reporting.case import Case
from reporting.casework import kinds
from reporting.casework.timing import WORK, happened_of, is_over
from reporting.days import bank_holidays
from reporting.deadline import Calendar, Happened, first_answer, promised, timers
from reporting.desk.entry import ASKED, DAMAGED, WHATS, Entry, Turn, turn_of
from reporting.desk.entry import WORK as SOME_WORK
from reporting.desk.wording import day_words, due_words, work_due_words
from reporting.opening import Triage
from reporting.service import Service
from reporting.timer import Kind, Level, Timer

NAMES = {
    Kind.ACKNOWLEDGE: lazy_gettext("First answer to the reporter"),
    Kind.UPDATE: lazy_gettext("Next word to the reporter"),
    Kind.TRIAGE: lazy_gettext("Triage, and a plan for safety"),
    Kind.PLAN: lazy_gettext("Plan, told to the reporter"),
    Kind.OUTCOME: lazy_gettext("Outcome, or why there is none yet"),
    Kind.SURVEY: lazy_gettext("Ask the reporter: was it fair?"),
    Kind.CHECK_IN: lazy_gettext("Ask the reporter: treated worse since?"),
    Kind.SECOND_CHECK_IN: lazy_gettext("Ask again: treated worse since?"),
    Kind.CASE_END: lazy_gettext("End of this report"),
}
# What a list says is due, which is opened for no more than its hour.
WHAT = NAMES | {
    "": "",
    ASKED: lazy_gettext("Answer of whom you asked"),
    SOME_WORK: lazy_gettext("Next step of the work"),
    DAMAGED: lazy_gettext("Damaged or altered"),
}
_WRITING = "#answer-heading"
# By what act each is done, if it is one, and where; a check-in has its time, and is a task then.
_DONE_AT = {
    Kind.ACKNOWLEDGE: ("", _WRITING),
    Kind.UPDATE: ("", _WRITING),
    Kind.TRIAGE: (kinds.TRIAGED, "/triage"),
    Kind.PLAN: (kinds.PLANNED, f"?begin=plan{_WRITING}"),
    Kind.OUTCOME: (kinds.DECIDED, "/outcome"),
    Kind.SURVEY: (kinds.SURVEY_SENT, "/survey"),
}
LEVELS = {Level.AMBER: lazy_gettext("Due soon"), Level.RED: lazy_gettext("Due very soon")}
COLOURS = {Level.AMBER: "yellow", Level.RED: "red"}


@dataclass(frozen=True)
class Pressing:
    """How pressing something is, in a word or two and a colour beside them; both may be empty."""

    words: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Due:
    """One thing that is due for a report."""

    what: str
    when: str
    pressing: Pressing
    at: int  # the hour it is due, by which a list is sorted
    address: str = ""  # where it is done, after that of the case; none if it cannot be done yet


def what_is_due(case: Case, service: Service, now: datetime) -> tuple[Due, ...]:
    """Return what is still to be done for a report, as far as the desk can do it, in order."""
    if case.is_test:
        return ()
    promise = service.promise_of(case.report.organisation)
    calendar = Calendar(service.timezone, bank_holidays())
    running = (
        timer
        for timer in timers(promise, _happened(case), now, calendar)
        if timer.kind in NAMES and not timer.done and _runs(timer, case)
    )
    turn = turn_of(case.conversation.status)
    return tuple(
        Due(
            str(NAMES[timer.kind]),
            _when(timer, turn, service, now),
            pressing_of(timer),
            timer.due,
            _address(timer.kind, case),
        )
        for timer in running
    )


def timer_of(entry: Entry, triage: Triage, service: Service, now: datetime) -> Timer:
    """Return the timer of what is due first, from what the list has opened anyway."""
    if entry.turn == Turn.ACKNOWLEDGEMENT:
        return first_answer(triage.received, entry.due - triage.received, now)
    promise = service.promise_of(triage.organisation)
    return promised(promise, WHATS[entry.what], entry.due, now, service.timezone)


def late_words(late: Mapping[int, int]) -> tuple[str, ...]:
    """Return of what is overdue what it is and how many, in a few words each."""
    return tuple(
        str(
            ngettext(
                "%(what)s: %(num)d report",
                "%(what)s: %(num)d reports",
                number,
                what=what_words(what),
            )
        )
        for what, number in late.items()
    )


def what_words(what: int) -> str:
    """Return what is due in words; `what` is a number of `entry.WHATS`."""
    return str(WHAT[WHATS[what]])


def pressing_of(timer: Timer) -> Pressing:
    """Return how pressing a timer is; of what is overdue its own words say so already."""
    if timer.level == Level.NONE:
        return Pressing()
    return Pressing(str(LEVELS[timer.level]), COLOURS[timer.level])


def _address(kind: Kind, case: Case) -> str:
    """Return where something that is due is done, if it can be done where the case is."""
    act, address = _DONE_AT.get(kind, ("", ""))
    state = case.progress.state
    return address if not act or kinds.next_state(act, state, "triaged") is not None else ""


def _runs(timer: Timer, case: Case) -> bool:
    """Say whether a timer means anything where the case is: no work before the first answer."""
    if timer.kind == Kind.CASE_END:
        return True
    if timer.kind in WORK and not case.acknowledged:
        return False
    return not is_over(case.progress)


def _happened(case: Case) -> Happened:
    happened = happened_of(case.conversation.status, case.received, case.progress)
    return replace(
        happened,
        next_word=case.due if case.acknowledged else None,
        case_until=case.last_day,
    )


def _when(timer: Timer, turn: Turn, service: Service, now: datetime) -> str:
    zone = service.timezone
    if timer.kind in (Kind.ACKNOWLEDGE, Kind.UPDATE):
        return due_words(timer.due, turn, now, zone)
    if timer.kind in WORK:
        return work_due_words(timer.due, now, zone)
    day = day_words(clock.moment_of_hour(timer.due).astimezone(zone).date(), now, zone)
    return str(gettext("Removed after %(day)s", day=day))

"""What is due because somebody who was asked has not answered (docs/deadlines.md)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from flask_babel import LazyString, lazy_gettext

from reporting.casework.referrals import Sent
from reporting.casework.timing import asked_timers, happened_of, is_over
from reporting.days import bank_holidays
from reporting.deadline import Calendar
from reporting.desk.due import Due, pressing_of
from reporting.desk.referral.found import Found
from reporting.desk.wording import work_due_words
from reporting.referring.reading import Exchange
from reporting.service import Service
from reporting.timer import OWNER_LADDER, Kind, State, Timer

NAMES: Mapping[Kind, LazyString] = {
    Kind.OWNER_ANSWER: lazy_gettext("Answer of %(who)s"),
    Kind.OWNER_DIRECTOR: lazy_gettext("%(who)s: without an answer, tell their director"),
    Kind.OWNER_COO: lazy_gettext("%(who)s: without an answer, tell the chief operating officer"),
    Kind.OWNER_CHIEF_EXECUTIVE: lazy_gettext(
        "%(who)s: without an answer, tell the chief executive"
    ),
    Kind.OWNER_STALLED: lazy_gettext(
        "%(who)s: without an answer, it goes on the board's list of what has stalled"
    ),
    Kind.INTERPRETER: lazy_gettext("Translation, by an interpreter"),
    Kind.ADVISER: lazy_gettext("Advice of a safeguarding adviser"),
}
LATE: Mapping[Kind, LazyString] = {
    Kind.OWNER_ANSWER: lazy_gettext("No answer by the day you asked for: write to them."),
    Kind.OWNER_DIRECTOR: lazy_gettext("No answer for too long: tell the owner's director."),
    Kind.OWNER_COO: lazy_gettext("Still no answer: tell the chief operating officer."),
    Kind.OWNER_CHIEF_EXECUTIVE: lazy_gettext("Still no answer: tell the chief executive."),
    Kind.OWNER_STALLED: lazy_gettext(
        "No answer at all: it belongs on the oversight board's list of what has stalled."
    ),
    Kind.INTERPRETER: lazy_gettext("Not translated in time: ask another interpreter."),
    Kind.ADVISER: lazy_gettext("No advice in time: ring the adviser."),
}


def timers_of(
    found: Found, sent: Sent, exchange: Exchange | None, service: Service, now: datetime
) -> tuple[Timer, ...]:
    """Return what runs for one referral that nobody has answered, the first due in front."""
    answered = exchange is not None and exchange.answered is not None
    if sent.withdrawn or answered or is_over(found.desk.case.progress):
        return ()
    case = found.desk.case
    happened = happened_of(case.conversation.status, case.received, case.progress)
    calendar = Calendar(service.timezone, bank_holidays())
    return asked_timers(calendar, found.desk.author.promise, happened, sent, now)


def late_words(running: tuple[Timer, ...]) -> str:
    """Return what is to be done because nobody answered in time: the newest step, or nothing."""
    missed = {timer.kind for timer in running if timer.state == State.MISSED}
    return next((str(words) for kind, words in reversed(tuple(LATE.items())) if kind in missed), "")


def dues_of(running: tuple[Timer, ...], who: str, service: Service, now: datetime) -> Iterator[Due]:
    """Give these timers in words; of an owner's ladder the step that is reached, and the next."""
    missed = [timer for timer in running if timer.state == State.MISSED]
    steps = [timer for timer in running if timer.kind in OWNER_LADDER]
    reached = [timer for timer in steps if timer in missed]
    shown = {*reached[-1:], *steps[len(reached) :][:1]}
    for timer in running:
        if timer.kind in OWNER_LADDER and timer not in shown:
            continue
        words = work_due_words(timer.due, now, service.timezone)
        name = str(NAMES[timer.kind]) % {"who": who}
        yield Due(name, words, pressing_of(timer), timer.due, "#asked")

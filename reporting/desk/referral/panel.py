"""The part of a case's page that shows who was asked, what they said, and how late they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import LazyString, gettext, lazy_gettext

from reporting import clock, ids
from reporting.casework import gates
from reporting.casework.referrals import Sent, standing_of
from reporting.casework.timing import happened_of
from reporting.days import bank_holidays
from reporting.deadline import Calendar, timers
from reporting.desk.asked.sheet import PROBLEMS, Said, said_of
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.referral.asking import passages
from reporting.desk.referral.drafting import STANDINGS
from reporting.desk.referral.found import Found, found_of
from reporting.desk.wording import utc_day_words
from reporting.referring.reading import Exchange
from reporting.referring.request import INTERPRETER, OWNER, SAFEGUARDING
from reporting.service import Service
from reporting.timer import OWNER_LADDER, Kind, State

NOT_ALLOWED = lazy_gettext(
    "This was sent although it was not allowed where it stands. Tell your lead."
)
MOVED = lazy_gettext(
    "The signed list does not name whom this was sent to by this post. If they have left it, "
    "withdraw what was asked, and put a summary for whoever holds it now to the reporter. If they "
    "never held it, tell your lead."
)
GONE = lazy_gettext("What was sent is no longer there. Tell your lead.")
LADDER: Mapping[Kind, LazyString] = {
    Kind.OWNER_DIRECTOR: lazy_gettext("No answer for too long: tell the owner's director."),
    Kind.OWNER_COO: lazy_gettext("Still no answer: tell the chief operating officer."),
    Kind.OWNER_CHIEF_EXECUTIVE: lazy_gettext("Still no answer: tell the chief executive."),
    Kind.OWNER_STALLED: lazy_gettext(
        "No answer at all: it belongs on the oversight board's list of what has stalled."
    ),
}
WHO: Mapping[str, LazyString] = {
    INTERPRETER: lazy_gettext("An interpreter"),
    SAFEGUARDING: lazy_gettext("A safeguarding adviser"),
}


@dataclass(frozen=True)
class AskedEntry:
    """One thing that was asked: of whom, since when, what was said, and what is wrong."""

    number: str
    who: str
    day: str
    by: str
    withdrawn: bool
    late: str
    said: tuple[Said, ...]
    problems: tuple[str, ...]
    original: str = ""
    label: str = ""


@dataclass(frozen=True)
class ReferralPanel:
    """Everything that is asked of people outside a case; `draft` says how far a draft is."""

    number: str
    draft: str
    triaged: bool
    overdue: bool
    owners: tuple[AskedEntry, ...]
    translations: tuple[AskedEntry, ...]
    advice: tuple[AskedEntry, ...]


def referral_panel(opened: OpenCase, reader: Reader) -> Panel | None:
    """Return what was asked of others, and the ways to ask."""
    if opened.case.is_test:
        return None
    found = found_of(opened)
    waiting = found.referrals.draft
    content = ReferralPanel(
        opened.number,
        str(STANDINGS[standing_of(waiting, found.situation())]) if waiting else "",
        opened.case.progress.triage is not None,
        _is_overdue(opened, found),
        *(tuple(_entries(found, kind, reader)) for kind in (OWNER, INTERPRETER, SAFEGUARDING)),
    )
    return Panel("desk/referral/panel.html", content)


def _is_overdue(opened: OpenCase, found: Found) -> bool:
    """Say whether a gate that one signature opened at night still lacks the second."""
    author = found.desk.author
    hour = clock.hour_of(author.now)
    return any(
        gates.standing_of(opening, hour, author.zone) == gates.Standing.OVERDUE
        for opening in gates.openings_of(opened.case.chain.events)
    )


def _entries(found: Found, kind: str, reader: Reader) -> Iterator[AskedEntry]:
    for sent in found.referrals.of_kind(kind):
        exchange = found.exchange(sent)
        entry = _entry(found, sent, exchange, reader)
        if kind != INTERPRETER:
            yield entry
            continue
        place = (sent.message, sent.part)
        name = next((p.label for p in passages(found) if (p.message, p.part) == place), "")
        yield replace(entry, original=sent.text, label=name)


def _entry(found: Found, sent: Sent, exchange: Exchange | None, reader: Reader) -> AskedEntry:
    now, service = reader.now, reader.service
    problems = [str(PROBLEMS[each]) for each in sorted(exchange.problems if exchange else ())]
    if not sent.allowed:
        problems.append(str(NOT_ALLOWED))
    if _has_moved(found, sent):
        problems.append(str(MOVED))
    if exchange is None:
        problems.append(str(GONE))
    return AskedEntry(
        ids.to_hex(sent.referral),
        str(WHO[sent.kind]) if sent.kind in WHO else sent.to.words,
        utc_day_words(sent.day, now, service.timezone),
        utc_day_words(sent.by, now, service.timezone),
        sent.withdrawn,
        _late(found, sent, exchange, service, now),
        tuple(
            said_of(word, service, now, gettext("Who was asked"), gettext("From us"))
            for word in (exchange.words if exchange else ())
        ),
        tuple(problems),
    )


def _has_moved(found: Found, sent: Sent) -> bool:
    """Say whether lists that are in force name the owner of a referral otherwise."""
    asked = sent.kind == OWNER and not sent.withdrawn and found.opened.in_force
    return asked and not found.still_holds(sent.to)


def _late(
    found: Found, sent: Sent, exchange: Exchange | None, service: Service, now: datetime
) -> str:
    """Return what is due because nobody answered; the newest step of an owner's ladder."""
    answered = exchange.answered if exchange else None
    if sent.withdrawn or answered is not None:
        return ""
    case = found.desk.case
    happened = happened_of(case.conversation.status, case.received, case.progress)
    if sent.kind == OWNER:
        happened = replace(happened, owner_asked=sent.day)
    elif sent.kind == INTERPRETER:
        happened = replace(happened, interpreter_asked=sent.day)
    calendar = Calendar(service.timezone, bank_holidays())
    missed = {
        timer.kind
        for timer in timers(found.desk.author.promise, happened, now, calendar)
        if timer.state == State.MISSED and not timer.done
    }
    if sent.kind == INTERPRETER:
        return str(gettext("Not translated in time: ask another interpreter.")) * (
            Kind.INTERPRETER in missed
        )
    if sent.kind == SAFEGUARDING:
        return str(gettext("No advice in time: ring the adviser.")) * (found.desk.day > sent.by)
    reached = [kind for kind in OWNER_LADDER if kind in missed]
    return str(LADDER[reached[-1]]) if reached else ""

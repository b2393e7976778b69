"""The part of a case's page that shows who was asked, what they said, and how late they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask_babel import LazyString, gettext, lazy_gettext

from reporting import clock, ids
from reporting.casework import gates
from reporting.casework.referrals import Sent, standing_of
from reporting.desk.asked.sheet import PROBLEMS, Said, said_of
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.due import Due
from reporting.desk.referral.asking import passages
from reporting.desk.referral.drafting import STANDINGS
from reporting.desk.referral.due import dues_of, late_words, timers_of
from reporting.desk.referral.found import Found, found_of
from reporting.desk.wording import utc_day_words
from reporting.referring.reading import Exchange
from reporting.serves import ADVISER, INTERPRETER, OWNER

NOT_ALLOWED = lazy_gettext(
    "This was sent although it was not allowed where it stands. Tell your lead."
)
MOVED = lazy_gettext(
    "The signed list does not name whom this was sent to by this post. If they have left it, "
    "withdraw what was asked, and put a summary for whoever holds it now to the reporter. If they "
    "never held it, tell your lead."
)
UNLISTED = lazy_gettext(
    "The signed list does not name the account any more that this was sent to, so nobody may be "
    "able to read it. Withdraw it, and ask again."
)
GONE = lazy_gettext("What was sent is no longer there. Tell your lead.")
WHO: Mapping[str, LazyString] = {
    INTERPRETER: lazy_gettext("An interpreter"),
    ADVISER: lazy_gettext("A safeguarding adviser"),
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
    due: tuple[Due, ...]
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
    asked = {kind: tuple(_entries(found, kind, reader)) for kind in (OWNER, INTERPRETER, ADVISER)}
    content = ReferralPanel(
        opened.number,
        str(STANDINGS[standing_of(waiting, found.situation())]) if waiting else "",
        opened.case.progress.triage is not None,
        _is_overdue(opened, found),
        *asked.values(),
    )
    due = (due for entries in asked.values() for entry in entries for due in entry.due)
    return Panel("desk/referral/panel.html", content, tuple(due))


def _is_overdue(opened: OpenCase, found: Found) -> bool:
    """Say whether a gate that one signature opened at night still lacks the second."""
    author = found.desk.author
    hour = clock.hour_of(author.now)
    return any(
        gates.standing_of(opening, hour, author.zone) == gates.Standing.OVERDUE
        for opening in gates.gate_openings(opened.case.chain.events)
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
        problems.append(str(MOVED if sent.kind == OWNER else UNLISTED))
    if exchange is None:
        problems.append(str(GONE))
    who = str(WHO[sent.kind]) if sent.kind in WHO else sent.to.words
    running = timers_of(found, sent, exchange, service, now)
    return AskedEntry(
        ids.to_hex(sent.referral),
        who,
        utc_day_words(sent.day, now, service.timezone),
        utc_day_words(sent.by, now, service.timezone),
        sent.withdrawn,
        late_words(running),
        tuple(
            said_of(word, service, now, gettext("Who was asked"), gettext("From us"))
            for word in (exchange.words if exchange else ())
        ),
        tuple(problems),
        tuple(dues_of(running, who, service, now)),
    )


def _has_moved(found: Found, sent: Sent) -> bool:
    """Say whether lists that are in force name whom a referral was sent to otherwise."""
    asked = not sent.withdrawn and found.opened.in_force
    return asked and not found.still_reaches(sent)

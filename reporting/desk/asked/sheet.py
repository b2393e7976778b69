"""What the pages of who is asked show, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, gettext, lazy_gettext

from reporting import clock, ids
from reporting.desk.asked.sorts import Sort
from reporting.desk.lines import reference_of
from reporting.desk.wording import language_words, utc_day_words
from reporting.posts import post_words
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED
from reporting.referring.reading import FORGED, Exchange
from reporting.referring.request import Request
from reporting.referring.word import FROM_ASKED, Word
from reporting.service import Service
from reporting.web.text import with_hidden_named

PART_NAMES: Mapping[str, LazyString] = {
    "plan": lazy_gettext("Planned"),
    "actions": lazy_gettext("Done"),
    "outcome": lazy_gettext("What came of it"),
    "evidence": lazy_gettext("What has changed"),
    "questions": lazy_gettext("Asked back"),
}
PROBLEMS: Mapping[str, LazyString] = {
    UNREADABLE: lazy_gettext("Something that was written could not be opened: it was altered."),
    UNSIGNED: lazy_gettext("Something is not signed by whom it names, so it is not shown."),
    GAP: lazy_gettext("Something that was written is missing."),
    MISSING: lazy_gettext("Something that was written last is missing."),
    FORGED: lazy_gettext("What is asked here is not signed by a reader of the oversight body."),
}


@dataclass(frozen=True)
class Part:
    """One part of a word: its name, or nothing, and its text."""

    name: str
    text: str


@dataclass(frozen=True)
class Said:
    """One word of a referral as a page shows it."""

    sender: str
    day: str
    parts: tuple[Part, ...]
    ours: bool


@dataclass(frozen=True)
class AskedLine:
    """One line of the list."""

    number: str
    reference: str
    by: str
    late: bool
    state: str
    colour: str


@dataclass(frozen=True)
class AskedSheet:
    """Everything that is shown of one referral to who was asked."""

    number: str
    reference: str
    organisation: str
    post: str
    office: str
    telephone: str
    day: str
    by: str
    late: bool
    withdrawn: bool
    text: str
    language: str
    asked: str
    said: tuple[Said, ...]
    problems: tuple[str, ...]


def draw_line(exchange: Exchange, request: Request, service: Service, now: datetime) -> AskedLine:
    """Return one line of the list."""
    state, colour = gettext("New"), "blue"
    if request.withdrawn:
        state, colour = gettext("Withdrawn"), "grey"
    elif exchange.words:
        ours = exchange.words[-1].direction == FROM_ASKED
        state, colour = (
            (gettext("Answered"), "green") if ours else (gettext("Asked further"), "yellow")
        )
    return AskedLine(
        ids.to_hex(exchange.number),
        reference_of(exchange.number),
        utc_day_words(request.by, now, service.timezone),
        _is_late(exchange, request, now),
        str(state),
        colour,
    )


def _is_late(exchange: Exchange, request: Request, now: datetime) -> bool:
    return not request.withdrawn and not exchange.answers and clock.day_of(now) > request.by


def draw_asked(
    exchange: Exchange,
    request: Request,
    sort: Sort,
    service: Service,
    now: datetime,
    *,
    for_reader: bool = False,
) -> AskedSheet:
    """Return the page of one referral for who was asked, or for the readers who asked."""
    asked, asking = gettext("You"), gettext("The oversight body")
    if for_reader:
        asked, asking = gettext("Who was asked"), gettext("From us")
    office, place = (
        service.bodies.get(request.office),
        service.organisations.get(request.organisation),
    )
    return AskedSheet(
        number=ids.to_hex(exchange.number),
        reference=f"{sort.name} {reference_of(exchange.number)}",
        organisation=place.name if place else request.organisation,
        post=post_words(request.post, request.area_name) if request.post else "",
        office=office.name if office else request.office,
        telephone=office.telephone if office else service.telephone,
        day=utc_day_words(request.day, now, service.timezone),
        by=utc_day_words(request.by, now, service.timezone),
        late=_is_late(exchange, request, now),
        withdrawn=request.withdrawn,
        text=with_hidden_named(request.text),
        language=language_words(request.language),
        asked=with_hidden_named(request.asked),
        said=tuple(said_of(word, service, now, asked, asking) for word in exchange.words),
        problems=tuple(str(PROBLEMS[problem]) for problem in sorted(exchange.problems)),
    )


def said_of(word: Word, service: Service, now: datetime, asked: str, office: str) -> Said:
    """Return one word; `asked` and `office` are how the two sides are called on this page."""
    theirs = word.direction == FROM_ASKED
    parts = [Part("", with_hidden_named(word.text))] if word.text else []
    named = (
        Part(str(name), with_hidden_named(word.parts[code]))
        for code, name in PART_NAMES.items()
        if word.parts.get(code)
    )
    return Said(
        asked if theirs else office,
        utc_day_words(word.day, now, service.timezone),
        (*parts, *named),
        theirs,
    )

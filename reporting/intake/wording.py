"""Times and readers in words, in the language of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from flask_babel import LazyString, get_locale, gettext, lazy_gettext, ngettext

from reporting import clock
from reporting.circumstances import BODY_LEADS, BODY_REVIEWERS
from reporting.service import Service
from reporting.web.untranslated import as_it_stands, put

WEEKDAY, DATE = "EEEE", "EEEE d MMMM"
NEAR = timedelta(days=6)
_SMALL_HOURS, _LAST_HOUR = 5, 23
_PARTS = (
    (12, lazy_gettext("%(day)s morning")),
    (18, lazy_gettext("%(day)s afternoon")),
    (21, lazy_gettext("%(day)s evening")),
    (24, lazy_gettext("%(day)s night")),
)


class Choices(Protocol):
    """What a reporter chose that decides who can open a report, or asks for it."""

    @property
    def organisation(self) -> str:
        """Code of the organisation."""

    @property
    def area(self) -> str:
        """Code of the part of it, or an empty text."""

    @property
    def struck(self) -> tuple[str, ...]:
        """Codes of who must not see it."""

    @property
    def named(self) -> str:
        """Somebody who must not see it, by name."""


@dataclass(frozen=True)
class Readers:
    """Who will be able to read a report, by name; `standby` is None where nobody else ever can.

    `shut_out` says in sentences what the reporter's own choices do.
    """

    organisation: str
    body: str
    standby: str | None
    shut_out: tuple[str, ...] = ()


_NOT = {
    "line_manager": lazy_gettext("your line manager"),
    "more_senior_manager": lazy_gettext("the managers above your line manager"),
    "director": lazy_gettext("your director"),
    "hr_people_team": lazy_gettext("HR or the People team"),
}


def readers_of(service: Service, report: Choices, body: str, standby: str | None) -> Readers:
    """Return in words who can open `report`, which `body` reads while `standby` stands by."""
    return Readers(
        service.organisations[report.organisation].name,
        service.bodies[body].name,
        service.bodies[standby].name if standby else None,
        tuple(_shut_out(service, report, service.bodies[body].name)),
    )


def _shut_out(service: Service, report: Choices, acting: str) -> Iterator[str]:
    place = service.organisations[report.organisation]
    usual, other = (
        as_it_stands(service.bodies[code].name) for code in (place.body, place.alternate)
    )
    people = [str(_NOT[code]) for code in report.struck if code in _NOT]
    name = as_it_stands(service.area_name(report.organisation, report.area) or place.name)
    if people:
        listed = format_list(people, style="or", locale=get_locale())
        yield put(
            gettext(
                "These people will not be able to open this: anybody in %(place)s, %(people)s, and "
                "anybody of the oversight body who has declared a connection to them."
            ),
            place=name,
            people=listed,
        )
    elif report.area:
        yield put(
            gettext(
                "Nobody in %(place)s will be able to open this, nor anybody of the oversight body "
                "who has declared a connection to it."
            ),
            place=name,
        )
    if acting != usual.text:
        yield put(
            gettext("Nobody of %(usual)s will be able to open this: %(other)s takes it."),
            usual=usual,
            other=other,
        )
    elif BODY_REVIEWERS in report.struck:
        yield put(gettext("The reviewers of %(body)s will not be able to open this."), body=usual)
    elif BODY_LEADS in report.struck:
        yield put(gettext("The leads of %(body)s will not be able to open this."), body=usual)
    if report.named:
        yield gettext(
            "“%(name)s”: we cannot lock this name out automatically; the reviewers will see your "
            "wish before anything else.",
            name=report.named,
        )


def by_when(due: int, now: datetime, zone: ZoneInfo) -> str:
    """Return hour `due` as weekday and part of the day ("Tuesday afternoon"), never a time.

    More than six days away it is a date, since the weekday alone would mean another day.
    """
    locale = get_locale()
    moment = clock.moment_of_hour(due).astimezone(zone)
    if moment.hour < _SMALL_HOURS:
        # The night before: "Tuesday morning" would sound like six hours more.
        moment = moment.replace(hour=_LAST_HOUR) - timedelta(days=1)
    day = moment.date()
    if abs(day - now.astimezone(zone).date()) > NEAR:
        return format_date(day, DATE, locale=locale)
    return str(_part_of(moment.hour) % {"day": format_date(day, WEEKDAY, locale=locale)})


# In sentences of our own: several locales have no names for the parts of a day.
def _part_of(hour: int) -> LazyString:
    return next(said for until, said in _PARTS if hour < until)


def day_in_words(day: int) -> str:
    """Return a day since the epoch as a date."""
    return format_date(clock.date_of_day(day), "long", locale=get_locale())


def answered_in_words(bucket: int) -> str:
    """Return how long the first answer took; 0 is more than the largest bucket."""
    if bucket == 0:
        return str(gettext("You were answered after more than 48 hours."))
    return str(
        ngettext(
            "You were answered within %(num)s hour.",
            "You were answered within %(num)s hours.",
            bucket,
        )
    )

"""Times and readers in words, in the language of the page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_period_id, get_period_names
from flask_babel import get_locale, gettext, ngettext

from reporting import clock, vocabulary
from reporting.report import Report
from reporting.routing import Access
from reporting.service import Service

WEEKDAY, DATE = "EEEE", "EEEE d MMMM"
NEAR = timedelta(days=6)
_SMALL_HOURS, _LAST_HOUR = 5, 23


@dataclass(frozen=True)
class Readers:
    """Who will be able to read a report, by name; `standby` is None where nobody else ever can."""

    organisation: str
    body: str
    standby: str | None
    struck: tuple[str, ...] = ()


def readers_of(service: Service, report: Report, access: Access) -> Readers:
    """Return in words what `access` means for `report`."""
    return Readers(
        service.organisations[report.organisation].name,
        service.bodies[access.body].name,
        service.bodies[access.standby_body].name if access.standby else None,
        tuple(vocabulary.label_of(vocabulary.STRUCK, code) for code in report.struck),
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
    # Half past is clear of noon and midnight, which are moments and not parts of a day.
    period, day = get_period_id(moment.replace(minute=30), locale=locale), moment.date()
    if abs(day - now.astimezone(zone).date()) > NEAR:
        return format_date(day, DATE, locale=locale)
    weekday = format_date(day, WEEKDAY, locale=locale)
    return str(gettext("%(day)s %(part)s", day=weekday, part=_part_of_day(period, locale)))


def _part_of_day(period: str, locale: Locale) -> str:
    contexts: tuple[Any, ...] = ("stand-alone", "format")
    names = [get_period_names("wide", context, locale) for context in contexts]
    return str(next((each[period] for each in names if period in each), ""))


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

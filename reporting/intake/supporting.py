"""Help without a report: whom to talk to, by need and place, and how long there is to act.

Both pages are the same for everybody and say everything at once, so no address, log or cookie
tells what somebody looked for. A place is chosen by what follows `#` in the address, which a
browser keeps to itself (RFC 9110, section 7.1), and the style sheet shows what belongs to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from babel.lists import format_list
from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext, lazy_gettext

from reporting import clock, limits
from reporting.circumstances import CHILD, NEEDS, SELF_HARM, WHEN
from reporting.rights import BANDS, OPEN, OVER, PERHAPS, SOON, Row, rows_of
from reporting.service import Service
from reporting.servicefile.support import Support
from reporting.vocabulary import label_of
from reporting.web.spoken import spoken
from reporting.web.surface import current_services
from reporting.web.untranslated import Spoken, as_it_stands, put

blueprint = Blueprint("supporting", __name__)
_STATES = {
    OPEN: lazy_gettext("until %(day)s"),
    SOON: lazy_gettext("ends soon: until %(day)s"),
    PERHAPS: lazy_gettext("may end any day, or may be over already: get advice today"),
    OVER: lazy_gettext("over, but a late claim is sometimes allowed: get advice"),
}


@dataclass(frozen=True)
class Entry:
    """Somebody to talk to: who, number, what for, where, and how fresh that is."""

    name: Spoken
    telephone: Spoken
    about: Spoken
    where: str
    checked: str
    stale: bool
    local: bool


@dataclass(frozen=True)
class Need:
    """One need and who helps with it, those for everybody first."""

    code: str
    label: str
    entries: tuple[Entry, ...]

    @property
    def local(self) -> bool:
        """Whether nobody helps with it everywhere."""
        return all(each.local for each in self.entries)


@dataclass(frozen=True)
class Place:
    """One borough and who helps there alone; `needs` is empty where nobody is listed yet."""

    code: str
    name: str
    needs: tuple[Need, ...]


def for_children() -> tuple[Entry, ...]:
    """Return who helps children."""
    return entries_of(e for e in current_services().service.support if CHILD in e.needs)


def entries_of(listed: Iterable[Support]) -> tuple[Entry, ...]:
    """Return entries of the service file as a page says them."""
    service = current_services().service
    return tuple(_entry(service, each, _today()) for each in listed)


def everybody() -> tuple[Entry, ...]:
    """Return who can help at once: with thoughts of self-harm first, then everybody else."""
    listed = current_services().service.support
    return entries_of(sorted(listed, key=lambda each: SELF_HARM not in each.needs))


def places_of(service: Service, today: date) -> tuple[Place, ...]:
    """Return every borough with who helps there and not everywhere."""
    return tuple(
        Place(
            each.code,
            each.name,
            directory_of(service, [e for e in service.support if each.code in e.boroughs], today),
        )
        for each in service.boroughs
    )


def directory_of(service: Service, listed: Sequence[Support], today: date) -> tuple[Need, ...]:
    """Return every need that somebody listed helps with; who names none stands last."""
    found = [
        Need(code, label, _sorted(service, [e for e in listed if code in e.needs], today))
        for code, label in ((term.code, str(term.label)) for term in NEEDS)
    ]
    others = [each for each in listed if not each.needs]
    rest = Need("other", gettext("Other help"), _sorted(service, others, today))
    return tuple(need for need in (*found, rest) if need.entries)


def _sorted(service: Service, listed: list[Support], today: date) -> tuple[Entry, ...]:
    return tuple(_entry(service, e, today) for e in sorted(listed, key=lambda e: bool(e.boroughs)))


def _entry(service: Service, support: Support, today: date) -> Entry:
    places = {f"place_{n}": code for n, code in enumerate(support.boroughs)}
    listed = format_list([f"%({name})s" for name in places], locale=get_locale())
    age = today - support.checked_on
    return Entry(
        spoken(support.name, support.name_in),
        spoken(support.telephone, support.telephone_in),
        spoken(support.about, support.about_in),
        put(
            listed or gettext("everywhere"),
            **{name: as_it_stands(service.borough_name(code)) for name, code in places.items()},
        ),
        format_date(support.checked_on, "long", locale=get_locale()),
        age > timedelta(days=limits.SUPPORT_STALE_DAYS),
        local=bool(support.boroughs),
    )


@blueprint.get("/<lang>/support")
def support(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """List who can help, by need and place, without anybody having to report."""
    service, today = current_services().service, _today()
    return render_template(
        "intake/directory.html",
        needs=directory_of(service, service.support, today),
        places=places_of(service, today),
        back_url=url_for("pages.start"),
    )


@dataclass(frozen=True)
class Times:
    """What is left to act, for one answer to "when"."""

    when: str
    rows: tuple[tuple[str, str], ...]


@blueprint.get("/<lang>/rights")
def rights(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Say what rights there are, on which conditions, and until when each can be used."""
    today = _today()
    times = tuple(
        Times(label_of(WHEN, band.code), tuple(map(_said, rows_of(band, today)))) for band in BANDS
    )
    return render_template("intake/rights.html", times=times, back_url=url_for("pages.start"))


def _said(row: Row) -> tuple[str, str]:
    day = format_date(row.last, "long", locale=get_locale())
    return str(row.limit.label), str(_STATES[row.state]) % {"day": day}


def _today() -> date:
    return clock.date_of_day(clock.day_of(current_services().now()))

"""The pages that everybody may read: the first one, the method, organisations and releases."""

from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask, abort, current_app, render_template
from flask_babel import get_locale, get_translations
from markupsafe import Markup

from reporting import limits
from reporting.service import Organisation
from reporting.statistics.figures import draw_tables, make_overview, say_left_out
from reporting.statistics.kept import read_kept
from reporting.statistics.reach import may_write, places_for_visitor, require_reach
from reporting.statistics.shelf import Frozen, Series, Shelf, read_shelf
from reporting.statistics.tables import Drawing
from reporting.statistics.told import tell
from reporting.statistics.wording import TABLES, name_kind, name_period
from reporting.statistics.words import MANDATORY, Words, read_words
from reporting.web.language import text_direction
from reporting.web.promised import figures_in_words, promised_by_all
from reporting.web.sessions import current_session
from reporting.web.surface import EXTENSION, current_services

FILES = ("csv", "xlsx", "ods", "json")


class Entry(NamedTuple):
    """A release in a list: its name in addresses, and in words what it is and when."""

    name: str
    kind: str
    period: str
    number: int


class Listed(NamedTuple):
    """The releases of one organisation, the newest first, and which are left out."""

    name: str
    code: str
    entries: tuple[Entry, ...]
    left_out: str


def drawing_for(place: Organisation | None) -> Drawing:
    """Return how tables of an organisation are drawn on the present page."""
    return Drawing(place, text_direction(str(get_locale())) == "rtl")


def entry_of(frozen: Frozen) -> Entry:
    """Return a release as lists have it."""
    release = frozen.release
    return Entry(
        frozen.name, name_kind(release.kind), name_period(release.period), release.sequence
    )


def list_of(place: Organisation, series: Series) -> Listed:
    """Return the releases of an organisation."""
    entries = tuple(entry_of(frozen) for frozen in reversed(series.frozen))
    return Listed(place.name, place.code, entries, say_left_out(series))


def find_release(shelf: Shelf, name: str) -> tuple[Organisation, Frozen]:
    """Return a release that this visitor may look at, or answer 404."""
    frozen = shelf.find(name)
    if frozen is None:
        abort(HTTPStatus.NOT_FOUND)
    return require_reach(frozen.release.series), frozen


def file_links(name: str) -> list[tuple[str, str]]:
    """Return the files of a release as (ending, address)."""
    return [(each, f"/releases/{name}.{each}") for each in FILES]


def start(lang: str = "") -> str:  # noqa: ARG001 - read by web.language
    """Show what is promised, how it was kept, and the figures of every organisation."""
    services = current_services()
    service, shelf = services.service, read_shelf(services)
    places = tuple(service.organisations.values())
    in_full = len(places) <= limits.ORGANISATIONS_IN_FULL
    words = read_words(services) if in_full else {}
    overviews = [
        make_overview(
            place, shelf.of(place.code), words.get(place.code, Words()), drawing_for(place)
        )
        for place in (places if in_full else ())
    ]
    return render_template(
        "statistics/start.html",
        here="start",
        promised=promised_by_all(service),
        kept=read_kept(services),
        figures=figures_in_words(service),
        trouble=shelf.trouble,
        overviews=overviews,
        items_shown=limits.ITEMS_SHOWN,
        listed=[(place.code, place.name) for place in places],
    )


def method(lang: str = "") -> str:  # noqa: ARG001
    """Show how figures are made, and what they cannot say."""
    return render_template("statistics/method.html", here="method", tables=TABLES, rules=limits)


def organisation(code: str, lang: str = "") -> str:  # noqa: ARG001
    """Show all that is published of one organisation, in words and figures."""
    services = current_services()
    place = require_reach(code)
    shelf = read_shelf(services)
    words = read_words(services, code).get(code, Words())
    return render_template(
        "statistics/organisation.html",
        trouble=shelf.trouble,
        each=make_overview(place, shelf.of(code), words, drawing_for(place)),
        listed=list_of(place, shelf.of(code)),
    )


def releases(lang: str = "") -> str:  # noqa: ARG001
    """List every release that the visitor may look at."""
    services = current_services()
    shelf = read_shelf(services)
    return render_template(
        "statistics/releases.html",
        here="releases",
        trouble=shelf.trouble,
        listed=[list_of(each, shelf.of(each.code)) for each in places_for_visitor()],
    )


def release(name: str, lang: str = "") -> str:  # noqa: ARG001
    """Show one release: to the public its public tables, to who has signed in all of them."""
    services = current_services()
    shelf = read_shelf(services)
    place, frozen = find_release(shelf, name)
    every = current_session() is not None
    drawing = drawing_for(place)
    tables = draw_tables(frozen, drawing, every=every)
    words = read_words(services, place.code).get(place.code, Words())
    series = shelf.of(place.code)
    return render_template(
        "statistics/release.html",
        place=place,
        entry=entry_of(frozen),
        frozen=frozen,
        tables=_say_tables(frozen, drawing, every, str(get_locale()), get_translations()),
        withheld=[table for table in tables if table.withheld],
        told=tell(services.service, place, frozen),
        every=every,
        files=file_links(frozen.name),
        assessment=words.assessments.get(str(frozen.release.sequence)),
        has_report=_has_report(words, frozen) or may_write(MANDATORY),
        others=[entry_of(each) for each in reversed(series.frozen) if each is not frozen],
    )


def add_page(app: Flask, address: str, endpoint: str, view: Any, *methods: str) -> None:
    """Add a public page in the first language of the service, and under each of its languages.

    A language is one that there is: `/<lang>/` for anything would answer for `/sign-out` as well.
    """
    service = app.extensions[EXTENSION].service
    tags = ", ".join(f'"{language.tag}"' for language in service.languages)
    for rule in (address, f"/<any({tags}):lang>{address}"):
        app.add_url_rule(rule, endpoint, view, methods=methods or ("GET",))


@lru_cache(maxsize=limits.FIGURES_READY)
def _say_tables(
    frozen: Frozen, drawing: Drawing, every: bool, _locale: str, _catalogue: object
) -> Markup:
    """Return the tables that are shown as HTML: most of a page, and alike for all its readers."""
    tables = draw_tables(frozen, drawing, every=every)
    shown = [table for table in tables if not table.withheld]
    macros: Any = current_app.jinja_env.get_template("statistics/tables.html").make_module()
    drawn: Markup = macros.draw(shown, frozen.name)  # a macro's own words are HTML already
    return drawn


def _has_report(words: Words, frozen: Frozen) -> bool:
    return str(frozen.release.sequence) in words.parts.get(MANDATORY, {})


def install_public(app: Flask) -> None:
    """Add these pages to `app`."""
    pages: dict[str, tuple[str, Any]] = {
        "start": ("/", start),
        "method": ("/method", method),
        "organisation": ("/organisations/<code>", organisation),
        "releases": ("/releases", releases),
        "release": ("/releases/<name>", release),
    }
    for endpoint, (address, view) in pages.items():
        add_page(app, address, endpoint, view)

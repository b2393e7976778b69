"""The pages behind sign-in: an organisation with every table, and two periods side by side."""

from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask, Response, abort, make_response, redirect, render_template, request, url_for

from reporting import limits
from reporting.statistics.comparing import compare_tables
from reporting.statistics.figures import make_overview
from reporting.statistics.public import drawing_for, entry_of, file_links, list_of
from reporting.statistics.reach import places_for_visitor, require_reach
from reporting.statistics.roles import MAY_WRITE
from reporting.statistics.shelf import Frozen, Series, read_shelf
from reporting.statistics.wording import TABLES, WITHHELD, name_kind, name_period
from reporting.statistics.words import Words, read_words
from reporting.web.options import Choice, options_of
from reporting.web.sessions import current_session
from reporting.web.surface import current_services


class Withheld(NamedTuple):
    """A release, and the titles of the tables it does not show."""

    name: str
    period: str
    titles: tuple[str, ...]


def figures() -> Any:
    """List the organisations of who has signed in; one alone is shown at once."""
    places = places_for_visitor()
    if len(places) == 1:
        return redirect(url_for("figures_of", code=places[0].code), HTTPStatus.SEE_OTHER)
    return render_template("statistics/figures.html", here="figures", places=places)


def figures_of(code: str) -> str:
    """Show what there is of one organisation, and what this account may write about it."""
    services, session = current_services(), current_session()
    assert session is not None  # noqa: S101 - roles.py lets nobody in without one
    place = require_reach(code)
    series = read_shelf(services).of(code)
    words = read_words(services, code).get(code, Words())
    may = {kind for kind, roles in MAY_WRITE.items() if session.account.role in roles}
    return render_template(
        "statistics/figures_of.html",
        here="figures",
        each=make_overview(place, series, words, drawing_for(place)),
        listed=list_of(place, series),
        files={frozen.name: file_links(frozen.name) for frozen in series.frozen},
        assessments=words.assessments,
        may=may,
        saved="saved" in request.args,
        withheld=_withheld(series) if session.account.role != "analyst" else (),
        reason=WITHHELD,
        choices=_choices(series, second=_before(series)),
    )


def _withheld(series: Series) -> tuple[Withheld, ...]:
    return tuple(
        Withheld(frozen.name, name_period(frozen.release.period), titles)
        for frozen in reversed(series.frozen)
        if (
            titles := tuple(
                str(TABLES[table.code].title)
                for table in frozen.release.tables
                if table.cells is None and table.code in TABLES
            )
        )
    )


def _before(series: Series) -> str:
    """Return the newest release that does not meet the newest: offered for a comparison."""
    newest = series.frozen[-1].release.period if series.frozen else None
    others = (
        f.name for f in reversed(series.frozen) if newest and not f.release.period.meets(newest)
    )
    return next(others, "")


def _choices(series: Series, **chosen: str) -> dict[str, Any]:
    """Return what may be asked for: every table of the menu, and the newest periods."""
    frozen = series.frozen[-limits.COMPARED_PERIODS :]
    periods = [
        Choice(f.name, f"{name_period(f.release.period)} ({name_kind(f.release.kind)})")
        for f in reversed(frozen)
    ]
    tables = [Choice(code, about.title) for code, about in TABLES.items()]
    offered = {"table": tables, "first": periods, "second": periods}
    return {name: options_of(terms, (chosen.get(name, ""),)) for name, terms in offered.items()}


def compare(code: str) -> Response:
    """Show one table of two periods that do not meet; whatever else is asked for is unknown."""
    place = require_reach(code)
    series = read_shelf(current_services()).of(code)
    table, first, second = (request.args.get(name, "") for name in ("table", "first", "second"))
    pair = [f for f in (_find(series, first), _find(series, second)) if f]
    if table not in TABLES or len(pair) != 2:  # noqa: PLR2004 - a comparison is of two
        abort(HTTPStatus.NOT_FOUND)
    one, other = sorted(pair, key=lambda f: f.release.period)
    meets = one.release.period.meets(other.release.period)
    page = render_template(
        "statistics/compare.html",
        here="figures",
        place=place,
        about=TABLES[table],
        entries=(entry_of(one), entry_of(other)),
        meets=meets,
        compared=compare_tables(drawing_for(place), table, one.release, other.release),
        choices=_choices(series, table=table, first=first, second=second),
    )
    return make_response(page, HTTPStatus.BAD_REQUEST if meets else HTTPStatus.OK)


def _find(series: Series, name: str) -> Frozen | None:
    return next((f for f in series.frozen if f.name == name), None)


def install_inside(app: Flask) -> None:
    """Add these pages to `app`."""
    app.add_url_rule("/figures", "figures", figures, methods=["GET"])
    app.add_url_rule("/figures/<code>", "figures_of", figures_of, methods=["GET"])
    app.add_url_rule("/figures/<code>/compare", "compare", compare, methods=["GET"])

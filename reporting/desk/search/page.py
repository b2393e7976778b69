"""The page on which somebody searches: the words come in a form, so no address has them."""

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext, lazy_gettext

from reporting import ids, limits
from reporting.desk.lines import Line, read_lines
from reporting.desk.ready import get_ready
from reporting.desk.search.phrase import Phrase
from reporting.desk.search.reading import Reached, Searched, search
from reporting.desk.table import Table
from reporting.errors import RosterRefused
from reporting.ids import ReportId
from reporting.roster import Rosters
from reporting.web.csrf import answers_kept
from reporting.web.door import current_door
from reporting.web.fields import Form, Hidden, TextLine, refuse, validate
from reporting.web.surface import current_services

_MARK_CHARACTERS, _FOUND_CHARACTERS = 40, 20 * limits.CASES_A_PAGE
NOTHING = lazy_gettext("Enter a word, or the code of a report")


class SearchForm(Form):
    """What to search for; where a search goes on, also how far it was and what it had found."""

    words = TextLine(
        lazy_gettext("Words to search for"),
        description=lazy_gettext(
            "As they stand in a report, a message or a note; or the code of a report. Accents and "
            "capital letters make no difference."
        ),
        characters=limits.SEARCH_CHARACTERS,
        required=NOTHING,
    )
    after = Hidden(characters=_MARK_CHARACTERS)
    found = Hidden(characters=_FOUND_CHARACTERS)

    def check(self) -> None:
        """Take only what leaves something to search for."""
        if not Phrase(self.words.data):
            refuse(self.words, NOTHING)

    def reached(self) -> Reached:
        """Return how far the search was; anything made up is nothing."""
        numbers = map(ids.from_hex, self.found.data.split())
        found = frozenset(ReportId(number) for number in numbers if number is not None)
        return Reached(self.after.data, found)


@answers_kept
def show_search() -> Any:
    """Show the field, or search for what it has."""
    form, table = SearchForm(), get_ready()
    if request.method == "GET":
        return _page(form) if isinstance(table, Table) else table
    if not validate(form):
        return _page(form, HTTPStatus.BAD_REQUEST)
    if not isinstance(table, Table):
        form.form_errors = [
            gettext("Your list of reports is being brought up to date. Please search again.")
        ]
        return _page(form, HTTPStatus.SERVICE_UNAVAILABLE)
    services, door = current_services(), current_door()
    try:
        rosters, in_force = services.rosters.current(), True
    except RosterRefused:
        rosters, in_force = Rosters({}), False
    until = door.steady() + limits.SEARCH_SECONDS
    searched = search(
        services.store,
        rosters,
        table,
        Phrase(form.words.data),
        form.reached(),
        lambda: door.steady() < until,
    )
    lines = read_lines(services.store, services.service, searched.entries, services.now())
    return _page(form, searched=searched, lines=lines, in_force=in_force)


def _page(
    form: SearchForm,
    status: int = HTTPStatus.OK,
    searched: Searched | None = None,
    lines: list[Line] | None = None,
    *,
    in_force: bool = True,
) -> Response:
    page = render_template(
        "desk/search.html",
        form=form,
        searched=searched,
        lines=lines or [],
        found=" ".join(line.number for line in lines or []),
        in_force=in_force,
    )
    return make_response(page, status)


def install_search(app: Flask) -> None:
    """Add the page to `app`."""
    app.add_url_rule("/search", "search", show_search, methods=["GET", "POST"])

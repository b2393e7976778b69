"""The list of reports."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, render_template, request, url_for

from reporting import clock
from reporting.desk.entry import Turn, place_of
from reporting.desk.lines import read_lines
from reporting.desk.queue import Page, Wanted, choose, from_mark
from reporting.desk.ready import get_ready
from reporting.desk.table import Table
from reporting.web.surface import current_services

FILTERS = {"all": None, "waiting": Turn.ACKNOWLEDGEMENT, "answered": Turn.REVIEWER}


def show_cases() -> Any:
    """Show one page of the list, or how far it is prepared."""
    table, services = get_ready(), current_services()
    if not isinstance(table, Table):
        return table
    organisations = services.service.organisations
    chosen, place = request.args.get("state", ""), request.args.get("organisation", "")
    if chosen not in FILTERS:
        chosen = "all"
    if place not in organisations:
        place = ""
    now = services.now()
    page = choose(
        table,
        Wanted(
            FILTERS[chosen],
            place_of(place) if place else None,
            from_mark(request.args.get("after", "")),
        ),
        clock.hour_of(now),
    )
    return render_template(
        "desk/cases.html",
        page=page,
        lines=read_lines(services.store, services.service, page.entries, now),
        chosen=chosen,
        place=place,
        organisations=organisations.values(),
        next_page=_address(chosen, place, page),
        first_page=_address(chosen, place) if page.first > 1 else "",
    )


def _address(chosen: str, place: str, page: Page | None = None) -> str:
    """Return the address of a page of the list; an empty text if there is no such page."""
    if page is not None and page.mark is None:
        return ""
    values = {"state": chosen, "organisation": place, "after": page.mark if page else None}
    return url_for("cases") + "?" + urlencode({k: v for k, v in values.items() if v})


def install_cases(app: Flask) -> None:
    """Add the list of reports to `app`."""
    app.add_url_rule("/cases", "cases", show_cases, methods=["GET"])

"""The list of reports."""

from typing import Any

from flask import Flask, render_template, request
from flask_babel import lazy_gettext

from reporting import clock
from reporting.desk.due import late_words
from reporting.desk.filters import WAITS, read_filters
from reporting.desk.lines import read_lines
from reporting.desk.queue import choose
from reporting.desk.ready import get_ready
from reporting.desk.table import Table
from reporting.web.surface import current_services

PATH = "/cases"
GIVEN_UP = {
    "here": lazy_gettext(
        "You have given that report up. You cannot open it any more; colleagues of your body can."
    ),
    "moved": lazy_gettext(
        "You have given that report up. Nobody else of your body may open it, so the other "
        "oversight body acts on it now."
    ),
}


def show_cases() -> Any:
    """Show one page of the list, or how far it is prepared."""
    table, services = get_ready(), current_services()
    if not isinstance(table, Table):
        return table
    filters, now = read_filters(services.service, request.args), services.now()
    page = choose(table, filters.wanted(request.args.get("after", "")), clock.hour_of(now))
    return render_template(
        "desk/cases.html",
        page=page,
        lines=read_lines(services.store, services.service, page.entries, now),
        filters=filters,
        late=late_words(page.counts.late),
        notice=GIVEN_UP.get(request.args.get("given_up", ""), ""),
        waits=WAITS,
        next_page=filters.address(PATH, page.mark) if page.mark else "",
        first_page=filters.address(PATH) if page.first > 1 else "",
    )


def install_cases(app: Flask) -> None:
    """Add the list of reports to `app`."""
    app.add_url_rule(PATH, "cases", show_cases, methods=["GET"])

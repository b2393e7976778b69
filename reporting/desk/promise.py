"""The page of the promise: what an account's own reports say of it, in words."""

from typing import Any

from flask import Flask, render_template
from flask_babel import gettext, ngettext

from reporting import clock
from reporting.desk.entry import BUCKETS, Turn
from reporting.desk.figures import count
from reporting.desk.ready import get_ready
from reporting.desk.table import Table
from reporting.desk.wording import due_words
from reporting.web.surface import current_services


def show_promise() -> Any:
    """Show how the promise was kept, or how far the list is prepared."""
    table = get_ready()
    if not isinstance(table, Table):
        return table
    services = current_services()
    now, zone = services.now(), services.service.timezone
    figures = count(table, clock.hour_of(now))
    soonest = ""
    if figures.soonest is not None:
        soonest = due_words(figures.soonest, Turn.ACKNOWLEDGEMENT, now, zone)
    rows = list(zip(map(_took, BUCKETS), figures.answered, strict=True))
    return render_template("desk/promise.html", figures=figures, soonest=soonest, rows=rows)


def _took(bucket: int) -> str:
    if not bucket:
        return str(gettext("After more than %(num)s hours", num=max(BUCKETS)))
    return str(ngettext("Within %(num)s hour", "Within %(num)s hours", bucket))


def install_promise(app: Flask) -> None:
    """Add the page to `app`."""
    app.add_url_rule("/promise", "promise", show_promise, methods=["GET"])

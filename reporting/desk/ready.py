"""The index of who is signed in, brought up to date, or the page that says how far it is."""

from flask import Response, make_response, render_template

from reporting import limits
from reporting.desk.case.opened import rosters_or_none
from reporting.desk.index import IndexKeeper
from reporting.desk.session import signed_in
from reporting.desk.table import Table
from reporting.desk.wording import TENTHS
from reporting.web.door import current_door
from reporting.web.surface import current_services


def get_ready() -> Table | Response:
    """Return the entries as the store is now; a page that goes on by itself while it takes long."""
    services, door, session = current_services(), current_door(), signed_in()
    until = door.steady() + limits.REFRESH_SECONDS
    account = session.account.id
    keeper = IndexKeeper(
        services.store, account, session.identity, lambda: rosters_or_none().held_by(account)
    )
    refreshed = keeper.refresh(lambda: door.steady() < until)
    if refreshed.finished:
        return refreshed.table
    response = make_response(
        render_template("desk/preparing.html", sentence=TENTHS[refreshed.tenths])
    )
    response.headers["Refresh"] = "0"  # the work itself takes its time
    return response

"""The page on which a lead marks somebody who is to be left out of the next list."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import (
    Flask,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext, lazy_gettext

from reporting import ids
from reporting.desk.roster.people import account_in
from reporting.desk.session import own_account, signed_in
from reporting.errors import NotAllowed
from reporting.ids import AccountId
from reporting.people.nextroster import find_leaving, lead_keys
from reporting.people.rosterchange import REMOVE, mark_for_removal
from reporting.roster import PERSON_ROLES
from reporting.services import Services
from reporting.store import Connection
from reporting.store.accounts import AccountRow, get_account
from reporting.store.rosterproposals import delete_roster_change, put_roster_change
from reporting.web.surface import current_services

_NO_SAY = lazy_gettext(
    "You are marked to be left out of the next list yourself, so you mark nobody and take no mark "
    "back. Nothing was changed. Ask another lead of your body."
)


@dataclass(frozen=True)
class Leaving:
    """Somebody who may be left out; `by` is who marked them, if anybody has.

    `mine` if whoever asks is this very person, `no_say` if whoever asks is marked.
    """

    number: str
    name: str
    body: str
    by: str
    of_the_root: bool
    mine: bool
    no_say: bool


def show_removal(number: str) -> Any:
    """Say what a removal does, and mark somebody, or take the mark away."""
    services, account = current_services(), own_account()
    row = _find(services, number, str(account.body))
    if request.method != "POST":
        return _page(services, account, row)
    if row.id in lead_keys(services.instance, str(account.body)):
        abort(HTTPStatus.NOT_FOUND)  # the page has no button for it
    try:
        _press(services, account, row, request.form.get("act", ""))
    except NotAllowed as error:
        return _page(services, account, row, HTTPStatus.CONFLICT, gettext(error.sentence))
    return redirect(url_for("people"), HTTPStatus.SEE_OTHER)


def _page(
    services: Services,
    account: AccountRow,
    row: AccountRow,
    status: int = HTTPStatus.OK,
    fault: str = "",
) -> Response:
    body = str(account.body)
    with services.store.read() as connection:
        marked = _marked(services, connection, body)
        lead = get_account(connection, marked[row.id]) if row.id in marked else None
    leaving = Leaving(
        ids.to_hex(row.id),
        row.username,
        body,
        lead.username if lead else "",
        row.id in lead_keys(services.instance, body),
        row.id == account.id,
        account.id in marked,
    )
    page = render_template("desk/roster/remove.html", leaving=leaving, fault=fault)
    return make_response(page, status)


def _find(services: Services, number: str, body: str) -> AccountRow:
    wanted = account_in(number)
    with services.store.read() as connection:
        row = get_account(connection, wanted) if wanted is not None else None
    if row is None or row.body != body or row.disabled or row.role not in PERSON_ROLES:
        abort(HTTPStatus.NOT_FOUND)
    return row


def _marked(services: Services, connection: Connection, body: str) -> Mapping[AccountId, AccountId]:
    in_force = services.rosters.current().by_body[body]
    return find_leaving(connection, services.instance, in_force)


def _press(services: Services, account: AccountRow, row: AccountRow, act: str) -> None:
    """Mark somebody or take a mark back; raise NotAllowed for whoever is marked themselves."""
    session = signed_in()
    with services.store.write() as connection:
        marked = _marked(services, connection, str(account.body))
        if account.id in marked:
            raise NotAllowed(str(_NO_SAY))
        # A mark that counts stays in the name of whoever made it first.
        if act == "mark" and row.id not in marked:
            mark = mark_for_removal(row.id, account.id, session.identity)
            put_roster_change(connection, row.id, REMOVE, mark)
        elif act == "unmark":
            delete_roster_change(connection, row.id, REMOVE)


def install_removing(app: Flask) -> None:
    """Add the page to `app`."""
    app.add_url_rule("/people/<number>/remove", "removal", show_removal, methods=["GET", "POST"])

"""The page on which a lead marks somebody who is to be left out of the next list."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, abort, redirect, render_template, request, url_for

from reporting.desk.roster.people import account_in, own_account
from reporting.nextroster import find_leaving, lead_keys
from reporting.roster import PERSON_ROLES
from reporting.rosterchange import REMOVE, mark_for_removal
from reporting.services import Services
from reporting.store.accounts import AccountRow, get_account
from reporting.store.rosterproposals import delete_roster_change, put_roster_change
from reporting.web.sessions import current_session
from reporting.web.surface import current_services


@dataclass(frozen=True)
class Leaving:
    """Somebody who may be left out; `by` is who marked them, if anybody has.

    `mine` if whoever asks is the one who is marked.
    """

    number: str
    name: str
    body: str
    by: str
    of_the_root: bool
    mine: bool


def show_removal(number: str) -> Any:
    """Say what a removal does, and mark somebody, or take the mark away."""
    services, account = current_services(), own_account()
    row = _find(services, number, str(account.body))
    of_the_root = row.id in lead_keys(services.instance, str(account.body))
    if request.method != "POST":
        by = _who_marked(services, row)
        mine = bool(by) and row.id == account.id
        leaving = Leaving(number, row.username, str(account.body), by, of_the_root, mine)
        return render_template("desk/roster/remove.html", leaving=leaving)
    act = request.form.get("act", "")
    if of_the_root or (act == "unmark" and row.id == account.id):
        abort(HTTPStatus.NOT_FOUND)  # the page has no button for it
    _press(account, row, act)
    return redirect(url_for("people"), HTTPStatus.SEE_OTHER)


def _find(services: Services, number: str, body: str) -> AccountRow:
    wanted = account_in(number)
    with services.store.read() as connection:
        row = get_account(connection, wanted) if wanted is not None else None
    if row is None or row.body != body or row.disabled or row.role not in PERSON_ROLES:
        abort(HTTPStatus.NOT_FOUND)
    return row


def _who_marked(services: Services, row: AccountRow) -> str:
    roster = services.rosters.current().by_body[str(row.body)]
    with services.store.read() as connection:
        by = find_leaving(connection, services.instance, roster).get(row.id)
        lead = get_account(connection, by) if by is not None else None
    return lead.username if lead else ""


def _press(account: AccountRow, row: AccountRow, act: str) -> None:
    session = current_session()
    assert session is not None  # noqa: S101 - own_account() has looked
    with current_services().store.write() as connection:
        if act == "mark":
            mark = mark_for_removal(row.id, account.id, session.identity)
            put_roster_change(connection, row.id, REMOVE, mark)
        elif act == "unmark":
            delete_roster_change(connection, row.id, REMOVE)


def install_removing(app: Flask) -> None:
    """Add the page to `app`."""
    app.add_url_rule("/people/<number>/remove", "removal", show_removal, methods=["GET", "POST"])

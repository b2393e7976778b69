"""The page on which leads propose and sign the next list of their body.

It puts nothing in force: that is `reporting roster sign`, on the machine the pins are on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext

from reporting import clock, limits
from reporting.desk.roster.sheet import Reading, Sheet
from reporting.desk.session import own_account, signed_in
from reporting.errors import Changed, ProposalRefused, RosterRefused, StoreUnavailable
from reporting.ids import AccountId
from reporting.people.ceremony import Proposal
from reporting.people.nextroster import (
    Waiting,
    differs,
    draft_roster,
    find_leaving,
    lead_keys,
    propose,
    read_waiting,
    sign,
)
from reporting.services import Services
from reporting.store import Connection
from reporting.store.accounts import list_accounts
from reporting.store.rosterproposals import (
    delete_roster_proposal,
    get_roster_proposal,
    list_roster_changes,
)
from reporting.web.sessions import current_session
from reporting.web.surface import current_rosters, current_services

_DONE = {
    "proposed": lazy_gettext("The list is proposed, and you have signed it."),
    "signed": lazy_gettext("You have signed the list."),
    "taken-back": lazy_gettext("The list was taken back. You can propose another."),
}
_OTHER = lazy_gettext(
    "Something changed since this page was shown, so nothing was signed. Please read it again."
)
_LEAVING = lazy_gettext(
    "You are marked to be left out of the next list, so another lead must take it back. Nothing "
    "was changed."
)
_NOT_NAMED = lazy_gettext(
    "The root of your body does not name you as a lead under the keys you have now, so you cannot "
    "sign. Nothing was changed."
)


@dataclass(frozen=True)
class Shown:
    """What the page shows: the list, who has signed it, and what whoever asks can do."""

    body: str
    sheet: Sheet | None
    waits: bool
    signed: tuple[str, ...]
    missing: int
    mine: bool
    entitled: bool
    outdated: bool
    refused: str


class _Desk:
    """One lead at the next list of their body, in one request."""

    def __init__(self) -> None:
        self.account = own_account()
        self.body = str(self.account.body)
        self.services = current_services()
        self.session = signed_in()
        self.today = clock.day_of(self.services.now())

    def reading(self, connection: Connection) -> Reading:
        rows = {row.id: row for row in list_accounts(connection, self.body)}
        changes = list_roster_changes(connection, self.body)
        identity = self.session.identity
        return Reading(self.services, rows, changes, self.account.id, identity)

    def waiting(self, connection: Connection) -> Waiting | None:
        return read_waiting(connection, self.services.instance, self.body, self.today)

    def draft(self, connection: Connection) -> Proposal:
        return draft_roster(connection, self.services.instance, self.body, self.today)

    def entitled(self) -> bool:
        named = lead_keys(self.services.instance, self.body).get(self.account.id)
        return named == self.session.identity.signing_public

    def leaving(self, connection: Connection) -> Mapping[AccountId, AccountId]:
        in_force = self.services.rosters.current().by_body[self.body]
        return find_leaving(connection, self.services.instance, in_force)

    def shown(self) -> Shown:
        with self.services.store.read() as connection:
            reading, draft = self.reading(connection), self.draft(connection)
            try:
                waiting = self.waiting(connection)
            except ProposalRefused as error:
                return self._show(reading, None, None, gettext(error.sentence))
            return self._show(reading, draft, waiting, "")

    def _show(
        self, reading: Reading, draft: Proposal | None, waiting: Waiting | None, refused: str
    ) -> Shown:
        proposal = waiting.proposal if waiting else draft
        return Shown(
            body=self.body,
            sheet=reading.draw(proposal) if proposal else None,
            waits=waiting is not None,
            signed=reading.names_of(waiting.signed) if waiting else (),
            missing=waiting.missing if waiting else 0,
            mine=bool(waiting and self.account.id in waiting.signed),
            entitled=self.entitled(),
            outdated=bool(waiting and draft and differs(waiting, draft)),
            refused=refused,
        )

    def press(self, act: str, mark: str) -> str:
        """Do what was asked, and return what was done; raise Changed or ProposalRefused."""
        with self.services.store.write() as connection:
            if act == "take-back":
                if self.account.id in self.leaving(connection):
                    raise ProposalRefused(str(_LEAVING))
                delete_roster_proposal(connection, self.body)
                return "taken-back"
            waiting = self.waiting(connection)
            proposal = waiting.proposal if waiting else self.draft(connection)
            if act != "sign" or proposal.roster.digest.hex() != mark:
                raise Changed
            if not self.entitled():
                raise ProposalRefused(str(_NOT_NAMED))
            if waiting is None:
                propose(connection, proposal, self.account.id, self.session.identity)
                return "proposed"
            if self.account.id not in waiting.signed:
                sign(connection, waiting, self.account.id, self.session.identity)
            return "signed"


def show_list() -> Any:
    """Show what the next list changes, or propose, sign or take it back."""
    desk = _Desk()
    if request.method != "POST":
        return _page(desk)
    try:
        done = desk.press(request.form.get("act", ""), request.form.get("mark", ""))
    except Changed:
        return _page(desk, HTTPStatus.CONFLICT, str(_OTHER))
    except ProposalRefused as error:
        return _page(desk, HTTPStatus.CONFLICT, gettext(error.sentence))
    return redirect(url_for("next_list", done=done), HTTPStatus.SEE_OTHER)


def _page(desk: _Desk, status: int = HTTPStatus.OK, fault: str = "") -> Response:
    done = str(_DONE.get(request.args.get("done", ""), ""))
    page = render_template("desk/roster/list.html", shown=desk.shown(), done=done, fault=fault)
    return make_response(page, status)


def list_calls() -> list[str]:
    """Return what every page tells a lead about the list of their body, in sentences."""
    session = current_session()
    if session is None or session.account.role != "lead":
        return []
    desk = _Desk()
    try:
        return list(_calls(desk))
    except (RosterRefused, StoreUnavailable):
        return []  # the page says so itself


def _calls(desk: _Desk) -> Iterator[str]:
    services: Services = desk.services
    with services.store.read() as connection:
        stored = get_roster_proposal(connection, desk.body)
        try:
            waiting = desk.waiting(connection) if stored is not None else None
        except ProposalRefused as error:
            yield gettext(error.sentence)
            waiting = None
    if waiting is not None and not waiting.missing:
        yield gettext("The next list of your body is signed, and is not in force yet.")
    elif waiting is not None and desk.account.id not in waiting.signed:
        yield gettext("The next list of your body waits for your signature.")
    left = current_rosters().by_body[desk.body].valid_until - desk.today
    if left < limits.ROSTER_WARNING_DAYS:
        yield ngettext(
            "The list of your body runs out in %(num)s day. Then no report can be taken.",
            "The list of your body runs out in %(num)s days. Then no report can be taken.",
            left,
        )


def install_signing(app: Flask) -> None:
    """Add the page to `app`, and let each ask what a lead is told of the list."""
    app.jinja_env.globals.update(list_calls=list_calls)
    app.add_url_rule("/people/list", "next_list", show_list, methods=["GET", "POST"])

"""The register of one's own connections: what the list says, and what the next one is to say."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext

from reporting.desk.fields import Reason
from reporting.desk.roster.wish import Own, read_own
from reporting.desk.roster.words import connection_words
from reporting.desk.session import own_account, signed_in
from reporting.errors import TooLong
from reporting.roster import Declaration
from reporting.service import Service
from reporting.vocabulary import SUBJECTS
from reporting.web.csrf import answers_kept
from reporting.web.fields import STALE, Dropdown, Form, refuse, validate
from reporting.web.options import Choice
from reporting.web.surface import current_services

_UNCHOSEN = Choice("", lazy_gettext("Please choose"))
_EVERY = Choice("", lazy_gettext("Whomever a report is about"))
_DONE = {
    "asked": lazy_gettext("Kept. It waits for the signatures of your leads."),
    "withdrawn": lazy_gettext("You have asked for nothing any more."),
}
_TOO_LONG = lazy_gettext("Your reasons together are too long. Shorten this one, or leave it out.")


class ConnectionForm(Form):
    """One connection, and why."""

    place = Dropdown(
        lazy_gettext("Where is the connection?"),
        required=lazy_gettext("Choose an organisation or a part of it"),
    )
    role = Dropdown(
        lazy_gettext("Which reports does it touch?"),
        choices=(_EVERY, *SUBJECTS),
        description=lazy_gettext(
            "If a relative or friend of yours works there, choose their role. For a supplier, "
            "choose the contractor."
        ),
    )
    reason = Reason(
        lazy_gettext("Why? You need not say"),
        description=lazy_gettext("Sealed: only the leads of your body, and you, can read it."),
    )

    def declared(self) -> Declaration:
        """Return the connection; only of a form that was right."""
        organisation, _, area = self.place.data.partition(":")
        return Declaration(organisation, area or None, self.role.data or None)


@dataclass(frozen=True)
class Connection:
    """One connection: `code` names it in forms, `state` is signed, added or dropped."""

    code: str
    words: str
    state: str


@dataclass(frozen=True)
class Register:
    """What somebody declares, and whether any of it waits for a signature."""

    listed: bool
    waits: bool
    connections: tuple[Connection, ...]


def _own() -> Own:
    return read_own(current_services(), own_account(), signed_in().identity)


def code_of(declared: Declaration) -> str:
    """Return a connection as a form names it."""
    return ":".join((declared.organisation, declared.area or "", declared.role or ""))


def _connections(service: Service, own: Own) -> Iterator[Connection]:
    for one in dict.fromkeys((*own.member.declarations, *own.wanted)):
        if one not in own.wanted:
            state = "dropped"
        else:
            state = "signed" if one in own.member.declarations else "added"
        yield Connection(code_of(one), connection_words(service, one), state)


@answers_kept
def show_connections() -> Any:
    """Show what whoever asks has declared, or take what they wish to declare."""
    own, form = _own(), ConnectionForm()
    form.place.choices = (_UNCHOSEN, *places_of(current_services().service))
    if request.method != "POST":
        return _page(own, form)
    act = request.form.get("act", "")
    if act == "add":
        return _add(own, form)
    if g.get("stale_form"):
        form.form_errors = [str(STALE)]
        return _page(own, form, HTTPStatus.BAD_REQUEST)
    if act == "withdraw":
        own.withdraw()
        return _done("withdrawn")
    code = request.form.get("connection", "")
    own.ask([one for one in own.wanted if code_of(one) != code], "")
    return _done("asked")


def _add(own: Own, form: ConnectionForm) -> Any:
    if not validate(form):
        return _page(own, form, HTTPStatus.BAD_REQUEST)
    try:
        own.ask((*own.wanted, form.declared()), form.reason.data)
    except TooLong:
        refuse(form.reason, _TOO_LONG)
        return _page(own, form, HTTPStatus.BAD_REQUEST)
    return _done("asked")


def places_of(service: Service) -> Iterator[Choice]:
    """Give every organisation, and each part of it, as a choice."""
    for each in service.organisations.values():
        yield Choice(each.code, each.name)
        for area in each.areas:
            yield Choice(f"{each.code}:{area.code}", f"{each.name}, {area.name}")


def _done(what: str) -> Any:
    return redirect(url_for("my_connections", done=what), HTTPStatus.SEE_OTHER)


def _page(own: Own, form: ConnectionForm, status: int = HTTPStatus.OK) -> Response:
    service = current_services().service
    register = Register(own.listed, own.wish is not None, tuple(_connections(service, own)))
    page = render_template(
        "desk/roster/connections.html",
        register=register,
        form=form,
        done=str(_DONE.get(request.args.get("done", ""), "")),
        leads=own.account.role == "lead",
    )
    return make_response(page, status)


def install_declaring(app: Flask) -> None:
    """Add the page to `app`."""
    methods = ["GET", "POST"]
    app.add_url_rule("/my-connections", "my_connections", show_connections, methods=methods)

"""The page on which somebody who was invited makes their own account, with no lead beside them.

Nothing is kept until they have shown a code: until then the page carries, sealed, what it shows.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import clock, limits, totp
from reporting.errors import InvitationRefused
from reporting.people.invitation import Offer, accept_invitation, join, open_offer, seal_offer
from reporting.roster import fingerprint_of_keys
from reporting.web.csrf import answers_kept
from reporting.web.door import current_door
from reporting.web.fields import Form, Hidden, Secret, TextLine, refuse, validate
from reporting.web.sessions import current_session
from reporting.web.sign_in import WAIT, code_line
from reporting.web.surface import current_services
from reporting.web.visit import begin_visit

_WRONG_CODE = lazy_gettext(
    "That is not the code. Enter the six digits that your authenticator app shows for this key now."
)


class InvitedForm(Form):
    """Who was invited, and the words that show it."""

    username = TextLine(
        lazy_gettext("User name"),
        characters=limits.USERNAME_CHARACTERS,
        required=lazy_gettext("Enter the user name that your lead told you"),
    )
    invitation = Secret(
        lazy_gettext("Invitation"),
        description=lazy_gettext("The six words that your lead told you."),
        characters=limits.PASSPHRASE_CHARACTERS,
        required=lazy_gettext("Enter the six words of your invitation"),
    )


class ProofForm(Form):
    """A code that shows that the second factor is set up."""

    offer = Hidden(characters=limits.OFFER_CHARACTERS)
    code = code_line()


@dataclass(frozen=True)
class Shown:
    """What somebody notes down: it is shown to them alone, and never again."""

    username: str
    passphrase: str
    secret: str
    address: str


@answers_kept
def show_join() -> Any:
    """Ask for the invitation, show what is to be noted, and make the account, in turn."""
    if current_session() is not None:
        return redirect(url_for("home"), HTTPStatus.SEE_OTHER)
    if request.method != "POST":
        return _ask(InvitedForm())
    if "offer" in request.form:
        return _take_code(ProofForm())
    return _take_invitation(InvitedForm())


def _ask(form: InvitedForm, status: int = HTTPStatus.OK) -> Response:
    begin_visit()  # the form's token is bound to its cookie
    return make_response(render_template("desk/join/invited.html", form=form), status)


def _refuse(form: InvitedForm, sentence: Any, status: int) -> Response:
    form.form_errors = [str(sentence)]
    return _ask(form, status)


def _take_invitation(form: InvitedForm) -> Response:
    if not validate(form):
        return _ask(form, HTTPStatus.BAD_REQUEST)
    door, services = current_door(), current_services()
    username = form.username.data
    with door.attempt(_name(username)) as may:
        if not may:
            return _wait(_refuse(form, WAIT, HTTPStatus.TOO_MANY_REQUESTS))
        try:
            offer = accept_invitation(
                services.store,
                door.stretcher,
                username,
                form.invitation.data,
                clock.day_of(services.now()),
            )
        except InvitationRefused as error:
            return _refuse(form, gettext(error.sentence), HTTPStatus.BAD_REQUEST)
    return _show(ProofForm(), offer)


def _name(username: str) -> str:
    """Return what attempts are counted under: not those of signing in, which go on meanwhile."""
    return f"join {username}"


def _wait(response: Response) -> Response:
    response.headers["Retry-After"] = "60"
    return response


def _show(form: ProofForm, offer: Offer, status: int = HTTPStatus.OK) -> Response:
    begin_visit()
    services, given = current_services(), offer.credentials
    form.offer.data = seal_offer(services.instance.session_key, offer)
    issuer = services.service.name
    address = totp.provisioning_uri(given.totp_secret, given.username, issuer)
    shown = Shown(given.username, given.passphrase, given.totp_secret, address)
    page = render_template("desk/join/shown.html", form=form, shown=shown)
    return make_response(page, status)


def _take_code(form: ProofForm) -> Response:
    services, door = current_services(), current_door()
    try:
        offer = open_offer(services.instance.session_key, form.offer.data)
        if not validate(form):
            return _show(form, offer, HTTPStatus.BAD_REQUEST)
        now, secret = services.now(), offer.credentials.totp_secret
        step = totp.matching_step(secret, form.code.data, now, 0)
        if step is None:
            refuse(form.code, _WRONG_CODE)
            return _show(form, offer, HTTPStatus.BAD_REQUEST)
        with door.attempt(_name(offer.credentials.username)) as may:
            if not may:
                form.form_errors = [str(WAIT)]
                return _wait(_show(form, offer, HTTPStatus.TOO_MANY_REQUESTS))
            account = join(services.store, door.stretcher, offer, step, now)
    except InvitationRefused as error:
        return _refuse(InvitedForm(), gettext(error.sentence), HTTPStatus.BAD_REQUEST)
    fingerprint = fingerprint_of_keys(account.wrap_public, account.signing_public)
    page = render_template("desk/join/joined.html", fingerprint=fingerprint)
    return make_response(page)


def install_joining(app: Flask) -> None:
    """Add the page to `app`."""
    app.add_url_rule("/join", "join", show_join, methods=["GET", "POST"])

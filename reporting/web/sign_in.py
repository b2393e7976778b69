"""The pages of coming and going: sign in, sign out, and what is shown to who is signed out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext, lazy_gettext

from reporting import limits
from reporting.errors import SignInRefused
from reporting.people.account import sign_in
from reporting.web.csrf import answers_kept, shows_again
from reporting.web.door import current_door
from reporting.web.fields import Form, Secret, TextLine, validate
from reporting.web.headers import forget_me
from reporting.web.kept import FIELD, open_kept, seal_kept
from reporting.web.sessions import (
    SignedInSession,
    begin_session,
    current_session,
    end_session,
    ended_account,
    session_secret,
    was_signed_out,
)
from reporting.web.surface import current_services
from reporting.web.visit import begin_visit, end_visit, visit_secret

WAIT = lazy_gettext(
    "There are too many attempts to sign in just now. Please wait a minute, then try again."
)
NO_PAGES = lazy_gettext("This account has no pages here yet.")
EXTENSION = "reporting_entrance"


@dataclass(frozen=True)
class Entrance:
    """What differs between surfaces: who may come in, and where to.

    `layout` is the template around the page, `home` the endpoint behind it, or that of a role in
    `homes`; `written` returns
    what somebody wrote with a request that came without a session. `joins` says whether people
    who were invited make their account here.
    """

    layout: str
    roles: frozenset[str]
    home: str
    written: Callable[[], str]
    homes: Mapping[str, str] = field(default_factory=dict)
    joins: bool = False

    def home_of(self, role: str) -> str:
        """Return the endpoint where somebody goes on."""
        return self.homes.get(role, self.home)


def _entrance() -> Entrance:
    entrance: Entrance = current_app.extensions[EXTENSION]
    return entrance


def code_line() -> TextLine:
    """Return the field for the second factor."""
    return TextLine(
        lazy_gettext("Code"),
        description=lazy_gettext("The six digits that your authenticator app shows now."),
        characters=limits.CODE_CHARACTERS,
        required=lazy_gettext("Enter the code from your authenticator app"),
    )


class SignInForm(Form):
    """Who somebody is, and the two things that show it."""

    username = TextLine(
        lazy_gettext("User name"),
        characters=limits.USERNAME_CHARACTERS,
        required=lazy_gettext("Enter your user name"),
    )
    passphrase = Secret(
        lazy_gettext("Passphrase"),
        description=lazy_gettext("Six words, with a space between them."),
        characters=limits.PASSPHRASE_CHARACTERS,
        required=lazy_gettext("Enter your passphrase"),
    )
    code = code_line()


def home() -> Any:
    """Send everybody to where they can go on."""
    session = current_session()
    endpoint = _entrance().home_of(session.account.role) if session else "sign_in"
    return redirect(url_for(endpoint), HTTPStatus.SEE_OTHER)


@answers_kept
def show_sign_in() -> Any:
    """Show the form, or take it."""
    if request.method == "POST":
        return _take(SignInForm())
    session = current_session()
    if session is not None:
        return redirect(url_for(_entrance().home_of(session.account.role)), HTTPStatus.SEE_OTHER)
    if "out" in request.args:
        # Its picture makes the browser forget the reports it kept for Back (web/headers.py).
        return forget_me(_page(SignInForm(), left=True), insecure_http=True)
    return _page(SignInForm(), signed_out="again" in request.args)


def _page(
    form: SignInForm,
    status: int = HTTPStatus.OK,
    *,
    signed_out: bool = False,
    left: bool = False,
    kept: str = "",
    sealed: str = "",
) -> Response:
    begin_visit()  # the form's token is bound to its cookie
    page = render_template(
        "shared/sign_in.html",
        layout=_entrance().layout,
        joins=_entrance().joins,
        form=form,
        signed_out=signed_out,
        left=left,
        kept=kept,
        sealed=sealed or _sealed(),
    )
    return make_response(page, status)


def _sealed() -> str:
    """Return what this browser carries over its sign-in."""
    at_door = request.endpoint == "sign_in"
    sealed = request.form.get(FIELD, "") if at_door else ""
    return sealed if len(sealed) <= limits.KEPT_CHARACTERS else ""


def _refuse(form: SignInForm, sentence: Any, status: int) -> Response:
    form.form_errors = [str(sentence)]
    return _page(form, status)


def _take(form: SignInForm) -> Any:
    if not validate(form):
        return _page(form, HTTPStatus.BAD_REQUEST)
    door, services = current_door(), current_services()
    username = form.username.data
    with door.attempt(username) as may:  # before the slow hash, so that a flood costs little
        if not may:
            response = _refuse(form, WAIT, HTTPStatus.TOO_MANY_REQUESTS)
            response.headers["Retry-After"] = "60"
            return response
        try:
            signed_in = sign_in(
                services.store,
                door.stretcher,
                username,
                form.passphrase.data,
                form.code.data,
                services.now(),
            )
        except SignInRefused as error:
            return _refuse(form, gettext(error.sentence), HTTPStatus.BAD_REQUEST)
    if signed_in.account.role not in _entrance().roles:
        return _refuse(form, NO_PAGES, HTTPStatus.FORBIDDEN)
    session = begin_session(services, signed_in.account, signed_in.identity)
    end_visit()
    response = make_response(_go_on(session))
    door.remember(response, signed_in.account.username)
    return response


def _go_on(session: SignedInSession) -> Any:
    """Lead to what somebody was writing before; else to where everybody of their role goes on."""
    kept = open_kept(_sealed(), session)
    if kept is not None:
        return render_template("shared/kept.html", layout=_entrance().layout, kept=kept)
    home = url_for(_entrance().home_of(session.account.role))
    return redirect(home, HTTPStatus.SEE_OTHER)


@answers_kept
def sign_out() -> Response:
    """End the session, here and in the store."""
    if g.stale_form:
        # Only who has no session is asked to sign in instead (roles.py).
        abort(HTTPStatus.BAD_REQUEST)
    services = current_services()
    end_session(services)
    end_visit()
    response = make_response(redirect(url_for("sign_in", out="yes"), HTTPStatus.SEE_OTHER))
    # The session's cookie is taken back by name. The others stay, above all the token of a known
    # browser: without it, whoever floods a user name would lock its owner out.
    return forget_me(response, insecure_http=True)


def ask_to_sign_in() -> Any:
    """Answer a request without a session: the way in, with what was written so that it is kept."""
    if request.method != "POST":
        again = "yes" if was_signed_out() else None
        return redirect(url_for("sign_in", again=again), HTTPStatus.SEE_OTHER)
    g.stale_form = False  # it is the session that is missing
    account, view = ended_account(), current_app.view_functions.get(request.endpoint or "")
    sealed = seal_kept(account) if account and shows_again(view) else ""
    written = "" if sealed else _entrance().written()
    return _page(SignInForm(), HTTPStatus.FORBIDDEN, signed_out=True, kept=written, sealed=sealed)


def secret_of_visitor() -> bytes | None:
    """Return what tokens are bound to: the cookie of the sign-in form, else the session."""
    at_door = request.endpoint in {"sign_in", "join"} or current_session() is None
    # Who has just signed in has no visit any more, and a page of their session before them.
    return (visit_secret() if at_door else None) or session_secret()


def install_sign_in(app: Flask, entrance: Entrance, *, address: str) -> None:
    """Add the pages of coming and going to `app`; `address` leads everybody where they go on."""
    app.extensions[EXTENSION] = entrance
    app.add_url_rule(address, "home", home, methods=["GET"])
    app.add_url_rule("/sign-in", "sign_in", show_sign_in, methods=["GET", "POST"])
    app.add_url_rule("/sign-out", "sign_out", sign_out, methods=["POST"])

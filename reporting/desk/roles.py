"""Which role may do what at the desk: one table, and the guard that reads it.

A page without a line here is open to nobody, so that a forgotten line is found by its author
and not by somebody else.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Flask, abort, request

from reporting.roster import READING_ROLES
from reporting.web.sessions import current_session

READERS = READING_ROLES
LEADS = frozenset({"lead"})
EVERYBODY = frozenset({"everybody"})  # signed in or not

ALLOWED: dict[str, frozenset[str]] = {
    "static": EVERYBODY,
    "healthz": EVERYBODY,
    "home": EVERYBODY,
    "sign_in": EVERYBODY,
    "sign_out": READERS,
    "cases": READERS,
    "case": READERS,
    "promise": READERS,
    "acknowledge": READERS,
    "reply": READERS,
    "notices": READERS,
    "remove_address": READERS,
    "duty": READERS,
    "duty_week": LEADS,
    "absences": LEADS,
    "end_absence_of": LEADS,
    "my_duty": READERS,
    "offer_duty": READERS,
    "answer_offer": READERS,
    "add_absence": READERS,
    "end_absence": READERS,
}


def install_roles(app: Flask, ask_to_sign_in: Callable[[], Any]) -> None:
    """Refuse what the table does not allow: 404, or the way to sign in for who is not.

    Install it after everything that finds the visitor and checks what was sent.
    """

    @app.before_request
    def require_role() -> Any:
        if request.routing_exception is not None:
            return None
        allowed = ALLOWED.get(request.endpoint or "", frozenset())
        if allowed is EVERYBODY:
            return None
        session = current_session()
        if session is None and allowed:
            return ask_to_sign_in()
        if session is None or session.account.role not in allowed:
            abort(HTTPStatus.NOT_FOUND)
        return None

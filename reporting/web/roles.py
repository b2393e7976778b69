"""The guard that reads a surface's table of who may do what.

A page without a line in the table is open to nobody, so that a forgotten line is found by its
author and not by somebody else.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, abort, request

from reporting.web.sessions import current_session

EVERYBODY = frozenset({"everybody"})  # signed in or not


def install_roles(
    app: Flask, allowed_at: Mapping[str, frozenset[str]], ask_to_sign_in: Callable[[], Any]
) -> None:
    """Refuse what `allowed_at` (endpoint: roles) does not allow: 404, or the way to sign in.

    Install it after everything that finds the visitor and checks what was sent.
    """

    @app.before_request
    def require_role() -> Any:
        if request.routing_exception is not None:
            return None
        allowed = allowed_at.get(request.endpoint or "", frozenset())
        if allowed is EVERYBODY:
            return None
        session = current_session()
        if session is None and allowed:
            return ask_to_sign_in()
        if session is None or session.account.role not in allowed:
            abort(HTTPStatus.NOT_FOUND)
        return None

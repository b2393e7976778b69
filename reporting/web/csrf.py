"""A token in every form, bound to the secret in the visitor's own cookie.

The signature is HMAC-SHA256 by itsdangerous. Time in a token is whole hours, so that a saved
page does not tell at which minute somebody was at a computer (docs/decisions/csrf.md).
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, abort, g, request
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from reporting import clock, limits
from reporting.web.origin import SAFE_METHODS
from reporting.web.surface import current_services

FIELD = "csrf_token"
SALT = "reporting/csrf/1"

View = TypeVar("View", bound=Callable[..., Any])


class HourSigner(TimestampSigner):
    """Signs with the hour instead of the second, and reads no clock of its own."""

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        """Take the present moment beside the arguments of the signer."""
        super().__init__(*args, **options)
        self._hour = clock.hour_of(now)

    def get_timestamp(self) -> int:
        """Return whole hours since the epoch."""
        return self._hour


def _serializer(secret: bytes, now: datetime) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        secret,
        salt=SALT,
        signer=HourSigner,
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac", "now": now},
    )


def _now() -> datetime:
    return current_services().now()


def make_token(secret: bytes) -> str:
    """Return a token for the visitor who holds `secret`; needs an application context."""
    return _serializer(secret, _now()).dumps("")


def check_token(secret: bytes, token: str) -> bool:
    """Say whether `token` was made for `secret` within the last `limits.STAMP_HOURS`."""
    later = _now() + timedelta(hours=limits.STAMP_SKEW_HOURS)
    try:
        age = limits.STAMP_HOURS + limits.STAMP_SKEW_HOURS
        _serializer(secret, later).loads(token, max_age=age)
    except BadData:
        return False
    return True


def answers_kept(view: View) -> View:
    """Mark a view that shows its form again, filled, where the token is missing or stale.

    The view must treat `g.stale_form` as a mistake in the form: `fields.validate` does.
    """
    view.answers_kept = True  # type: ignore[attr-defined]
    return view


def shows_again(view: object) -> bool:
    """Say whether a view was marked so."""
    return bool(getattr(view, "answers_kept", False))


def install_csrf(app: Flask, secret_of_visitor: Callable[[], bytes | None]) -> None:
    """Refuse with 400 every unsafe request of `app` without a good token.

    `secret_of_visitor` returns the secret of the cookie that came with the present request or
    is about to be set with its answer, None where there is neither. Templates get
    `csrf_token()`. Install it after everything that finds the visitor.
    """

    def token_of_visitor() -> str:
        secret = secret_of_visitor()
        # A page without a visitor still renders (an error page may hold a small form); what
        # is sent from it is refused.
        return make_token(secret) if secret else ""

    app.jinja_env.globals["csrf_token"] = token_of_visitor

    @app.before_request
    def require_token() -> None:
        g.stale_form = False
        if request.routing_exception is not None or request.method in SAFE_METHODS:
            return
        secret = secret_of_visitor()
        if secret and check_token(secret, request.form.get(FIELD, "")):
            return
        view = app.view_functions.get(request.endpoint or "")
        if not shows_again(view):
            abort(HTTPStatus.BAD_REQUEST)
        g.stale_form = True

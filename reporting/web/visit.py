"""The cookie of a visit without an account: sealed, without a trace on the server.

It holds the secret that seals the draft and binds form tokens and, for half an hour, the receipt
somebody came back with. It is sealed under the session key, so a cookie jar shows no words. It is
the only cookie of intake; the sign-in form of the desk has one too, never with a receipt.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response, g, request

from reporting import clock, limits, primitives, sealing
from reporting.canonical import decode_bytes, encode_bytes
from reporting.errors import CannotOpen, ReceiptMistyped
from reporting.receipt import Receipt
from reporting.web.surface import current_services

_ROW = b"visit"
_SIZE = 128
_NO_RECEIPT = bytes(2 * limits.RECEIPT_WORDS)
_MINUTE_SIZE = 8
_PLAIN_SIZE = primitives.KEY_SIZE + len(_NO_RECEIPT) + 2 * _MINUTE_SIZE
_BOX_SIZE = _SIZE + sealing.OVERHEAD


@dataclass(frozen=True)
class Visit:
    """What one browser holds; `began` and `receipt_read` are minutes since the epoch."""

    secret: bytes
    began: int
    receipt: Receipt | None = None
    receipt_read: int = 0

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Visit(…)"


def seal_visit(key: bytes, visit: Visit) -> str:
    """Return the cookie's value; its length says nothing."""
    words = visit.receipt.indexes if visit.receipt else (0,) * limits.RECEIPT_WORDS
    plaintext = (
        visit.secret
        + b"".join(index.to_bytes(2, "big") for index in words)
        + visit.began.to_bytes(_MINUTE_SIZE, "big")
        + visit.receipt_read.to_bytes(_MINUTE_SIZE, "big")
    )
    return encode_bytes(sealing.seal(key, "visit", _ROW, plaintext, _SIZE))


def open_visit(key: bytes, value: str, now: datetime) -> Visit | None:
    """Return the visit in a cookie, without what has run out; None if it is not ours."""
    try:
        data = sealing.unseal(key, "visit", _ROW, decode_bytes(value, _BOX_SIZE))
    except CannotOpen:
        return None
    if len(data) != _PLAIN_SIZE:
        return None
    minute = clock.minute_of(now)
    secret, rest = data[: primitives.KEY_SIZE], data[primitives.KEY_SIZE :]
    words, times = rest[: len(_NO_RECEIPT)], rest[len(_NO_RECEIPT) :]
    began = int.from_bytes(times[:_MINUTE_SIZE], "big")
    read = int.from_bytes(times[_MINUTE_SIZE:], "big")
    if minute - began >= 60 * limits.DRAFT_HOURS:
        return None
    if words == _NO_RECEIPT or minute - read >= limits.RECEIPT_VISIT_MINUTES:
        return Visit(secret, began)
    return Visit(secret, began, _receipt(words), read)


def _receipt(words: bytes) -> Receipt | None:
    indexes = tuple(int.from_bytes(words[i : i + 2], "big") for i in range(0, len(words), 2))
    try:
        return Receipt(indexes)
    except (ReceiptMistyped, ValueError):
        return None


def new_visit(now: datetime) -> Visit:
    """Begin a visit with a new secret."""
    return Visit(primitives.random_bytes(primitives.KEY_SIZE), clock.minute_of(now))


def visit_secret() -> bytes | None:
    """Return the secret of the present visit, if the browser brought one or a form began it."""
    visit = current_visit()
    return visit.secret if visit else None


def current_visit() -> Visit | None:
    """Return the visit of this request, or None: no page begins one by being read."""
    visit: Visit | None = g.get("visit")
    return visit


def begin_visit() -> Visit:
    """Return the visit of this request, begun now if there was none; a form calls this."""
    visit = current_visit()
    if visit is None:
        visit = new_visit(current_services().now())
        keep_visit(visit)
    return visit


def keep_visit(visit: Visit) -> None:
    """Send the browser this visit with the answer."""
    g.visit, g.visit_changed = visit, True


def end_visit() -> None:
    """Take the cookie back."""
    g.visit, g.visit_changed = None, True


def install_visits(app: Flask, name: str, *, insecure_http: bool) -> None:
    """Read the cookie before each request and write it after, if it has changed."""
    cookie = name if insecure_http else f"__Host-{name}"

    @app.before_request
    def read() -> None:
        services = current_services()
        value = request.cookies.get(cookie)
        if value is not None:
            g.visit = open_visit(services.instance.session_key, value, services.now())

    @app.after_request
    def write(response: Response) -> Response:
        if g.get("visit_changed"):
            visit = current_visit()
            if visit is None:
                response.delete_cookie(
                    cookie, secure=not insecure_http, httponly=True, samesite="Strict"
                )
            else:
                response.set_cookie(
                    cookie,
                    seal_visit(current_services().instance.session_key, visit),
                    secure=not insecure_http,
                    httponly=True,
                    samesite="Strict",
                )
        return response

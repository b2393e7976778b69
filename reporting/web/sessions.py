"""Sessions of who signed in, kept on the server and readable only with the cookie's secret.

The row holds the account's identity sealed under a key that exists in the cookie alone: with the
database one can end sessions, not use them (docs/data.md, "session").
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response, g, request

from reporting import canonical, clock, ids, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.identity import SECRET_SIZE, Identity, identity_from_bytes
from reporting.ids import AccountId
from reporting.services import Services
from reporting.store import Connection
from reporting.store.accounts import AccountRow, get_account
from reporting.store.sessions import (
    delete_session,
    get_session,
    insert_session,
    update_session,
)
from reporting.web.surface import current_services

_KEYS = frozenset({"account", "began", "identity", "seen"})


@dataclass(frozen=True)
class SignedInSession:
    """A signed-in account; `began` and `seen` are minutes since the epoch."""

    secret: bytes
    account: AccountRow
    identity: Identity
    began: int
    seen: int

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "SignedInSession(…)"


def _row_id(secret: bytes) -> bytes:
    return primitives.digest("session/row", secret)


def _seal(secret: bytes, account: AccountId, identity: Identity, began: int, seen: int) -> bytes:
    plaintext = canonical.dumps(
        {
            "account": ids.to_hex(account),
            "identity": canonical.encode_bytes(identity.to_bytes()),
            "began": began,
            "seen": seen,
        }
    )
    key = primitives.derive(secret, "session/key")
    return sealing.seal(key, "session", _row_id(secret), plaintext, limits.SESSION_SIZE)


def begin_session(services: Services, account: AccountRow, identity: Identity) -> SignedInSession:
    """Store a new session and send its secret with the answer: a new one at every sign-in.

    The session this browser had before ends with it.
    """
    before = current_session()
    now = services.now()
    minute = clock.minute_of(now)
    secret = primitives.random_bytes(primitives.KEY_SIZE)
    session = SignedInSession(secret, account, identity, minute, minute)
    purge = clock.hour_of(now) + limits.SESSION_HOURS + 1
    with services.store.write() as connection:
        box = _seal(secret, account.id, identity, minute, minute)
        if before is not None:
            delete_session(connection, _row_id(before.secret))
        insert_session(connection, _row_id(secret), box, purge)
    g.session, g.session_changed = session, True
    return session


def end_session(services: Services) -> None:
    """Remove the session of this request from the store and from the browser."""
    session = current_session()
    if session is not None:
        with services.store.write() as connection:
            delete_session(connection, _row_id(session.secret))
    g.session, g.session_changed = None, True


def current_session() -> SignedInSession | None:
    """Return the session of this request, or None."""
    session: SignedInSession | None = g.get("session")
    return session


def was_signed_out() -> bool:
    """Say whether this browser brought a session that is no more."""
    return bool(g.get("session_lost"))


def ended_account() -> AccountRow | None:
    """Return whose session this browser brought that has run out; None if that cannot be told."""
    account: AccountRow | None = g.get("session_ended")
    return account


def session_secret() -> bytes | None:
    """Return what binds form tokens to the session."""
    session = current_session()
    return primitives.derive(session.secret, "session/forms") if session else None


def _load(services: Services, secret: bytes, now: datetime) -> SignedInSession | None:
    with services.store.read() as connection:
        box = get_session(connection, _row_id(secret))
        session = None if box is None else _open(connection, secret, box)
    if box is None:
        return None
    if session is not None and _may_go_on(session, clock.minute_of(now)):
        return session
    if session is not None and not session.account.disabled:
        g.session_ended = session.account
    # It has ended, so it must not come back, whatever the clock says later.
    with services.store.write() as connection:
        delete_session(connection, _row_id(secret))
    return None


def _open(connection: Connection, secret: bytes, box: bytes) -> SignedInSession | None:
    try:
        key = primitives.derive(secret, "session/key")
        value = canonical.loads(sealing.unseal(key, "session", _row_id(secret), box), _KEYS)
        identity = identity_from_bytes(canonical.decode_bytes(value["identity"], SECRET_SIZE))
    except CannotOpen:
        return None
    number = ids.from_hex(value["account"])
    if number is None:
        return None
    account = get_account(connection, AccountId(number))
    if account is None:
        return None
    return SignedInSession(secret, account, identity, value["began"], value["seen"])


def _may_go_on(session: SignedInSession, minute: int) -> bool:
    if session.account.disabled:
        return False
    if session.account.signing_public != session.identity.signing_public:
        return False  # the account was reset; its old identity must not go on
    if minute - session.seen >= limits.SESSION_IDLE_MINUTES:
        return False
    return minute - session.began < 60 * limits.SESSION_HOURS


def _touch(services: Services, session: SignedInSession, minute: int) -> None:
    # Once a minute at most: a page view must not cost a durable write each.
    if minute == session.seen:
        return
    box = _seal(session.secret, session.account.id, session.identity, session.began, minute)
    with services.store.write() as connection:
        update_session(connection, _row_id(session.secret), box)


def install_sessions(app: Flask, name: str, *, insecure_http: bool) -> None:
    """Load the session before each request; send or take back its cookie after."""
    cookie = name if insecure_http else f"__Host-{name}"

    @app.before_request
    def read() -> None:
        services = current_services()
        value = request.cookies.get(cookie)
        if value is None or request.endpoint in (None, "static", "healthz"):
            return
        try:
            secret = canonical.decode_bytes(value, primitives.KEY_SIZE)
        except CannotOpen:
            return
        now = services.now()
        session = _load(services, secret, now)
        g.session = session
        if session is None:
            g.session_lost = g.session_changed = True
        else:
            _touch(services, session, clock.minute_of(now))

    @app.after_request
    def write(response: Response) -> Response:
        if g.get("session_changed"):
            session = current_session()
            secure = not insecure_http
            if session is None:
                response.delete_cookie(cookie, secure=secure, httponly=True, samesite="Strict")
            else:
                value = canonical.encode_bytes(session.secret)
                response.set_cookie(cookie, value, secure=secure, httponly=True, samesite="Strict")
        return response

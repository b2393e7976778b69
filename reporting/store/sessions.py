"""Desk sessions: rows of one size, sealed under a secret that only the cookie holds."""

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from reporting.store.tables import session

# Built once: every page of who is signed in asks.
_GET = select(session.c.bytes).where(session.c.id == bindparam("row"))


def get_session(connection: Connection, row: bytes) -> bytes | None:
    """Return a sealed session, or None."""
    return connection.execute(_GET, {"row": row}).scalar_one_or_none()


def insert_session(connection: Connection, row: bytes, box: bytes, purge: int) -> None:
    """Store a new session; `purge` is the hour after which it may be removed."""
    connection.execute(insert(session), {"id": row, "bytes": box, "purge": purge})


def update_session(connection: Connection, row: bytes, box: bytes) -> None:
    """Replace a session that is still there; one that was signed out stays gone."""
    connection.execute(update(session).where(session.c.id == row).values(bytes=box))


def delete_session(connection: Connection, row: bytes) -> None:
    """Remove a session; none there is no error."""
    connection.execute(delete(session).where(session.c.id == row))


def purge_sessions(connection: Connection, hour: int) -> int:
    """Remove sessions whose hour has come; return how many."""
    return connection.execute(delete(session).where(session.c.purge <= hour)).rowcount

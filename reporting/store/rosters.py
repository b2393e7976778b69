"""Signed rosters, every version of them; trust is `trust.verify_roster`'s to give."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from reporting.errors import ListChanged
from reporting.store.tables import roster

_NEWEST = (
    select(roster.c.body, func.max(roster.c.version).label("version"))
    .group_by(roster.c.body)
    .subquery()
)
# Built once: intake asks on every page.
_LATEST = select(roster.c.body, roster.c.bytes).join(
    _NEWEST, (roster.c.body == _NEWEST.c.body) & (roster.c.version == _NEWEST.c.version)
)


def get_latest_rosters(connection: Connection) -> dict[str, bytes]:
    """Return the roster file with the highest version of each body."""
    return {row.body: row.bytes for row in connection.execute(_LATEST)}


_VERSIONS = select(_NEWEST.c.body, _NEWEST.c.version)


def hold_rosters(connection: Connection, versions: Mapping[str, int]) -> None:
    """Let no other list come into force before the commit, or raise ListChanged.

    `versions` is what something was sealed under, by body. So whatever is stored for an account is
    stored before that account is followed by another, and goes with it, or not at all.
    """
    _lock(connection, func.pg_advisory_xact_lock_shared(_LOCK))
    newest = {row.body: row.version for row in connection.execute(_VERSIONS)}
    if any(newest.get(body) != version for body, version in versions.items()):
        raise ListChanged


def begin_rosters(connection: Connection) -> None:
    """Wait until whoever holds the lists has committed; they are this transaction's alone then.

    The first thing of a transaction that puts a list in force: what it reads after that is all
    that was sealed under the list before.
    """
    _lock(connection, func.pg_advisory_xact_lock(_LOCK))


def _lock(connection: Connection, function: ColumnElement[Any]) -> None:
    # On SQLite whoever writes is alone anyway.
    if connection.dialect.name == "postgresql":
        connection.execute(select(function))


_LOCK = 0x726F73746572  # any number that no other lock of this database uses


def insert_roster(connection: Connection, body: str, version: int, data: bytes) -> None:
    """Store one version of one body's roster file."""
    connection.execute(insert(roster), {"body": body, "version": version, "bytes": data})

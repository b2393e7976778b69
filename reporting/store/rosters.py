"""Signed rosters, every version of them; trust is `trust.verify_roster`'s to give."""

from sqlalchemy import Connection, func, insert, select

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


def insert_roster(connection: Connection, body: str, version: int, data: bytes) -> None:
    """Store one version of one body's roster file."""
    connection.execute(insert(roster), {"body": body, "version": version, "bytes": data})

"""What is published, only ever added to, and what is proposed to be next.

Bytes as they lie there: `publication.py` says which of them to believe.
"""

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from reporting.store.figuretables import prepared, release


class ReleaseRow(NamedTuple):
    """One release: its place in its series, what is published, and who signed it."""

    series: str
    sequence: int
    data: bytes
    signatures: bytes


_COLUMNS = (release.c.series, release.c.sequence, release.c.bytes, release.c.signatures)


def list_releases(connection: Connection, series: str) -> list[ReleaseRow]:
    """Return the releases of an organisation in their order, unverified."""
    found = select(*_COLUMNS).where(release.c.series == series).order_by(release.c.sequence)
    return [ReleaseRow(*row) for row in connection.execute(found)]


def insert_release(connection: Connection, row: ReleaseRow) -> None:
    """Publish; a number that is taken refuses the whole transaction (`Changed`)."""
    values = (row.series, row.sequence, row.data, row.signatures)
    columns = (column.name for column in _COLUMNS)
    connection.execute(insert(release), dict(zip(columns, values, strict=True)))


def get_prepared(connection: Connection, organisation: str) -> bytes | None:
    """Return what is proposed for an organisation, unverified, or None."""
    place = prepared.c.organisation == organisation
    return connection.execute(select(prepared.c.bytes).where(place)).scalar_one_or_none()


def put_prepared(connection: Connection, organisation: str, data: bytes | None) -> None:
    """Write what is proposed for an organisation; None where nothing is."""
    connection.execute(delete(prepared).where(prepared.c.organisation == organisation))
    if data is not None:
        connection.execute(insert(prepared), {"organisation": organisation, "bytes": data})

"""What is published, only ever added to, and what is proposed to be next.

Bytes as they lie there: `publication.py` says which of them to believe.
"""

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from reporting import limits
from reporting.store.figuretables import agreement, prepared, release
from reporting.store.schema import as_bytes


class ReleaseRow(NamedTuple):
    """One release: its place in its series, what is published, and who signed it."""

    series: str
    sequence: int
    data: bytes
    signatures: bytes


_COLUMNS = (release.c.series, release.c.sequence, release.c.bytes, release.c.signatures)


def list_releases(connection: Connection, series: str) -> list[ReleaseRow]:
    """Return the releases of an organisation in their order, unverified.

    What is of another type than was written is empty here, and a number that none has is 0.
    """
    found = select(*_COLUMNS).where(release.c.series == series).order_by(release.c.sequence)
    return [
        ReleaseRow(row[0], _as_number(row[1]), as_bytes(row[2]), as_bytes(row[3]))
        for row in connection.execute(found)
    ]


def _as_number(value: object) -> int:
    if isinstance(value, int) and 0 < value <= limits.LARGEST_NUMBER:
        return value
    return 0


def insert_release(connection: Connection, row: ReleaseRow) -> None:
    """Publish; a number that is taken refuses the whole transaction (`Changed`)."""
    values = (row.series, row.sequence, row.data, row.signatures)
    columns = (column.name for column in _COLUMNS)
    connection.execute(insert(release), dict(zip(columns, values, strict=True)))


def get_prepared(connection: Connection, organisation: str) -> bytes | None:
    """Return what is proposed for an organisation, unverified, or None."""
    place = prepared.c.organisation == organisation
    found = connection.execute(select(prepared.c.bytes).where(place)).first()
    return None if found is None else as_bytes(found[0])


def put_prepared(connection: Connection, organisation: str, data: bytes | None) -> None:
    """Write what is proposed for an organisation; None where nothing is."""
    connection.execute(delete(prepared).where(prepared.c.organisation == organisation))
    if data is not None:
        connection.execute(insert(prepared), {"organisation": organisation, "bytes": data})


def get_agreement(connection: Connection, organisation: str) -> bytes | None:
    """Return what a lead has left for the release job, or None."""
    place = agreement.c.organisation == organisation
    found = connection.execute(select(agreement.c.bytes).where(place)).first()
    return None if found is None else as_bytes(found[0])


def put_agreement(connection: Connection, organisation: str, data: bytes | None) -> None:
    """Leave an agreement for the release job, in the place of an older one; None takes it away."""
    connection.execute(delete(agreement).where(agreement.c.organisation == organisation))
    if data is not None:
        connection.execute(insert(agreement), {"organisation": organisation, "bytes": data})

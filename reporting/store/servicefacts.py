"""Public facts about the service: written once by the watch, a row a quarter, never changed."""

from sqlalchemy import Connection, insert, select

from reporting.store.schema import as_bytes
from reporting.store.watchtables import service_fact


def get_facts(connection: Connection) -> list[tuple[str, bytes]]:
    """Return period and bytes of every row, the newest first."""
    rows = connection.execute(select(service_fact).order_by(service_fact.c.period.desc()))
    return [(str(row.period), as_bytes(row.bytes)) for row in rows]


def list_periods(connection: Connection) -> frozenset[str]:
    """Return the periods whose facts are there."""
    return frozenset(connection.execute(select(service_fact.c.period)).scalars())


def insert_facts(connection: Connection, period: str, data: bytes) -> None:
    """Store the facts of a period; they stay as they are."""
    connection.execute(insert(service_fact), {"period": period, "bytes": data})

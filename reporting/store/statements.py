"""What boards and leads say in public: versions are added, and nothing is ever changed."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from reporting import ids
from reporting.store.figuretables import statement
from reporting.store.schema import as_bytes


class StatementRow(NamedTuple):
    """One version of one statement; `bytes` are as signed (statement.py)."""

    series: str
    kind: str
    about: str
    version: int
    bytes: bytes


def list_statements(connection: Connection, series: str | None = None) -> list[StatementRow]:
    """Return every version of every statement, of one organisation or of all, oldest first."""
    order = (statement.c.series, statement.c.kind, statement.c.about, statement.c.version)
    query = select(*order, statement.c.bytes).order_by(*order)
    if series is not None:
        query = query.where(statement.c.series == series)
    return [StatementRow(*row[:-1], as_bytes(row[-1])) for row in connection.execute(query)]


def insert_statement(connection: Connection, row: StatementRow) -> None:
    """Add a version; one that is there already ends the transaction with Changed."""
    connection.execute(insert(statement), {"id": ids.new_id(), **row._asdict()})

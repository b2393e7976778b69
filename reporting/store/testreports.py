"""Rows of test reports: sealed to the watch, all of one size, written anew together."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select, text

from reporting.store.watchtables import test_report

Row = tuple[int, bytes]


def get_tests(connection: Connection) -> list[Row]:
    """Return number and bytes of every row."""
    return [(row.id, row.bytes) for row in connection.execute(select(test_report))]


def lock_tests(connection: Connection) -> list[Row]:
    """Return every row, and let no other watch change any until this transaction ends.

    On SQLite a writer is alone already. On PostgreSQL the whole table is locked: a lock on its rows
    would not keep another watch from planning the same quarter.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE test_report IN EXCLUSIVE MODE"))
    return get_tests(connection)


def put_tests(connection: Connection, rows: Collection[Row]) -> None:
    """Write these rows anew in one go, so that no single one stands out."""
    connection.execute(
        delete(test_report).where(test_report.c.id.in_([number for number, _ in rows]))
    )
    if rows:
        connection.execute(
            insert(test_report), [{"id": number, "bytes": box} for number, box in rows]
        )

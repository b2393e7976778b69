"""Hiding in which order rows came, once a night (docs/data.md, "Order").

Random ids alone hide nothing: a file grows at its end, and a database notes which transaction
wrote a row. So every row is written anew, shuffled, as if all had come in one moment. Rows that
come after that lie in order again until the next night.
"""

from random import SystemRandom

from sqlalchemy import Connection, Table, delete, insert, select, text

from reporting.store.engine import Store
from reporting.store.tables import desk_index, draft, metadata, session

# On SQLite a table whose key is no integer has a hidden row number that counts up, and VACUUM
# keeps its order. The other tables lie in the order of their random ids.
_COUNTED = (session, draft, desk_index)
_RANDOM = SystemRandom()


def tidy(store: Store) -> bool:
    """Write all rows anew in an order that says nothing; writers wait meanwhile.

    Returns False if a long reader kept the log of earlier writes from being emptied.
    """
    if store.dialect == "sqlite":
        return _tidy_sqlite(store)
    _tidy_postgresql(store)
    return True


def _tidy_sqlite(store: Store) -> bool:
    for table in _COUNTED:
        with store.write() as connection:
            _shuffle(connection, table)
    with store.maintain() as connection:
        connection.exec_driver_sql("VACUUM")
        return _empty_log(connection)


def gather(store: Store) -> None:
    """Bring what the log of an SQLite file still holds into the file, when nobody is at it.

    Each process does that as it closes, but for those that close at the same moment: then each
    finds the other still there.
    """
    if store.dialect == "sqlite":
        with store.maintain() as connection:
            _empty_log(connection)


def _empty_log(connection: Connection) -> bool:
    busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    return not busy


def _shuffle(connection: Connection, table: Table) -> None:
    rows = [dict(row) for row in connection.execute(select(table)).mappings()]
    if not rows:
        return
    _RANDOM.shuffle(rows)
    connection.execute(delete(table))
    connection.execute(insert(table), rows)


def _tidy_postgresql(store: Store) -> None:
    with store.write() as connection:
        _refill(connection, [table.name for table in metadata.sorted_tables])
    with store.maintain() as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)")


def _refill(connection: Connection, names: list[str]) -> None:
    """Empty all tables into new files and fill them in random order, in one transaction.

    TRUNCATE, because a deleted row stays readable in its page with the number of the transaction
    that wrote it. Values kept out of line are written anew as well, with new numbers.
    """
    everything = ", ".join(f'"{name}"' for name in names)
    connection.execute(text(f"LOCK TABLE {everything} IN ACCESS EXCLUSIVE MODE"))
    for name in names:  # names of our own tables: nothing from outside is in these statements
        copy = f'CREATE TEMPORARY TABLE "tidy_{name}" ON COMMIT DROP AS SELECT * FROM "{name}"'  # noqa: S608
        connection.execute(text(f"{copy} ORDER BY random()"))
    connection.execute(text(f"TRUNCATE {everything}"))
    for name in names:
        connection.execute(text(f'INSERT INTO "{name}" SELECT * FROM "tidy_{name}"'))  # noqa: S608

"""Everything a database holds, as whoever takes it would read it."""

from pathlib import Path
from typing import Any

from sqlalchemy import Column, select

from reporting.store.engine import Store
from reporting.store.tables import metadata
from tests.support.world import World

Row = dict[str, Any]


def read_all(store: Store) -> dict[str, list[Row]]:
    """Return every row of every table, in the order the database gives them."""
    with store.read() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def shape_of(store: Store) -> dict[str, list[tuple[tuple[str, str, int], ...]]]:
    """Return tables, columns, row counts, and type and length of every value."""
    return {
        table: sorted(
            tuple((name, type(value).__name__, _length(value)) for name, value in row.items())
            for row in rows
        )
        for table, rows in read_all(store).items()
    }


def _length(value: Any) -> int:
    if value is None:
        return -1
    # A random 63-bit number is as long as its column, whatever its digits are.
    return 8 if isinstance(value, int) else len(value)


def count_rows(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    return {table: len(rows) for table, rows in read_all(store).items()}


def kept_rows(store: Store) -> dict[str, int]:
    """Return how many rows there are of what reports leave behind."""
    counts = count_rows(store)
    return {table: counts[table] for table in ("report", "stanza", "message", "draft")}


def overwrite(store: Store, column: Column[Any], value: Any) -> None:
    """Set a column in every row of its table, as somebody with the database can."""
    with store.write() as connection:
        connection.execute(column.table.update().values({column.name: value}))


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the contents of every file below a folder, by path."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def database_files(world: World) -> dict[str, bytes]:
    """Return the raw database of a world on SQLite, with its journal."""
    found = {
        name: data
        for name, data in files_of(world.folder).items()
        if name.startswith("reporting.sqlite")
    }
    assert "reporting.sqlite" in found
    return found

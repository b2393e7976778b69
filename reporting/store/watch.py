"""The one row of the watch, and the missed promises, which are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from reporting.store.watchtables import missed, watch

ONLY = 1


@dataclass(frozen=True)
class WatchRow:
    """The row of the watch: minute of its last turn, quarter of its last slot, sealed state."""

    beat: int
    slot: int
    bytes: bytes


def get_watch(connection: Connection, *, changing: bool = False) -> WatchRow | None:
    """Return the row, or None before the first turn; `changing` locks it to the commit."""
    wanted = select(watch.c.beat, watch.c.slot, watch.c.bytes).where(watch.c.id == ONLY)
    row = connection.execute(wanted.with_for_update() if changing else wanted).mappings().first()
    return None if row is None else WatchRow(**row)


def insert_watch(connection: Connection, row: WatchRow) -> None:
    """Store the row at the first turn of all."""
    connection.execute(
        insert(watch), {"id": ONLY, "beat": row.beat, "slot": row.slot, "bytes": row.bytes}
    )


def set_beat(connection: Connection, minute: int) -> None:
    """Write the minute of a turn."""
    connection.execute(update(watch).where(watch.c.id == ONLY).values(beat=minute))


def set_slot(connection: Connection, quarter: int) -> None:
    """Write the quarter of the last slot that was dealt with."""
    connection.execute(update(watch).where(watch.c.id == ONLY).values(slot=quarter))


def set_state(connection: Connection, data: bytes) -> None:
    """Write the sealed state."""
    connection.execute(update(watch).where(watch.c.id == ONLY).values(bytes=data))


def insert_missed(connection: Connection, rows: Iterable[tuple[int, bytes]]) -> None:
    """Add missed promises, in the order of their random ids so that their order says nothing."""
    values = [{"id": number, "bytes": data} for number, data in sorted(rows)]
    if values:
        connection.execute(insert(missed), values)


def list_missed(connection: Connection) -> list[tuple[int, bytes]]:
    """Return all missed promises, in no order."""
    return [(row.id, row.bytes) for row in connection.execute(select(missed))]

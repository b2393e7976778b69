"""Notices that wait to be sent; the sealed part only the watch opens."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting.store.watchtables import notice


@dataclass(frozen=True)
class NoticeRow:
    """One notice as it lies there; `since` is 0 where no slot put it."""

    id: int
    since: int
    next: int
    tries: int
    bytes: bytes


def insert_notices(connection: Connection, rows: Iterable[NoticeRow]) -> None:
    """Store new notices, in the order of their random ids so that their order says nothing."""
    values = [row.__dict__ for row in sorted(rows, key=lambda row: row.id)]
    if values:
        connection.execute(insert(notice), values)


def lock_due(connection: Connection, minute: int, most: int) -> list[NoticeRow]:
    """Return up to `most` notices whose time has come, those of slots first.

    On PostgreSQL they are locked to the end of the transaction, and what another watch has locked
    is left to it; on SQLite there is one writer at a time.
    """
    found = connection.execute(
        select(notice)
        .where(notice.c.next <= minute)
        .order_by(notice.c.since == 0, notice.c.next, notice.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [NoticeRow(**row) for row in found.mappings()]


def move_notice(connection: Connection, row: NoticeRow, *, next_: int, tries: int) -> None:
    """Write when `row` is tried next, unless somebody has moved it since it was read."""
    connection.execute(
        update(notice)
        .where(notice.c.id == row.id, notice.c.next == row.next)
        .values(next=next_, tries=tries)
    )


def delete_notices(connection: Connection, numbers: Iterable[int]) -> None:
    """Remove notices; one that is gone already is no error."""
    wanted = list(numbers)
    if wanted:
        connection.execute(delete(notice).where(notice.c.id.in_(wanted)))


def delete_untried(connection: Connection, minute: int) -> None:
    """Remove notices that nobody has taken since `minute`."""
    connection.execute(delete(notice).where(notice.c.next <= minute))


def list_notices(connection: Connection) -> list[NoticeRow]:
    """Return every notice there is."""
    found = connection.execute(select(notice).order_by(notice.c.id))
    return [NoticeRow(**row) for row in found.mappings()]


def slot_waits(connection: Connection, minute: int) -> bool:
    """Say whether a slot's notice has waited since `minute` or longer, refused ones set aside."""
    found = connection.execute(
        select(notice.c.id)
        .where(notice.c.since > 0, notice.c.since <= minute, notice.c.tries >= 0)
        .limit(1)
    )
    return found.first() is not None

"""What people tell the boards, sealed: a row for each member, removed after a year."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from reporting.ids import AccountId
from reporting.store.figuretables import feedback


class FeedbackRow(NamedTuple):
    """One text to one member of a board; `purge` is the day it is removed."""

    id: int
    account_id: AccountId
    purge: int
    bytes: bytes


def insert_feedback(connection: Connection, rows: Iterable[FeedbackRow]) -> None:
    """Store one text, once for each who may read it."""
    values = [row._asdict() for row in rows]
    if values:
        connection.execute(insert(feedback), values)


def count_feedback(connection: Connection, purge: int) -> int:
    """Return how many rows have this purge day."""
    query = select(func.count()).select_from(feedback).where(feedback.c.purge == purge)
    return int(connection.execute(query).scalar_one())


def list_feedback(
    connection: Connection, account: AccountId, most: int | None
) -> list[FeedbackRow]:
    """Return the newest rows of a member, `most` at most; None for all of them."""
    query = (
        select(feedback)
        .where(feedback.c.account_id == account)
        .order_by(feedback.c.purge.desc(), feedback.c.id)
        .limit(most)
    )
    return [FeedbackRow(**row) for row in connection.execute(query).mappings()]


def purge_feedback(connection: Connection, day: int) -> None:
    """Remove what was to be removed by `day`."""
    connection.execute(delete(feedback).where(feedback.c.purge <= day))

"""How often an account asked for a report that did not open: a count a day, and no report."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from reporting import ids
from reporting.ids import AccountId
from reporting.store.tables import account, attempt

# One `ON CONFLICT` for both, which SQLAlchemy has in each dialect apart.
_INSERTS: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


@dataclass(frozen=True)
class Attempts:
    """How often the account of a user name asked in vain, on a UTC day since the epoch."""

    username: str
    day: int
    count: int


def count_attempt(connection: Connection, who: AccountId, day: int) -> None:
    """Add one to what an account asked for in vain on a day."""
    row = {"id": ids.new_id(), "account_id": who, "day": day, "count": 1}
    adding = _INSERTS[connection.dialect.name](attempt).values(row)
    connection.execute(
        adding.on_conflict_do_update(
            index_elements=[attempt.c.account_id, attempt.c.day],
            set_={"count": attempt.c.count + 1},
        )
    )


def list_attempts(connection: Connection, body: str, first: int, last: int) -> list[Attempts]:
    """Return the counts of a body's accounts from `first` to `last`, the newest first."""
    rows = connection.execute(
        select(account.c.username, attempt.c.day, attempt.c.count)
        .join(account, account.c.id == attempt.c.account_id)
        .where(account.c.body == body, attempt.c.day.between(first, last))
        .order_by(attempt.c.day.desc(), account.c.username)
    )
    return [Attempts(*row) for row in rows]


def purge_attempts(connection: Connection, day: int) -> None:
    """Remove the counts of days before `day`."""
    connection.execute(delete(attempt).where(attempt.c.day < day))

"""Lists that wait for signatures, and what the next list is to say of somebody."""

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from reporting.errors import Changed
from reporting.ids import AccountId
from reporting.store.tables import account, roster_change, roster_proposal

# Built once: every page of a lead asks.
_GET = select(roster_proposal.c.bytes).where(roster_proposal.c.body == bindparam("body"))


def get_roster_proposal(connection: Connection, body: str) -> bytes | None:
    """Return the list of a body that waits for signatures, or None."""
    found: bytes | None = connection.execute(_GET, {"body": body}).scalar_one_or_none()
    return found


def insert_roster_proposal(connection: Connection, body: str, data: bytes) -> None:
    """Store a list that is to be signed; the body has none yet."""
    connection.execute(insert(roster_proposal), {"body": body, "bytes": data})


def replace_roster_proposal(connection: Connection, body: str, before: bytes, data: bytes) -> None:
    """Put `data` in place of `before`; raise Changed if another stands there by now."""
    # Two leads may sign in one moment: the second looks again, so that neither word is lost.
    changed = connection.execute(
        update(roster_proposal)
        .where(roster_proposal.c.body == body, roster_proposal.c.bytes == before)
        .values(bytes=data)
    )
    if changed.rowcount != 1:
        raise Changed


def delete_roster_proposal(connection: Connection, body: str) -> None:
    """Forget the list of a body that waits for signatures, if there is one."""
    connection.execute(delete(roster_proposal).where(roster_proposal.c.body == body))


def put_roster_change(connection: Connection, number: AccountId, kind: str, data: bytes) -> None:
    """Store what the next list is to say of an account, in place of what was asked before."""
    delete_roster_change(connection, number, kind)
    connection.execute(insert(roster_change), {"account_id": number, "kind": kind, "bytes": data})


def delete_roster_change(connection: Connection, number: AccountId, kind: str) -> None:
    """Forget what the next list was to say of an account."""
    connection.execute(
        delete(roster_change).where(
            roster_change.c.account_id == number, roster_change.c.kind == kind
        )
    )


def get_roster_change(connection: Connection, number: AccountId, kind: str) -> bytes | None:
    """Return what the next list is to say of an account, or None."""
    found: bytes | None = connection.execute(
        select(roster_change.c.bytes).where(
            roster_change.c.account_id == number, roster_change.c.kind == kind
        )
    ).scalar_one_or_none()
    return found


def list_roster_changes(connection: Connection, body: str) -> dict[tuple[AccountId, str], bytes]:
    """Return what the next list of a body is to say otherwise, by account and kind."""
    rows = connection.execute(
        select(roster_change)
        .join(account, account.c.id == roster_change.c.account_id)
        .where(account.c.body == body)
    )
    return {(AccountId(row.account_id), row.kind): row.bytes for row in rows}

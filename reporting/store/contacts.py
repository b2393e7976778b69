"""Sealed mail addresses of accounts; only the watch opens them."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting.ids import AccountId
from reporting.store.tables import account
from reporting.store.watchtables import contact


@dataclass(frozen=True)
class ContactRow:
    """The address of one account that may sign in, as it is kept."""

    username: str
    bytes: bytes


def find_contact(connection: Connection, number: AccountId) -> ContactRow | None:
    """Return where to write to one account; None if it has no address, or was disabled."""
    row = connection.execute(
        select(account.c.username, contact.c.bytes)
        .join(contact, contact.c.account_id == account.c.id)
        .where(account.c.id == number, account.c.disabled.is_(False))
    ).one_or_none()
    return None if row is None else ContactRow(row.username, row.bytes)


def list_contacts(connection: Connection) -> list[tuple[AccountId, ContactRow]]:
    """Return the addresses of all accounts that may sign in, by user name."""
    found = connection.execute(
        select(account.c.id, account.c.username, contact.c.bytes)
        .join(contact, contact.c.account_id == account.c.id)
        .where(account.c.disabled.is_(False))
        .order_by(account.c.username)
    )
    return [(AccountId(row.id), ContactRow(row.username, row.bytes)) for row in found]


def get_contact(connection: Connection, number: AccountId) -> bytes | None:
    """Return the sealed address of one account, or None."""
    return connection.execute(
        select(contact.c.bytes).where(contact.c.account_id == number)
    ).scalar_one_or_none()


def put_contact(connection: Connection, number: AccountId, box: bytes) -> None:
    """Store or replace the sealed address of one account."""
    changed = connection.execute(
        update(contact).where(contact.c.account_id == number).values(bytes=box)
    )
    if not changed.rowcount:
        connection.execute(insert(contact), {"account_id": number, "bytes": box})


def delete_contact(connection: Connection, number: AccountId) -> None:
    """Remove the address of one account; none there is no error."""
    connection.execute(delete(contact).where(contact.c.account_id == number))


def find_without(
    connection: Connection, roles: frozenset[str], body: str | None = None
) -> list[str]:
    """Return the user names that have no address, of active accounts with one of `roles`."""
    query = (
        select(account.c.username)
        .outerjoin(contact, contact.c.account_id == account.c.id)
        .where(
            contact.c.account_id.is_(None),
            account.c.disabled.is_(False),
            account.c.role.in_(sorted(roles)),
        )
        .order_by(account.c.username)
    )
    if body is not None:
        query = query.where(account.c.body == body)
    return list(connection.execute(query).scalars())

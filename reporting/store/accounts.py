"""Accounts: what is known of one without its passphrase, and the sealed rest."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from reporting.errors import Changed
from reporting.ids import AccountId
from reporting.roster import Declaration, declarations_from_json, declarations_to_json
from reporting.serves import NOTHING, Serves, serves_from_json, serves_to_json
from reporting.store.tables import account


@dataclass(frozen=True)
class AccountRow:
    """One account; `sealed` opens only with its passphrase."""

    id: AccountId
    username: str
    role: str
    body: str | None
    organisation: str | None
    declarations: tuple[Declaration, ...]
    disabled: bool
    wrap_public: bytes
    signing_public: bytes
    salt: bytes
    verifier: bytes
    sealed: bytes
    serves: Serves = NOTHING


def _to_row(mapping: object) -> AccountRow:
    values = dict(mapping)  # type: ignore[call-overload]  # a RowMapping; SQLAlchemy types it loosely
    declared = json.loads(values.pop("declarations"))
    serves = values.pop("serves")
    return AccountRow(
        **values,
        declarations=declarations_from_json(declared),
        serves=NOTHING if serves is None else serves_from_json(json.loads(serves)),
    )


def _to_values(row: AccountRow) -> dict[str, object]:
    declared = declarations_to_json(row.declarations)
    serves = None if row.serves == NOTHING else json.dumps(serves_to_json(row.serves))
    return {**row.__dict__, "declarations": json.dumps(declared), "serves": serves}


def find_account(connection: Connection, username: str) -> AccountRow | None:
    """Return the account of that user name, or None."""
    row = (
        connection.execute(select(account).where(account.c.username == username))
        .mappings()
        .one_or_none()
    )
    return None if row is None else _to_row(row)


# Built once: every page of who is signed in asks.
_GET = select(account).where(account.c.id == bindparam("number"))


def get_account(connection: Connection, number: AccountId) -> AccountRow | None:
    """Return one account, or None."""
    row = connection.execute(_GET, {"number": number}).mappings().one_or_none()
    return None if row is None else _to_row(row)


def list_accounts(connection: Connection, body: str | None = None) -> list[AccountRow]:
    """Return all accounts, or those of one body, by user name."""
    query = select(account).order_by(account.c.username)
    if body is not None:
        query = query.where(account.c.body == body)
    return [_to_row(row) for row in connection.execute(query).mappings()]


def list_role(connection: Connection, role: str) -> list[AccountRow]:
    """Return all accounts of a role, by user name, those that were disabled included."""
    query = select(account).where(account.c.role == role).order_by(account.c.username)
    return [_to_row(row) for row in connection.execute(query).mappings()]


def insert_account(connection: Connection, row: AccountRow) -> None:
    """Store a new account."""
    connection.execute(insert(account), _to_values(row))


def update_account(connection: Connection, row: AccountRow) -> None:
    """Replace an account by id."""
    connection.execute(update(account).where(account.c.id == row.id).values(**_to_values(row)))


def update_sealed(connection: Connection, row: AccountRow, sealed: bytes) -> None:
    """Replace the sealed record as it was read in `row`; raise Changed if it is another by now."""
    # PostgreSQL lets two transactions read one record; of their updates the second waits, looks
    # again, and finds that this is not the record it has read.
    changed = connection.execute(
        update(account)
        .where(account.c.id == row.id, account.c.sealed == row.sealed)
        .values(sealed=sealed)
    )
    if changed.rowcount != 1:
        raise Changed


def delete_account(connection: Connection, number: AccountId) -> None:
    """Remove an account and, with it, its desk index."""
    connection.execute(delete(account).where(account.c.id == number))

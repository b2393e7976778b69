"""Invitations: who may make an account, until they have or a week is over."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from reporting.serves import NOTHING, Serves, serves_from_json, serves_to_json
from reporting.store.tables import invitation


@dataclass(frozen=True)
class InvitationRow:
    """One invitation; `purge` is the day from which it counts no more."""

    id: int
    username: str
    role: str
    body: str
    organisation: str | None
    serves: Serves
    digest: bytes
    purge: int


def _to_row(mapping: object) -> InvitationRow:
    values = dict(mapping)  # type: ignore[call-overload]  # a RowMapping; SQLAlchemy types it loosely
    serves = values.pop("serves")
    read = NOTHING if serves is None else serves_from_json(json.loads(serves))
    return InvitationRow(**values, serves=read)


def find_invitation(connection: Connection, username: str) -> InvitationRow | None:
    """Return the invitation of that user name, or None."""
    query = select(invitation).where(invitation.c.username == username)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _to_row(row)


def list_invitations(connection: Connection, body: str) -> list[InvitationRow]:
    """Return the invitations of a body, by user name."""
    query = select(invitation).where(invitation.c.body == body).order_by(invitation.c.username)
    return [_to_row(row) for row in connection.execute(query).mappings()]


def insert_invitation(connection: Connection, row: InvitationRow) -> None:
    """Store a new invitation."""
    serves = None if row.serves == NOTHING else json.dumps(serves_to_json(row.serves))
    connection.execute(insert(invitation), {**row.__dict__, "serves": serves})


def delete_invitation(connection: Connection, number: int) -> bool:
    """Remove an invitation; return whether it was still there."""
    gone = connection.execute(delete(invitation).where(invitation.c.id == number))
    return gone.rowcount == 1


def purge_invitations(connection: Connection, day: int) -> None:
    """Remove what counts no more on `day`."""
    connection.execute(delete(invitation).where(invitation.c.purge <= day))

"""Chunks of desk indexes; what is in them only the account's identity opens."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from reporting import ids
from reporting.errors import Changed
from reporting.ids import AccountId
from reporting.store.tables import desk_index

HEAD = 0


_CHUNKS = select(desk_index.c.chunk, desk_index.c.turn, desk_index.c.bytes).where(
    desk_index.c.account_id == bindparam("account")
)


def get_chunks(connection: Connection, account: AccountId) -> dict[int, tuple[int, bytes]]:
    """Return number -> (turn, bytes) of all chunks of one account."""
    rows = connection.execute(_CHUNKS, {"account": account})
    return {number: (turn, data) for number, turn, data in rows}


def put_chunks(
    connection: Connection,
    account: AccountId,
    turn: int | None,
    chunks: dict[int, bytes],
    *,
    anew: bool = False,
) -> int:
    """Replace chunks (the head among them) if the head is still at `turn`; return its new turn.

    With `anew` they take the place of all chunks that there were. Raises Changed if another session
    of the account was first; nothing is written then.
    """
    current = connection.execute(
        select(desk_index.c.turn)
        .where(desk_index.c.account_id == account, desk_index.c.chunk == HEAD)
        .with_for_update()
    ).scalar_one_or_none()
    if current != turn:
        raise Changed
    before = delete(desk_index).where(desk_index.c.account_id == account)
    connection.execute(before if anew else before.where(desk_index.c.chunk.in_(list(chunks))))
    after = ids.new_id()
    connection.execute(
        insert(desk_index),
        [
            {"account_id": account, "chunk": number, "turn": after, "bytes": data}
            for number, data in chunks.items()
        ],
    )
    return after


def delete_chunks(connection: Connection, account: AccountId) -> None:
    """Remove the whole index of one account; it is rebuilt at the next sign-in."""
    connection.execute(delete(desk_index).where(desk_index.c.account_id == account))

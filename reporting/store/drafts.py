"""Drafts: answers not yet sent, sealed under a secret that only the browser's cookie holds."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from reporting import ids
from reporting.errors import Changed
from reporting.store.tables import draft

# Built once: intake runs them on every page.
_GET = select(draft.c.turn, draft.c.bytes).where(draft.c.id == bindparam("row"))
_REPLACE = update(draft).where(draft.c.id == bindparam("row"), draft.c.turn == bindparam("before"))


@dataclass(frozen=True)
class DraftRow:
    """A sealed draft; `turn` is what it must still be for a replacement to count."""

    turn: int
    box: bytes


def get_draft(connection: Connection, row: bytes) -> DraftRow | None:
    """Return a draft, or None."""
    found = connection.execute(_GET, {"row": row}).one_or_none()
    return None if found is None else DraftRow(found.turn, found.bytes)


def put_draft(
    connection: Connection, row: bytes, before: DraftRow | None, box: bytes, purge: int
) -> None:
    """Store a draft in place of `before`; raise Changed if another request was first."""
    values = {"turn": ids.new_id(), "bytes": box, "purge": purge}
    if before is None:
        if get_draft(connection, row) is not None:
            raise Changed
        connection.execute(insert(draft), {"id": row, **values})
        return
    changed = connection.execute(_REPLACE, {"row": row, "before": before.turn, **values})
    if changed.rowcount != 1:
        raise Changed


def move_draft(
    connection: Connection, row: bytes, seen: DraftRow, new: bytes, box: bytes, purge: int
) -> None:
    """Store a draft under another row in place of one as it was `seen`; else raise Changed."""
    gone = connection.execute(delete(draft).where(draft.c.id == row, draft.c.turn == seen.turn))
    if gone.rowcount != 1:
        raise Changed
    put_draft(connection, new, None, box, purge)


def delete_draft(connection: Connection, row: bytes, seen: DraftRow | None = None) -> None:
    """Remove a draft, or only as it was `seen`; none there is no error."""
    here = delete(draft).where(draft.c.id == row)
    connection.execute(here if seen is None else here.where(draft.c.turn == seen.turn))


def count_drafts(connection: Connection) -> int:
    """Return how many drafts there are, of everybody."""
    return connection.execute(select(func.count()).select_from(draft)).scalar_one()


def purge_drafts(connection: Connection, day: int) -> int:
    """Remove drafts whose purge day has come; return how many."""
    return connection.execute(delete(draft).where(draft.c.purge <= day)).rowcount

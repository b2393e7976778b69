"""Files in chunks: those that wait to be sent, and those that came with a report."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, delete, exists, func, insert, or_, select

from reporting import ids
from reporting.ids import FileId, ReportId
from reporting.store.tables import attachment, draft_file, report

HEAD = 0  # the chunk of a waiting file that says what it is


def put_draft_chunk(
    connection: Connection, owner: bytes, file: FileId, chunk: int, box: bytes, purge: int
) -> None:
    """Store one chunk of a file that waits; `purge` is a day since the epoch."""
    connection.execute(
        insert(draft_file),
        {
            "id": ids.new_id(), "owner": owner, "file": file, "chunk": chunk, "purge": purge,
            "bytes": box,
        },
    )  # fmt: skip


def get_draft_heads(connection: Connection, owner: bytes) -> dict[FileId, bytes]:
    """Return the heads of all files of one owner that wait."""
    rows = connection.execute(
        select(draft_file.c.file, draft_file.c.bytes).where(
            draft_file.c.owner == owner, draft_file.c.chunk == HEAD
        )
    )
    return {FileId(row.file): row.bytes for row in rows}


def get_draft_chunk(connection: Connection, owner: bytes, file: FileId, chunk: int) -> bytes | None:
    """Return one chunk of a file that waits, or None."""
    return connection.execute(
        select(draft_file.c.bytes).where(
            draft_file.c.owner == owner, draft_file.c.file == file, draft_file.c.chunk == chunk
        )
    ).scalar_one_or_none()


def delete_draft_files(connection: Connection, owner: bytes, file: FileId | None = None) -> None:
    """Remove one file that waits, or all of an owner; none there is no error."""
    here = delete(draft_file).where(draft_file.c.owner == owner)
    connection.execute(here if file is None else here.where(draft_file.c.file == file))


def count_draft_chunks(connection: Connection) -> int:
    """Return how many chunks wait, of everybody."""
    return connection.execute(select(func.count(draft_file.c.chunk))).scalar_one()


def purge_draft_files(connection: Connection, day: int) -> int:
    """Remove what waits and whose purge day has come; return how many rows."""
    return connection.execute(delete(draft_file).where(draft_file.c.purge <= day)).rowcount


def insert_chunks(
    connection: Connection, report: ReportId, file: FileId, boxes: Iterable[bytes]
) -> None:
    """Store the chunks of a file of a report, one at a time: a file is never whole in memory."""
    for chunk, box in enumerate(boxes):
        connection.execute(
            insert(attachment),
            {
                "id": ids.new_id(), "report_id": report, "file": file, "chunk": chunk,
                "bytes": box,
            },
        )  # fmt: skip


def get_chunks(connection: Connection, report: ReportId, file: FileId) -> Iterator[bytes]:
    """Give the chunks of a file of a report in their order, one at a time."""
    chunks = connection.execute(
        select(attachment.c.chunk)
        .where(attachment.c.report_id == report, attachment.c.file == file)
        .order_by(attachment.c.chunk)
    ).scalars()
    for chunk in list(chunks):
        yield connection.execute(
            select(attachment.c.bytes).where(
                attachment.c.report_id == report,
                attachment.c.file == file,
                attachment.c.chunk == chunk,
            )
        ).scalar_one()


def has_stray_chunks(connection: Connection) -> bool:
    """Say whether there are chunks whose report is gone, which the database refuses by itself."""
    there = exists().where(report.c.id == attachment.c.report_id)
    return connection.execute(select(attachment.c.id).where(~there).limit(1)).first() is not None


def has_broken_files(connection: Connection, counts: Collection[int], size: int) -> bool:
    """Say whether a file has a chunk that is not `size` bytes, or not one of `counts` chunks.

    The database compares; the chunks themselves are not read.
    """
    chunk, length = attachment.c.chunk, func.length(attachment.c.bytes)
    found = func.count()
    broken = or_(
        found.not_in(list(counts)),
        func.count(chunk.distinct()) != found,
        func.min(chunk) != 0,
        func.max(chunk) != found - 1,
        func.min(length) != size,
        func.max(length) != size,
    )
    query = select(attachment.c.file).group_by(attachment.c.report_id, attachment.c.file)
    return connection.execute(query.having(broken).limit(1)).first() is not None

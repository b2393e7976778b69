"""What a process without any key can tell of the files of reports; never how many there are.

Which files a report has is sealed, and so is what they hold: a whole file that is gone, or bytes
put in place of others, only an opening tells. From outside it can be seen that a row belongs to
no report, and that the rows of a file are not those that a file always has
(docs/evidence.md, "What is checked without opening").
"""

from collections.abc import Iterator

from reporting import limits, sealing
from reporting.store.attachments import has_broken_files, has_stray_chunks
from reporting.store.engine import Store

CHUNK_SIZE = limits.FILE_CHUNK + sealing.OVERHEAD
BROKEN = (
    "A file of a report is not whole: a part of it was lost, added or cut, so nobody can open the "
    "file. Tell the oversight bodies, and keep the latest backup."
)
STRAY = (
    "There are files of a report that is not there any more, and should have gone with it. Tell "
    "the oversight bodies, and find out how the report was removed."
)


def find_file_faults(store: Store) -> Iterator[str]:
    """Say what does not fit in the stored files of reports, one sentence a kind."""
    with store.read() as connection:
        stray = has_stray_chunks(connection)
        broken = has_broken_files(connection, limits.FILE_CHUNKS, CHUNK_SIZE)
    if stray:
        yield STRAY
    if broken:
        yield BROKEN

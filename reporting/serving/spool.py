"""The body of an upload on its way in: sealed into a file without a name, read back piece by piece.

A photo of 10 MB from a slow telephone takes minutes to arrive, and many come at once: memory would
not hold them. The key exists in this process alone, so what a disk keeps of it is nothing. The
file has no name from the beginning, so a process that is killed leaves none behind.
"""

import errno
import os
from pathlib import Path
from threading import Lock

from reporting import limits, primitives, sealing

USE = "upload"
PIECE = 64 * limits.KIB
_BOX = PIECE + sealing.LENGTH_SIZE + sealing.OVERHEAD
_NO_NAMELESS = (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT)


class Spool:
    """A body of which `PIECE` bytes at most are in memory; raises OSError where no room is left."""

    lost = False  # as `Drain` says it

    def __init__(self, folder: Path) -> None:
        """Begin an empty one under a new key."""
        self._key = primitives.random_bytes(primitives.KEY_SIZE)
        self._file: int | None = _open_nameless(folder)
        self._begun = bytearray()
        self._written = self._read = self.size = 0
        self._lock = Lock()

    def write(self, data: bytes) -> None:
        """Add what arrived."""
        self._begun += data
        self.size += len(data)
        while len(self._begun) >= PIECE:
            self._put(bytes(self._begun[:PIECE]))
            del self._begun[:PIECE]

    def read(self, _size: int | None = None) -> bytes:
        """Return the next piece; nothing at the end."""
        if self._read < self._written and self._file is not None:
            box = os.pread(self._file, _BOX, self._read * _BOX)
            data = sealing.unseal(self._key, USE, self._read.to_bytes(8, "big"), box)
            self._read += 1
            return data
        rest, self._begun = bytes(self._begun), bytearray()
        return rest

    def close(self) -> None:
        """Let go of the file, and so of what was in it."""
        with self._lock:  # a thread may be done while the main one gives up
            file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def _put(self, piece: bytes) -> None:
        if self._file is None:
            raise OSError(errno.EBADF, "closed")
        box = sealing.seal(
            self._key, USE, self._written.to_bytes(8, "big"), piece, PIECE + sealing.LENGTH_SIZE
        )
        if os.pwrite(self._file, box, self._written * _BOX) != len(box):
            raise OSError(errno.ENOSPC, "no room")
        self._written += 1


def _open_nameless(folder: Path) -> int:
    flags = os.O_RDWR | os.O_CLOEXEC
    try:
        return os.open(folder, flags | os.O_TMPFILE, 0o600)
    except OSError as error:
        if error.errno not in _NO_NAMELESS:
            raise
    path = folder / f"upload-{primitives.random_bytes(8).hex()}"
    file = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    path.unlink()
    return file

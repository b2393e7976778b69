"""Uploads of one worker: how many arrive, and which one is looked at.

Any number of people may be sending; one file at a time is decoded, because decoding takes memory.
The others wait in sealed files and hold no thread, so everybody else is answered meanwhile.
"""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from reporting import limits
from reporting.serving.spool import Spool

Visitor = TypeVar("Visitor")


class Drain:
    """In place of a spool: a body too large to keep is read to its end, so that the answer arrives.

    Who closes while a browser is still sending shows it a broken connection and no sentence.
    `lost` says that there is no room for it: then nothing but that is answered.
    """

    def __init__(self, size: int = 0, *, lost: bool = False) -> None:
        self.size, self.lost = size, lost

    def write(self, data: bytes) -> None:
        """Count what arrived."""
        self.size += len(data)

    def read(self, _size: int | None = None) -> bytes:
        """Return nothing."""
        return b""

    def close(self) -> None:
        """Have nothing to let go of."""


Sink = Spool | Drain


class Uploads(Generic[Visitor]):
    """Counts what arrives and passes on one whole upload at a time."""

    def __init__(self, pass_on: Callable[[Visitor], None]) -> None:
        """Begin with none; `pass_on` gives a complete one to a thread."""
        self._pass_on = pass_on
        self._whole: deque[Visitor] = deque()
        self._looked_at: Visitor | None = None
        self.count = 0

    def begin(self, folder: Path | None, size: int) -> Sink | None:
        """Return where a body of `size` bytes goes; None while far too many are on their way."""
        if folder is None or self.count >= 2 * limits.UPLOADS_AT_ONCE:
            return None
        sink = self._sink_for(folder, size)
        self.count += 1
        return sink

    def _sink_for(self, folder: Path, size: int) -> Sink:
        if size > limits.UPLOAD_BODY_BYTES:
            return Drain()
        if self.count >= limits.UPLOADS_AT_ONCE:
            return Drain(lost=True)
        try:
            return Spool(folder)
        except OSError:  # the disk is full, or no file may be opened any more
            return Drain(lost=True)

    def complete(self, visitor: Visitor) -> None:
        """Take a visitor whose upload is whole."""
        self._whole.append(visitor)
        self._next()

    def end(self, visitor: Visitor, sink: Sink) -> None:
        """Let go of an upload, whatever became of it."""
        sink.close()
        self.count -= 1
        if self._looked_at is visitor:
            self._looked_at = None
            self._next()

    def _next(self) -> None:
        if self._looked_at is None and self._whole:
            self._looked_at = self._whole.popleft()
            self._pass_on(self._looked_at)


def deadline_of(begun: float, arrived: int, moment: float) -> float:
    """Return the steady second by which more must have come: a least rate, no long silence."""
    allowed = begun + limits.UPLOAD_IDLE_SECONDS + arrived / limits.UPLOAD_RATE
    return min(allowed, moment + limits.UPLOAD_IDLE_SECONDS)

"""Waits for signals as one waits for data, so that a loop needs neither threads nor sleeping."""

import selectors
import signal
import socket
from types import FrameType, TracebackType
from typing import Self

STOPPING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
WANTED = STOPPING | {signal.SIGCHLD}


def _note(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: Python writes the number into the wake-up socket by itself."""


class Signals:
    """A context in which stopping and dying children are told by `wait`; main thread only."""

    def __enter__(self) -> Self:
        """Take over the signals."""
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._reader, selectors.EVENT_READ)
        self._before = {number: signal.signal(number, _note) for number in WANTED}
        self._wakeup = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._selector.close()
        self._reader.close()
        self._writer.close()

    def wait(self, seconds: float | None) -> frozenset[int]:
        """Return the signals that came, at once or within `seconds` (None: however long)."""
        if not self._selector.select(seconds):
            return frozenset()
        return frozenset(self._reader.recv(1024))

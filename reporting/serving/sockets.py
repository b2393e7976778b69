"""A socket that blocks, but only for so long in total."""

import errno
import socket
from collections.abc import Callable
from typing import Any, TypeVar

from reporting import clock

Result = TypeVar("Result")


class BoundedSocket(socket.socket):
    """A connection that can make a thread wait for `seconds` in total, whatever it does.

    Only time spent sending and receiving counts. An operation past it fails as if the other
    end had gone, which is what it amounts to.
    """

    seconds: float = 0
    _left: float | None = None

    def setblocking(self, flag: bool, /) -> None:
        """Block from now on for `seconds` in total, or not at all."""
        self._left = self.seconds if flag else None
        super().setblocking(flag)

    def recv(self, *arguments: Any) -> bytes:
        """Receive as the base class does, within the time."""
        return self._bounded(super().recv, arguments)

    def sendall(self, *arguments: Any) -> None:
        """Send as the base class does, within the time."""
        return self._bounded(super().sendall, arguments)

    def _bounded(self, operate: Callable[..., Result], arguments: tuple[Any, ...]) -> Result:
        if self._left is None:
            return operate(*arguments)
        begun = clock.steady_now()
        self.settimeout(max(self._left, 0))
        try:
            return operate(*arguments)
        except (TimeoutError, BlockingIOError):
            raise ConnectionResetError(errno.ECONNRESET, "too slow") from None
        finally:
            self._left -= clock.steady_now() - begun

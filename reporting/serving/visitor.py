"""A connection, and how much of its request has arrived."""

from typing import Any

from gunicorn.workers.gthread import TConn

from reporting.serving import framing
from reporting.serving.uploads import Drain, Sink


class Visitor(TConn):  # type: ignore[misc]
    """A connection and how much of its request has arrived."""

    def __init__(self, *arguments: Any) -> None:
        """Take what gunicorn's connection takes."""
        super().__init__(*arguments)
        self.received = bytearray()
        self.head: int | None = None  # bytes of request line and headers, once they have ended
        self.total = 0  # bytes of the whole request, once the head has ended
        self.sink: Sink | None = None  # where the body goes, if it brings a file
        self.begun = 0.0  # when the body began to arrive
        self.deadline = 0.0
        self.whole = True  # False: handed over although more of its body may come
        self.leaving = False

    def is_complete(self) -> bool:
        """Say whether the whole request is here, or waiting for more of it is useless."""
        if self.head is None:
            return False
        arrived = len(self.received) + (self.sink.size if self.sink else 0)
        return not self.whole or arrived >= self.total

    def take(self, data: bytes) -> bool:
        """Add what arrived; True if that ended the head."""
        if self.sink:
            self._write(self.sink, data)
            return False
        searched = len(self.received)
        self.received += data
        if self.head is not None:
            return False
        self.head = framing.head_size(self.received, searched)
        if self.head is None:
            return False
        body = framing.body_size(self.received[: self.head])
        self.whole = body is not None
        self.total = self.head + (body or 0)
        return True

    def pour(self, sink: Sink) -> None:
        """Let the body, of which the first bytes may be here, go into `sink`."""
        head = self.head or 0
        self.sink = sink
        self._write(sink, bytes(self.received[head:]))
        del self.received[head:]

    def _write(self, sink: Sink, data: bytes) -> None:
        try:
            sink.write(data)
        except OSError:  # no room on the disk: the rest is read, so that the answer arrives
            sink.close()
            self.sink = Drain(sink.size, lost=True)

    def begin(self) -> None:
        """Forget the last request."""
        self.received.clear()
        self.head, self.whole = None, True

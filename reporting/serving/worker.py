"""A gunicorn worker whose threads never wait for slow clients.

Gunicorn's own threads block while headers or a body trickle in, so that a few dozen slow
connections stop a surface for everybody. Here a connection waits in the poller until its whole
request has arrived, and again while it closes; a thread only ever sees complete requests. What
waits is bounded in number, in bytes and in time (docs/operations.md, "Slow clients").
"""

import errno
import socket
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from typing import Any

from gunicorn.http import wsgi
from gunicorn.http.errors import UnsupportedTransferCoding
from gunicorn.workers.gthread import ThreadWorker

from reporting import clock, limits
from reporting.serving import framing, refusals
from reporting.serving.sockets import BoundedSocket
from reporting.serving.uploads import Uploads, deadline_of
from reporting.serving.visitor import Visitor

CHUNK = 64 * limits.KIB
SWEEP_SECONDS = 0.1


class NamelessResponse(wsgi.Response):  # type: ignore[misc]
    """An answer that does not say which server made it."""

    def default_headers(self) -> list[str]:
        """Return gunicorn's own headers without `Server`."""
        return [line for line in super().default_headers() if not line.startswith("Server:")]


# Gunicorn looks this name up at every request and offers no setting for it.
wsgi.Response = NamelessResponse


class SteadyWorker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threaded worker with the waiting moved out of the threads.

    The seconds are attributes so that a subclass can set others.
    """

    head_seconds: float = limits.HEAD_SECONDS
    body_seconds: float = limits.BODY_SECONDS
    send_seconds: float = limits.SEND_SECONDS
    linger_seconds: float = limits.LINGER_SECONDS

    def init_process(self) -> None:
        """Start with nobody waiting, and run."""
        self.waiting: dict[Visitor, None] = {}  # the one that has waited longest comes first
        self.next_sweep = 0.0
        self.uploads: Uploads[Visitor] = Uploads(self.pass_on)
        super().init_process()

    # Waiting: only the main thread runs the methods down to `hand_over`.

    def accept(self, listener: socket.socket) -> None:
        """Take a connection and wait for its request."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                return
            raise
        self.nr_conns += 1
        bounded = BoundedSocket(fileno=client.detach())
        bounded.seconds = self.send_seconds
        bounded.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.SEND_BUFFER_BYTES)
        visitor = Visitor(self.cfg, bounded, address, listener.getsockname())
        self.wait_for(visitor, self.head_seconds)
        if self.nr_conns >= self.worker_connections:
            # A person's request is complete within a moment; who has waited longest is slow,
            # unless it is a photo on its way. Those are bounded by themselves.
            slow = (each for each in self.waiting if each.sink is None)
            self.drop(next(slow, next(iter(self.waiting))))

    def wait_for(self, visitor: Visitor, seconds: float) -> None:
        """Put a connection into the poller for at most `seconds`."""
        visitor.sock.setblocking(False)
        visitor.deadline = clock.steady_now() + seconds
        self.waiting[visitor] = None
        self.poller.register(visitor.sock, EVENT_READ, partial(self.on_readable, visitor))

    def stop_waiting(self, visitor: Visitor) -> None:
        """Take a connection out of the poller."""
        self.waiting.pop(visitor, None)
        self.poller.unregister(visitor.sock)

    def on_readable(self, visitor: Visitor, _socket: socket.socket) -> None:
        """Read what arrived, and hand the connection over once its request is complete."""
        try:
            data = visitor.sock.recv(CHUNK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self.drop(visitor)
        elif visitor.leaving:
            visitor.total += len(data)
            if visitor.total > limits.LINGER_BYTES:
                self.drop(visitor)
        else:
            self.on_data(visitor, data)

    def on_data(self, visitor: Visitor, data: bytes) -> None:
        """Add to the request; each part of it has its own time."""
        if not visitor.received and visitor.initialized:
            visitor.deadline = clock.steady_now() + self.head_seconds  # its keep-alive is over
        if visitor.take(data):
            visitor.begun = clock.steady_now()
            visitor.deadline = visitor.begun + self.body_seconds
            size = framing.upload_size(visitor.received[: visitor.head])
            if size is not None and not self.begin_upload(visitor, size):
                return
        if visitor.sink:
            moment = clock.steady_now()
            visitor.deadline = deadline_of(visitor.begun, visitor.sink.size, moment)
        if visitor.head is None and len(visitor.received) > limits.HEAD_BYTES:
            self.refuse(visitor, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif visitor.is_complete():
            if visitor.sink and visitor.sink.lost:
                self.refuse(visitor, HTTPStatus.SERVICE_UNAVAILABLE)
            else:
                self.hand_over(visitor)

    def begin_upload(self, visitor: Visitor, size: int) -> bool:
        """Let a large body go past memory; False where there are too many already."""
        services = getattr(self.wsgi, "extensions", {}).get("reporting")
        folder = services.instance.run if services else None
        sink = self.uploads.begin(folder, size)
        if sink is None:
            self.refuse(visitor, HTTPStatus.SERVICE_UNAVAILABLE)
            return False
        visitor.whole, visitor.total = True, (visitor.head or 0) + size
        visitor.pour(sink)
        return True

    def end_upload(self, visitor: Visitor) -> None:
        """Let go of an upload, if there is one."""
        if visitor.sink is not None:
            sink, visitor.sink = visitor.sink, None
            self.uploads.end(visitor, sink)

    def drop(self, visitor: Visitor) -> None:
        """Close at once."""
        self.end_upload(visitor)
        self.stop_waiting(visitor)
        self.nr_conns -= 1
        visitor.close()

    def leave(self, visitor: Visitor) -> None:
        """Say that nothing more comes, and give the other end a moment to read the last answer.

        Closing while unread bytes are there would destroy an answer on its way (RFC 9112,
        section 9.6). Gunicorn waits for this in its main loop, which stops everybody.
        """
        if visitor.sock.fileno() < 0:  # gunicorn closed it after an answer broke off
            self.nr_conns -= 1
            return
        visitor.leaving, visitor.total = True, 0
        self.wait_for(visitor, self.linger_seconds)
        try:
            visitor.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.drop(visitor)

    def murder_pending(self) -> None:
        """End what took too long; gunicorn calls this at every turn of its loop."""
        moment = clock.steady_now()
        if self.alive and moment < self.next_sweep:
            return
        self.next_sweep = moment + SWEEP_SECONDS
        for visitor in tuple(self.waiting):
            idle = not visitor.received
            if visitor.deadline > moment and (self.alive or not idle or visitor.leaving):
                continue
            if idle or visitor.leaving:
                self.drop(visitor)
            else:
                self.refuse(visitor, HTTPStatus.REQUEST_TIMEOUT)

    def refuse(self, visitor: Visitor, status: HTTPStatus) -> None:
        """Answer a request that never became complete, or that there is no room for, and close."""
        said = refusals.answer(status, upload=visitor.sink is not None)
        self.end_upload(visitor)
        self.stop_waiting(visitor)
        try:
            visitor.sock.send(said)
        except OSError:
            self.nr_conns -= 1
            visitor.close()
        else:
            self.leave(visitor)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Look up often enough to hold the deadlines while somebody is waiting."""
        super().wait_for_and_dispatch_events(SWEEP_SECONDS if self.waiting else timeout)

    def hand_over(self, visitor: Visitor) -> None:
        """Give a complete request to a thread, an upload in its turn."""
        self.stop_waiting(visitor)
        if visitor.sink:
            self.uploads.complete(visitor)
        else:
            self.pass_on(visitor)

    def pass_on(self, visitor: Visitor) -> None:
        """Give a complete request to a thread."""
        visitor.init()
        visitor.parser.unreader.unread(bytes(visitor.received))
        if visitor.sink:
            visitor.parser.unreader.chunk = visitor.sink.read
        self.enqueue_req(visitor)

    def finish_request(self, visitor: Visitor, future: Any) -> None:
        """Wait for the next request of the connection, or close it."""
        self.end_upload(visitor)
        kept = not future.cancelled() and future.exception() is None and future.result()
        if kept and self.alive:
            visitor.begin()
            self.wait_for(visitor, self.cfg.keepalive)
        else:
            self.leave(visitor)

    # What threads run.

    def handle(self, visitor: Visitor) -> Any:
        """Answer one request; True if the connection may be kept."""
        visitor.data_ready = True
        return super().handle(visitor)

    def handle_request(self, req: Any, visitor: Visitor) -> Any:
        """Refuse what cannot be waited for, else answer as gunicorn does."""
        if any(name == "TRANSFER-ENCODING" for name, _ in req.headers):
            # Browsers state a length. Without one nobody can tell when the request is whole.
            raise UnsupportedTransferCoding("length required")
        if not visitor.whole or visitor.sink:
            req.force_close()
        return super().handle_request(req, visitor)

    def _keepalive_after(self, visitor: Visitor, keepalive: bool) -> bool:
        if not keepalive or not visitor.whole or not visitor.parser.finish_body():
            return False
        # Bytes beyond the request would be a second one whose end nobody has waited for.
        return not visitor.parser.unreader.buf.getvalue()

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer in one plain sentence. What a stranger sent wrong is not even counted."""
        del req, addr
        status = refusals.status_of(exc)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("failed", exc_info=exc)
        try:
            client.sendall(refusals.answer(status))
        except OSError:
            return

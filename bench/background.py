"""Reporters who keep sending in a process of their own while something else is measured."""

import multiprocessing
import threading
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from bench.browser import FAILURES, Browser
from bench.reporter import report

SECONDS = 60  # after which they stop by themselves
PATIENCE = 30


class Submitting:
    """A context in which `reporters` send report after report; then `sent` and `failed` count."""

    def __init__(self, port: int, reporters: int) -> None:
        """Send to intake at `port`."""
        self.sent = self.failed = 0
        # Spawned, so that the measuring process shares neither thread nor lock with them.
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_submit, args=(there, port, reporters), daemon=True)

    def __enter__(self) -> Self:
        """Start them, and go on once the first report has been sent."""
        self._process.start()
        self._here.poll(PATIENCE)
        self._here.recv()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Stop them, each after the report in hand."""
        self._here.send(None)
        if self._here.poll(PATIENCE):
            self.sent, self.failed = self._here.recv()
        self._process.join(PATIENCE)
        self._process.kill()


def _submit(pipe: Connection, port: int, reporters: int) -> None:
    over, lock, counts = threading.Event(), threading.Lock(), [0, 0]
    first = threading.Event()

    def send_on() -> None:
        while not over.is_set():
            browser = Browser(port)
            try:
                report(browser)
                failed = 0
            except FAILURES:
                failed = 1
            finally:
                browser.close()
            with lock:
                counts[failed] += 1
            first.set()

    threads = [threading.Thread(target=send_on) for _ in range(reporters)]
    for thread in threads:
        thread.start()
    first.wait(PATIENCE)
    pipe.send(None)
    pipe.poll(SECONDS)
    over.set()
    for thread in threads:
        thread.join()
    pipe.send(tuple(counts))

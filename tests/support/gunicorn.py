"""A real gunicorn on a loopback port, for tests that need one."""

import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

REPOSITORY = Path(__file__).parents[2]
SETTINGS = "python:reporting.serving.gunicorn_conf"
PATIENCE = 20  # seconds; only a broken test waits as long


@dataclass(frozen=True)
class Server:
    """A running server: its master process, its port and what it wrote."""

    process: "subprocess.Popen[bytes]"
    port: int
    output: IO[bytes]

    def connect(self) -> socket.socket:
        """Return a new connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def get(self, path: str, timeout: float = PATIENCE) -> int:
        """Return the status of a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()

    def written(self) -> str:
        """Return what it wrote to its standard output and error so far."""
        self.output.flush()
        self.output.seek(0)
        return self.output.read().decode()


@contextmanager
def serve(
    application: str,
    output: Path,
    *options: str,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run `application` (module:factory()) with our settings; stop it at the end.

    The socket listens before the process starts, so that a first connection simply waits.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener, output.open("w+b") as written:
        command = [sys.executable, "-m", "gunicorn", "--config", SETTINGS, *options]
        command += ["--bind", f"fd://{listener.fileno()}", application]
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=os.environ | (environment or {}),
            pass_fds=[listener.fileno()],
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        port = listener.getsockname()[1]
        listener.close()
        try:
            yield Server(process, port, written)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def children_of(process: int) -> list[int]:
    """Return the process ids of the children of `process`."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in found.split()]


def wait_for_end(processes: list[int], timeout: float = PATIENCE) -> bool:
    """Say whether all `processes` have ended within `timeout` seconds."""
    for process in processes:
        try:
            handle = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        try:
            if not select.select([handle], [], [], timeout)[0]:
                return False
        finally:
            os.close(handle)
    return True

"""The whole service as it really runs: `reporting serve` on free ports, to be killed at will."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from typing import Any

from tests.support.gunicorn import REPOSITORY, children_of
from tests.support.journey import Reporter, Reviewer, through_port
from tests.support.postgresql import free_port

SURFACES = ("intake", "desk", "statistics")
SECONDS = 60
_pause = Event()  # never set: only waited for


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Return once `condition` holds; fail after a minute."""
    for _ in range(SECONDS * 20):
        if condition():
            return
        _pause.wait(0.05)
    raise AssertionError(f"waited in vain: {what}")


@dataclass
class Service:
    """An instance on disk and, while it runs, its processes."""

    folder: Path
    url: str = ""
    ports: Mapping[str, int] = field(default_factory=lambda: {s: free_port() for s in SURFACES})
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def instance(self) -> Path:
        """The instance folder."""
        return self.folder / "instance"

    @property
    def temporary(self) -> Path:
        """The folder the processes use for temporary files."""
        return self.folder / "temporary"

    @property
    def output(self) -> Path:
        """What the processes wrote."""
        return self.folder / "output"

    @property
    def environment(self) -> dict[str, str]:
        """What the processes find in their environment."""
        named = {"REPORTING_INSTANCE": str(self.instance), "TMPDIR": str(self.temporary)}
        if self.url:
            named["REPORTING_DATABASE_URL"] = self.url
        for surface, port in self.ports.items():
            named[f"REPORTING_{surface.upper()}_BIND"] = f"127.0.0.1:{port}"
        return os.environ | named

    def command(self, *arguments: str) -> None:
        """Run a command of the service to its end."""
        self.temporary.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "reporting", *arguments],
            cwd=REPOSITORY,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stderr

    @property
    def accounts(self) -> dict[str, dict[str, Any]]:
        """The people of the demo, by user name."""
        demo = json.loads((self.instance / "demo.json").read_text())
        return {account["username"]: account for account in demo["accounts"]}

    def start(self) -> None:
        """Start everything, and wait until each surface answers."""
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "reporting", "serve"],
                cwd=REPOSITORY,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        for surface in SURFACES:
            wait_until(partial(self.answers, surface), f"{surface} does not answer")

    def answers(self, surface: str) -> bool:
        """Say whether a surface answers."""
        connection = HTTPConnection("127.0.0.1", self.ports[surface], timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def master(self, surface: str) -> int:
        """Return the process id of a surface's gunicorn."""
        assert self.process is not None
        for child in children_of(self.process.pid):
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if b"gunicorn" in words and surface.encode() in words:
                return child
        return 0

    def workers(self, surface: str) -> list[int]:
        """Return the process ids of a surface's workers."""
        master = self.master(surface)
        return children_of(master) if master else []

    def kill_workers(self, surface: str) -> None:
        """Kill -9 every worker of a surface; its gunicorn starts others."""
        for worker in self.workers(surface):
            os.kill(worker, signal.SIGKILL)

    def kill_master(self, surface: str) -> None:
        """Kill -9 a surface's gunicorn, and wait until the supervisor has started another."""
        before = self.master(surface)
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: self.master(surface) not in (0, before), f"a new {surface}")

    def stop(self) -> None:
        """Stop everything in good order."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(SECONDS)
            self.process = None

    def reporter(self, source: str = "127.0.0.1", *, quick: bool = False) -> Reporter:
        """Return a new reporter."""
        return Reporter(through_port(self.ports["intake"], source, quick=quick))

    def reviewer(
        self, username: str, source: str = "127.0.0.1", *, quick: bool = False
    ) -> Reviewer:
        """Return a reviewer who has signed in."""
        reviewer = Reviewer(through_port(self.ports["desk"], source, quick=quick))
        page = reviewer.sign_in(self.accounts[username])
        assert page.status == 200, page.text
        return reviewer


@contextmanager
def running(folder: Path, url: str = "") -> Iterator[Service]:
    """Make a demo instance in `folder`, serve it, and stop it at the end."""
    service = Service(folder, url)
    service.command("init", "--demo")
    try:
        service.start()
        yield service
    finally:
        service.stop()

"""One supervised program: started in a group of its own, watched, and ended with its group."""

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from reporting import clock, limits
from reporting.serving.parent import die_with

HEALTH_SECONDS = 1


@dataclass(frozen=True)
class Child:
    """What to start: a name for people, a command, what its environment has besides ours.

    `address` is where it answers `/healthz`; None for a program that answers nothing.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None


class Running:
    """A child and what happened to it so far."""

    def __init__(self, child: Child) -> None:
        """Take note of `child` without starting it."""
        self.child = child
        self.process: subprocess.Popen[bytes] | None = None
        self.ready = False
        self.was_ready = False
        self.deaths = 0  # in a row
        self.started_at = 0.0
        self.restart_at = 0.0

    def start(self) -> None:
        """Start it in a new session, so that Ctrl-C reaches only the supervisor."""
        self.ready, self.started_at = False, clock.steady_now()
        self.process = subprocess.Popen(  # noqa: S603 - the command is ours
            self.child.command,
            env=os.environ | self.child.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(die_with, os.getpid()),  # noqa: PLW1509 - there are no threads
        )

    def has_ended(self) -> bool:
        """Say whether its process has ended; its id stays reserved until `bury`."""
        if self.process is None:
            return False
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.process.pid, options) is not None

    def bury(self) -> int:
        """Kill what is left of its group, and return the exit code (negative: the signal).

        The group goes first: a worker that outlives its master would keep the port.
        """
        process, self.process, self.ready = self.process, None, False
        if process is None:
            return 0
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait()

    def ask_to_stop(self) -> None:
        """Send SIGTERM to its process, which ends its own workers."""
        if self.process is not None:
            os.kill(self.process.pid, signal.SIGTERM)  # terminate() would reap it already

    def check(self) -> bool:
        """Find out whether it answers by now; True at the first time since its start."""
        if self.ready or self.process is None:
            return False
        self.ready = self.child.address is None or _answers(self.child.address)
        self.was_ready = self.was_ready or self.ready
        return self.ready

    def delay(self) -> float:
        """Return the seconds to wait before the next start: twice as long each time."""
        first, longest = limits.RESTART_SECONDS
        lasted = clock.steady_now() - self.started_at
        self.deaths = 1 if lasted > longest else self.deaths + 1
        return float(min(first * 2 ** (self.deaths - 1), longest))


def _answers(address: str) -> bool:
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=HEALTH_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200  # noqa: PLR2004 - HTTP's own number
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()

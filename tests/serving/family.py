"""Programs for the tests of the supervisor: `python -m tests.serving.family ROLE ...`.

`parent` supervises the children named on its command line; a `child` answers `/healthz` and has
a process of its own, as a surface has workers.
"""

import json
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from reporting import limits
from reporting.serving.child import Child
from reporting.serving.parent import die_with
from reporting.serving.supervisor import Supervisor

COMMAND = (sys.executable, "-m", "tests.serving.family")


class Healthy(BaseHTTPRequestHandler):
    """Answers every request with 200, silently."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def be_child(port: int, kind: str) -> None:
    """Serve `port` until ended.

    A `deaf` child does not listen to SIGTERM, a `careless` one leaves its worker behind, an
    `unable` one ends before it serves.
    """
    if kind == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if kind == "unable":
        sys.exit(3)
    this = os.getpid()
    worker = os.fork()
    if worker == 0:
        if kind != "careless":
            die_with(this)
        signal.pause()
    HTTPServer.allow_reuse_address = True
    server = HTTPServer(("127.0.0.1", port), Healthy)
    say(json.dumps({"child": os.getpid(), "worker": worker}))
    server.serve_forever()


def be_parent(*children: str) -> None:
    """Supervise children given as `kind:port`."""
    limits.STOP_SECONDS = 1
    found = []
    for child in children:
        kind, port = child.split(":")
        address = f"http://127.0.0.1:{port}"
        found.append(Child(kind, (*COMMAND, "child", port, kind), {}, address))
    sys.exit(Supervisor(found, say).run())


if __name__ == "__main__":
    role, *rest = sys.argv[1:]
    if role == "parent":
        be_parent(*rest)
    else:
        be_child(int(rest[0]), rest[1])

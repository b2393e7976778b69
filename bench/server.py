"""A surface under the product's own gunicorn settings, and what it costs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.browser import Browser
from bench.demo import Demo
from bench.process import members_of, processor_seconds, proportional_bytes
from reporting import limits
from tests.support.gunicorn import serve

SETTLE_REQUESTS = 40  # every worker has loaded and answered by then
PROCESSES = f"gunicorn, {limits.WORKERS} workers x {limits.THREADS} threads"


@dataclass(frozen=True)
class Surface:
    """A served application: where it answers, and the process group it runs in."""

    name: str
    port: int
    group: int

    def processor_seconds(self) -> float:
        """Return the user and system time of master and workers so far."""
        return processor_seconds(self.group)

    def worker_bytes(self) -> list[int]:
        """Return the memory of each worker (PSS)."""
        workers = [process for process in members_of(self.group) if process != self.group]
        return [proportional_bytes(process) for process in workers]


@contextmanager
def serve_application(name: str, application: str, demo: Demo) -> Iterator[Surface]:
    """Serve `application` (module:factory()) on a free port of this machine, warmed up."""
    output = Path(demo.folder) / f"{name}.output"
    options = ("--name", name, "--workers", str(limits.WORKERS))
    blank = {key: "" for key in os.environ if key.startswith("REPORTING_")}
    environment = blank | dict(demo.environment)
    with serve(application, output, *options, environment=environment) as server:
        surface = Surface(name, server.port, server.process.pid)
        warm_up(surface)
        yield surface


def serve_surface(name: str, demo: Demo):  # noqa: ANN201 - that of serve_application
    """Serve one of the product's surfaces."""
    return serve_application(name, f"reporting.{name}:create_app()", demo)


def warm_up(surface: Surface) -> None:
    """Ask often enough that no worker still has to load anything."""
    for _ in range(SETTLE_REQUESTS):
        browser = Browser(surface.port)
        browser.get("/healthz" if surface.name != "floor" else "/")
        browser.close()

"""Settings of gunicorn for every surface; address, workers and name come from the command line."""

import gc
import os
import resource
from importlib import import_module
from pathlib import Path
from typing import Any

from reporting import catalogues, limits
from reporting.serving.logger import QuietLogger
from reporting.serving.parent import die_with
from reporting.web.language import text_direction

PRIVATE = 0o077
SHARED_MEMORY = "/dev/shm"  # noqa: S108 - the heartbeat of a worker, an empty file

# A memory dump would hold what people wrote and the keys that open it.
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
os.umask(PRIVATE)
umask = PRIVATE

worker_class = "reporting.serving.worker.SteadyWorker"
threads = limits.THREADS
worker_connections = limits.CONNECTIONS
keepalive = limits.KEEP_ALIVE_SECONDS
graceful_timeout = 3
timeout = 30
# Engines must not cross a fork, and a worker that loads for itself holds no other's secrets.
preload_app = False

limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
# The scheme is a setting of the service, so no header of a proxy needs to be believed.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}

logger_class = QuietLogger
accesslog = None
errorlog = "-"
control_socket_disable = True  # a door nobody here uses
sendfile = False  # it would go round the deadline of the socket
worker_tmp_dir = SHARED_MEMORY if Path(SHARED_MEMORY).is_dir() else None


# What is otherwise loaded by each worker when it first needs it.
SHARED_LIBRARIES = ("sqlalchemy.dialects.sqlite", "cryptography.hazmat.backends.openssl.backend")


def on_starting(server: Any) -> None:
    """Load the surface's code once, for all workers: what they share each need not hold.

    Code and rules of languages only: at import no module opens a database or reads a secret, and
    each worker makes an application of its own.
    """
    for module in (*SHARED_LIBRARIES, server.app.app_uri.partition(":")[0]):
        import_module(module)
    for locale in catalogues.locales():
        text_direction(locale)  # Babel then holds all it knows of the locale, a megabyte each


def pre_fork(_server: Any, _worker: Any) -> None:
    """Keep the collector off what is shared: to look at an object is to copy its page."""
    gc.freeze()


def post_fork(server: Any, _worker: Any) -> None:
    """Let no worker outlive its master: an orphan would keep the port."""
    die_with(server.pid)


def worker_exit(_server: Any, worker: Any) -> None:
    """Let go of the database: the last one to leave SQLite brings its log into the one file."""
    services = getattr(worker.wsgi, "extensions", {}).get("reporting")
    if services is not None:
        services.store.close()

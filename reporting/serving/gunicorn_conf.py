"""Settings of gunicorn for every surface; address, workers and name come from the command line."""

import gc
import os
import resource
from importlib import import_module
from pathlib import Path
from typing import Any

from reporting import limits
from reporting.serving.logger import QuietLogger
from reporting.serving.parent import die_with

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


# Loaded once here, their code is shared by all workers, which saves each a third of its memory.
# Libraries only: at import none of them opens a database or reads a secret.
SHARED_LIBRARIES = ("flask_babel", "flask_wtf", "sqlalchemy.dialects.sqlite")
for _library in SHARED_LIBRARIES:
    import_module(_library)


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

"""Runs one surface: this process becomes gunicorn."""

import os
import sys
from typing import NoReturn

from reporting.serving.addresses import require_free

SETTINGS = "python:reporting.serving.gunicorn_conf"


def command_of(name: str, bind: str, workers: int) -> list[str]:
    """Return the command line that serves surface `name`."""
    application = f"reporting.{name}:create_app()"
    options = ["--config", SETTINGS, "--name", name, "--bind", bind, "--workers", str(workers)]
    return [sys.executable, "-m", "gunicorn", *options, application]


def run_surface(name: str, bind: str, workers: int) -> NoReturn:
    """Serve surface `name` on `bind` until stopped; raise SettingError if the address is taken.

    The process is replaced, so that signals and the exit status are gunicorn's own.
    """
    require_free(f"REPORTING_{name.upper()}_BIND", bind)
    command = command_of(name, bind, workers)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted

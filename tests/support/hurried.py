"""Intake that does not wait long for a file and has little room, so that tests need not either.

Loaded by a gunicorn of its own: what is changed here is changed in that process alone.
"""

import os
import resource

from flask import Flask

from reporting import intake, limits

ROOM = "HURRIED_ROOM"  # bytes that a file of this process may have; a fuller disk has no more
SECONDS = 1


def create_app() -> Flask:
    """Return intake for the instance of the environment."""
    limits.UPLOAD_IDLE_SECONDS = SECONDS
    if ROOM in os.environ:
        room = int(os.environ[ROOM])
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    return intake.create_app()

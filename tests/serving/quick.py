"""A worker with short limits and a small application, so that tests need not wait long."""

from flask import Flask

from reporting.serving.worker import SteadyWorker
from tests.support.guarded import guarded_app


class QuickWorker(SteadyWorker):
    """Cuts slow clients within half a second."""

    head_seconds = 0.5
    body_seconds = 0.4
    send_seconds = 0.6
    linger_seconds = 0.2


def create_app() -> Flask:
    """Return the application."""
    return guarded_app()

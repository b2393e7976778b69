"""Intake that kills itself, hard, in the middle of a write, where a file tells it to.

Loaded by a gunicorn of its own, which then starts another. The file holds how many steps of
writes are still done before; a step is a statement that changes something, the moment before a
commit, or the one after it. Once told, it does as it is told once.
"""

import os
import signal
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

from reporting import intake

DOOM = "DOOM_FILE"  # in the environment: where the file is
CHANGES = ("INSERT", "UPDATE", "DELETE")


def create_app() -> Flask:
    """Return intake for the instance of the environment."""
    app, path = intake.create_app(), Path(os.environ[DOOM])
    engine = app.extensions["reporting"].store.engine
    commit = engine.dialect.do_commit

    def step(*_arguments: Any) -> None:
        if not path.exists():
            return
        left = int(path.read_text())
        if left:
            path.write_text(str(left - 1))
            return
        path.unlink()
        os.kill(os.getpid(), signal.SIGKILL)

    def before(_connection: Any, _cursor: Any, statement: str, *_arguments: Any) -> None:
        if statement.startswith(CHANGES):
            step()

    def after(connection: Any) -> None:
        commit(connection)
        step()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "commit", step)
    engine.dialect.do_commit = after
    return app

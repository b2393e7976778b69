"""One log for everything, as JSON lines that cannot hold what a person wrote.

A line has exactly the fields of `FIELDS`. What a record says in words is left out, because
frameworks put addresses, paths and values into it; our own records have short constant names
instead. The time is the hour, as everywhere (docs/operations.md, "Logs").
"""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TextIO

from reporting import clock

FIELDS = ("hour", "level", "surface", "event", "exception", "where")
PACKAGE = "reporting"
_EVENT_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


@dataclass(frozen=True)
class Raised:
    """What may be told of an error: its class, and where it was raised."""

    kind: str
    where: str | None


def log_error(name: str, error: BaseException) -> None:
    """Log the event `name` for `error` and for each cause of it; no words, no values.

    The error itself is not handed on, so that no other handler could write it out either.
    """
    cause: BaseException | None = error
    while cause is not None:
        raised = Raised(type(cause).__qualname__, _where_of(cause.__traceback__))
        logging.getLogger(PACKAGE).error(name, extra={"raised": raised})
        cause = cause.__cause__


def _event_of(record: logging.LogRecord) -> str:
    """Return the name of our own event; of other people's records only who wrote them."""
    ours = record.name.partition(".")[0] == PACKAGE
    if ours and isinstance(record.msg, str) and _EVENT_NAME.fullmatch(record.msg):
        return record.msg
    return record.name


def _where_of(trace: TracebackType | None) -> str | None:
    """Return `module:line` of the innermost frame that is ours, else of the innermost one."""
    frames = [
        (frame.f_globals.get("__name__", ""), line) for frame, line in traceback.walk_tb(trace)
    ]
    ours = [frame for frame in frames if frame[0].partition(".")[0] == PACKAGE]
    found = (ours or frames)[-1:]
    return f"{found[0][0]}:{found[0][1]}" if found else None


class JsonFormatter(logging.Formatter):
    """Writes the allowed fields of a record, and nothing else of it."""

    def __init__(self, surface: str, now: Callable[[], datetime]) -> None:
        """Name the `surface` in every line; `now` returns an aware moment."""
        super().__init__()
        self._surface, self._now = surface, now

    def format(self, record: logging.LogRecord) -> str:
        """Return one line of JSON, without its message, its arguments and its local values."""
        kind, _, trace = record.exc_info or (None, None, None)
        raised = getattr(record, "raised", None)
        if not isinstance(raised, Raised):
            raised = Raised(kind.__qualname__ if kind else "", _where_of(trace))
        hour = clock.moment_of_hour(clock.hour_of(self._now()))
        line = {
            "hour": hour.strftime("%Y-%m-%dT%H:00Z"),
            "level": record.levelname.lower(),
            "surface": self._surface,
            "event": _event_of(record),
            "exception": raised.kind or None,
            "where": raised.where or f"{record.module}:{record.lineno}",
        }
        return json.dumps({name: line[name] for name in FIELDS if line[name] is not None})


def install_logs(
    surface: str,
    now: Callable[[], datetime] = clock.system_now,
    stream: TextIO | None = None,
) -> None:
    """Send every record of this process through the one formatter, to `stream` (or stderr).

    Exceptions that nobody caught go the same way: Python would print their words.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter(surface, now))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(PACKAGE).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    ours = logging.getLogger(f"{PACKAGE}.process")

    def log_uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return  # a person pressed Ctrl-C: nothing went wrong
        ours.critical("uncaught", exc_info=(kind, error, trace))

    def log_thread(uncaught: threading.ExceptHookArgs) -> None:
        error = uncaught.exc_value or uncaught.exc_type()
        log_uncaught(uncaught.exc_type, error, uncaught.exc_traceback)

    sys.excepthook = log_uncaught
    threading.excepthook = log_thread

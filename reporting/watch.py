"""The watch: counts what is due. It will escalate late answers; it can never read content.

Running, it only ever says that answers are overdue, once an hour at most: lines with numbers, or at
the moment a report arrives, would be a record of arrivals, which nothing here keeps.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from reporting import clock
from reporting.errors import StoreUnavailable
from reporting.services import Services
from reporting.store.reports import count_due

WAKE_SECONDS = 60


@dataclass(frozen=True)
class Due:
    """How many open reports there are, and how many wait longer than promised."""

    open: int
    overdue: int

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.open} open, {self.overdue} overdue"


def look(services: Services) -> Due:
    """Return what is due now."""
    with services.store.read() as connection:
        return Due(*count_due(connection, clock.hour_of(services.now())))


class Watch:
    """Looks once a minute and speaks once an hour, until told to stop."""

    def __init__(self, services: Services) -> None:
        """Begin silent: the first word comes with the next full hour."""
        self._services = services
        self._spoken = clock.hour_of(services.now())

    def turn(self) -> str | None:
        """Return what the operator must know, if a new hour has begun since the last turn."""
        hour = clock.hour_of(self._services.now())
        if hour == self._spoken:
            return None
        self._spoken = hour
        try:
            due = look(self._services)
        except StoreUnavailable:
            return "the database does not answer"
        return "answers are overdue" if due.overdue else None

    def run(self, stop: threading.Event, say: Callable[[str], None]) -> None:
        """Take turns until `stop` is set."""
        while not stop.wait(WAKE_SECONDS):
            sentence = self.turn()
            if sentence is not None:
                say(sentence)

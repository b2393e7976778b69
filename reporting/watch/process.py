"""The process: a turn every minute until it is told to stop.

It says that answers are overdue once an hour at most, and never a number: lines with numbers, or
at the moment a report arrives, would be a record of arrivals, which nothing here keeps.
"""

import threading
from collections.abc import Callable

from reporting import clock, limits
from reporting.errors import Changed, StoreUnavailable
from reporting.services import Services
from reporting.store.watched import is_overdue
from reporting.watch.guard import Guard
from reporting.watch.pieces import PIECES, Piece, take_turn

AWAY = "the database does not answer"
OVERDUE = "answers are overdue"


def any_overdue(services: Services) -> bool:
    """Say whether any word is overdue now."""
    with services.store.read() as connection:
        return is_overdue(connection, clock.hour_of(services.now()))


class Watch:
    """Takes a turn once a minute, and says what the operator must know once an hour."""

    def __init__(
        self,
        services: Services,
        steady: Callable[[], float] = clock.steady_now,
        pieces: tuple[Piece, ...] = PIECES,
    ) -> None:
        """Begin silent: the first word of what is overdue comes with the next full hour."""
        self._services, self._pieces = services, pieces
        self._guard = Guard(services, services.instance.load_watch(), steady)
        self._hour = clock.hour_of(services.now())
        self._said: frozenset[str] = frozenset()

    def turn(self) -> list[str]:
        """Take one turn; return what has not been said before in this hour."""
        hour = clock.hour_of(self._services.now())
        fresh = hour != self._hour
        if fresh:
            self._hour, self._said = hour, frozenset()
        said = self._take(look=fresh)
        new = [sentence for sentence in said if sentence not in self._said]
        self._said |= frozenset(said)
        return new

    def _take(self, *, look: bool) -> tuple[str, ...]:
        try:
            said = take_turn(self._guard, self._pieces).said
            overdue = look and any_overdue(self._services)
        except Changed:
            return ()  # another watch was first; what is left comes with the next turn
        except StoreUnavailable:
            return (AWAY,)
        return (*said, OVERDUE) if overdue else said

    def run(self, stop: threading.Event, say: Callable[[str], None]) -> None:
        """Take turns until `stop` is set."""
        while not stop.wait(limits.WATCH_SECONDS):
            for sentence in self.turn():
                say(sentence)

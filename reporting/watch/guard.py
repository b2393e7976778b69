"""The guard of the watch's clock: which moment is believed, and the heartbeat that goes with it.

A clock that was set back is refused, because what is on record cannot come undone. One that jumps
ahead of the machine's steady clock is not believed for some minutes, so that a slip that somebody
puts right at once escalates nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reporting import clock, limits
from reporting.identity import Identity
from reporting.services import Services
from reporting.store.watch import WatchRow, get_watch, insert_watch, set_beat
from reporting.watch.state import WatchState, seal_state

SET_BACK = (
    "the clock was set back, so the watch does nothing until it has caught up; if the clock is "
    "right now, run: reporting watch --believe-clock"
)
AHEAD = "the clock jumped ahead; the watch believes it in a few minutes if it stays so"
SILENT = "the watch was silent for a while and has caught up with what was due"


@dataclass(frozen=True)
class Begun:
    """How a turn begins: at which moment, None for not at all, and what the operator is told."""

    moment: datetime | None
    said: tuple[str, ...] = ()


@dataclass
class Guard:
    """Compares the clock with the steady one and with the last turn on record."""

    services: Services
    watch: Identity
    steady: Callable[[], float]
    _trusted: tuple[datetime, float] | None = field(default=None, init=False)
    _ahead_since: float | None = field(default=None, init=False)

    def begin(self) -> Begun:
        """Return the moment of a new turn and write its heartbeat."""
        moment, said = self._believe(self.services.now(), self.steady())
        minute = clock.minute_of(moment)
        with self.services.store.write() as connection:
            row = get_watch(connection, changing=True)
            if row is None:
                # The slots of the day so far were nobody's yet.
                quarter = clock.quarter_of(moment)
                state = seal_state(self.watch, WatchState())
                insert_watch(connection, WatchRow(minute, quarter, state))
                return Begun(moment, said)
            behind = row.beat - minute
            if behind > limits.CLOCK_SKEW_MINUTES:
                return Begun(None, (*said, SET_BACK))
            if behind > 0:
                # Two machines differ by seconds; time stands still until this one is as far.
                return Begun(clock.moment_of_minute(row.beat), said)
            set_beat(connection, minute)
        if -behind > limits.ALARM_MINUTES:
            said = (*said, SILENT)
        return Begun(moment, said)

    def believe_clock(self) -> None:
        """Take the clock's present minute for the last turn, although a later one is on record."""
        with self.services.store.write() as connection:
            set_beat(connection, clock.minute_of(self.services.now()))

    def _believe(self, wall: datetime, steady: float) -> tuple[datetime, tuple[str, ...]]:
        """Return the clock's moment, or the one it should show while a jump is not believed."""
        if self._trusted is None:
            return self._trust(wall, steady)
        expected = self._trusted[0] + timedelta(seconds=steady - self._trusted[1])
        if wall - expected <= timedelta(minutes=limits.CLOCK_JUMP_MINUTES):
            return self._trust(wall, steady)
        if self._ahead_since is None:
            self._ahead_since = steady
            return expected, (AHEAD,)
        if steady - self._ahead_since >= limits.CLOCK_JUMP_MINUTES * clock.SECONDS_A_MINUTE:
            return self._trust(wall, steady)
        return expected, ()

    def _trust(self, wall: datetime, steady: float) -> tuple[datetime, tuple[str, ...]]:
        self._trusted, self._ahead_since = (wall, steady), None
        return wall, ()

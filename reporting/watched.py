"""Whether the watch minds a report as it must: pure, from its columns and what cannot be forged.

The columns that the watch goes by are clear, so whoever owns the database can put it off for ever,
or let it believe that all is done. What was sealed with the report and what the watch has signed
say what they must be.
"""

from dataclasses import dataclass

from reporting import clock, event, ladder, limits
from reporting.event import History
from reporting.ladder import AFTER, NEVER, Rung
from reporting.status import NOBODY, Status

_KINDS = {Rung.MISSED: event.MISSED, Rung.FOUNDING: event.FOUNDING}


@dataclass(frozen=True)
class Watched:
    """The columns of one report, the hour it came as it was sealed, and what the watch signed."""

    rung: int
    wake: int
    due: int
    received: int
    status: Status
    history: History

    def fits(self, quarter: int) -> bool:
        """Say whether the watch has done, and will do, what `quarter` asks for."""
        if self.status.acknowledged is None:
            return self._climbs(quarter) and self._recorded(self._passed())
        if self.rung < AFTER:
            return False
        if ladder.unrecorded(self.rung):
            # It is to record them at once.
            return self.wake <= clock.quarter_of_hour(clock.day_start(self.received))
        return self._rests(quarter) and self._recorded(self._late())

    def is_behind(self, quarter: int) -> bool:
        """Say whether what was due some time before `quarter` is still not done.

        Its heartbeat can be written by hand, and a row be kept locked; this cannot be hidden.
        """
        before = quarter - limits.BEHIND_QUARTERS
        if self.status.acknowledged is None:
            done = ladder.done_of(self.rung)
            return bool(ladder.climb(done, self.received, self.status.target, before).steps)
        return not ladder.unrecorded(self.rung) and self.wake <= before

    def _rests(self, quarter: int) -> bool:
        """Say whether it wakes when the next word is due; never once that is told, or of a test."""
        due = clock.quarter_of_hour(self.due)
        told = quarter >= due or self.status.awaiting == NOBODY
        return self.wake == due or (self.wake == NEVER and (told or not self.history.known))

    def _climbs(self, quarter: int) -> bool:
        done, target = ladder.done_of(self.rung), self.status.target
        # The clocks of two machines may differ by enough to make it the next quarter.
        reached = ladder.climb(0, self.received, target, quarter + 1).done
        return done <= reached and self.wake <= ladder.next_wake(done, self.received, target)

    def _passed(self) -> set[Rung]:
        """Return the steps that the column says are done."""
        steps = ladder.steps(self.received, self.status.target)
        return {step.rung for step in steps[: ladder.done_of(self.rung)]}

    def _late(self) -> set[Rung]:
        """Return what was missed by the answer that came, and is on record."""
        if not self.status.other:
            return set()  # among the oldest reports some were answered before there was a watch
        founding = 0 < (self.status.acknowledged or 0) <= limits.ACKNOWLEDGE_HOURS
        missed = {Rung.MISSED} if self.status.was_late else set()
        apart = self.status.target != limits.ACKNOWLEDGE_HOURS
        return missed | ({Rung.FOUNDING} if apart and not founding else set())

    def _recorded(self, rungs: set[Rung]) -> bool:
        kinds = (kind for rung, kind in _KINDS.items() if rung in rungs)
        return not self.history.known or all(map(self.history.has, kinds))

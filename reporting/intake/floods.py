"""Slows a flood of reports, never a rush, and never by asking who somebody is.

Set aside as a whole (`patient`) in a demo instance and in measurements.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from flask import current_app

from reporting import clock, limits
from reporting.store.engine import Store
from reporting.store.reports import count_received_since
from reporting.web.limiter import TokenBucket

EXTENSION = "reporting.floods"


class Floods:
    """The buckets of one process and what it knows of the day's ceiling."""

    def __init__(self, store: Store, now: Callable[[], datetime], *, patient: bool) -> None:
        """Start with full buckets; nothing is counted yet."""
        self._store, self._now, self.patient = store, now, patient
        self._sends = TokenBucket(limits.BUCKET_RATE, limits.BUCKET_BURST, clock.steady_now)
        self._searches = TokenBucket(limits.BUCKET_RATE, limits.BUCKET_BURST, clock.steady_now)
        self._files = TokenBucket(limits.FILE_RATE, limits.FILE_BURST, clock.steady_now)
        self._lock = Lock()
        self._counted: tuple[int, int] | None = None

    def take_send(self) -> bool:
        """Say whether one more report may be sent just now."""
        return self.patient or self._sends.take()

    def take_search(self) -> bool:
        """Say whether one more receipt may be looked up just now."""
        return self.patient or self._searches.take()

    def take_file(self) -> bool:
        """Say whether one more file may be looked at just now."""
        return self.patient or self._files.take()

    def day_is_full(self) -> bool:
        """Say whether the last 24 hours brought as many reports as a day may; counted by minute."""
        if self.patient:
            return False
        now = self._now()
        minute = clock.minute_of(now)
        with self._lock:
            if self._counted is None or self._counted[0] != minute:
                since = clock.hour_of(now) - clock.HOURS_A_DAY + 1
                with self._store.read() as connection:
                    self._counted = (minute, count_received_since(connection, since))
            return self._counted[1] >= limits.DAILY_CEILING

    def too_fast(self, visit_began: int, answers_began: int) -> bool:
        """Say whether less time has passed than a person takes.

        `visit_began` is the minute of the first form page, `answers_began` the second at which
        answers were first kept. Full minutes that have passed settle it; within them, seconds do.
        """
        now = self._now()
        if self.patient or clock.minute_of(now) - visit_began > 1:
            return False
        return clock.second_of(now) - answers_began < limits.LEAST_SECONDS_TO_SEND


def current_floods() -> Floods:
    """Return the buckets of the application that answers the present request."""
    floods: Floods = current_app.extensions[EXTENSION]
    return floods

"""Slows a flood of reports, never a rush, and never by asking who somebody is.

Set aside as a whole (`patient`) in a demo instance and in measurements.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from flask import current_app
from flask_babel import lazy_gettext

from reporting import clock, limits
from reporting.errors import TooMany
from reporting.intake.ceilings import is_reached
from reporting.store import Connection
from reporting.store.drafts import count_drafts
from reporting.store.engine import Store
from reporting.store.reports import count_received_since
from reporting.web.limiter import TokenBucket, uneven

EXTENSION = "reporting.floods"
CROWDED = lazy_gettext(
    "We cannot keep your answers just now, because very many people are writing. They are still on "
    "this page. Please press the button again in a minute, or report by telephone: the number is "
    "at the foot of this page."
)


class _Count:
    """Something counted in the database, once a minute at most."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], count: Callable[[Connection], int]
    ) -> None:
        self._store, self._now, self._count = store, now, count
        self._lock = Lock()
        self._counted: tuple[int, int] | None = None

    def reaches(self, most: int) -> bool:
        """Say whether there are as many as may be."""
        return is_reached(self.value(), most)

    def value(self) -> int:
        minute = clock.minute_of(self._now())
        with self._lock:
            if self._counted is None or self._counted[0] != minute:
                with self._store.read() as connection:
                    self._counted = (minute, self._count(connection))
            return self._counted[1]


class Floods:
    """The buckets of one process and what it knows of the ceilings."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        *,
        patient: bool,
        steady: Callable[[], float] = clock.steady_now,
        toll: Callable[[], float] = uneven,
    ) -> None:
        """Start with full buckets; nothing is counted yet. `toll` is what a token costs."""
        self._now, self.patient = now, patient
        self._begun = TokenBucket(limits.BUCKET_RATE, limits.BUCKET_BURST, steady, toll)
        self._sends = TokenBucket(limits.BUCKET_RATE, limits.BUCKET_BURST, steady, toll)
        self._searches = TokenBucket(limits.BUCKET_RATE, limits.BUCKET_BURST, steady, toll)
        self._files = TokenBucket(limits.FILE_RATE, limits.FILE_BURST, steady, toll)
        self._drafts = _Count(store, now, count_drafts)
        self._received = _Count(store, now, self._count_day)

    def begin_draft(self) -> None:
        """Return if answers of one browser more may be kept; raise TooMany with what to do."""
        if self.patient:
            return
        if not self._begun.take() or self._drafts.reaches(limits.DRAFTS_WAITING):
            raise TooMany(str(CROWDED))

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
        return not self.patient and self._received.reaches(limits.DAILY_CEILING)

    def _count_day(self, connection: Connection) -> int:
        since = clock.hour_of(self._now()) - clock.HOURS_A_DAY + 1
        return count_received_since(connection, since)

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

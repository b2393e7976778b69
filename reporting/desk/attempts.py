"""Attempts on reports that do not open: counted by account and day, and shown to leads.

A report that is not there and one that the account may not open are counted alike, so a count
tells of no report. Neither address nor number of what was asked for is kept.
"""

from contextlib import suppress
from dataclasses import dataclass

from reporting import clock
from reporting.desk.wording import utc_day_words
from reporting.errors import StoreUnavailable
from reporting.ids import AccountId
from reporting.store.attempts import count_attempt, list_attempts
from reporting.web.surface import current_services


@dataclass(frozen=True)
class Tried:
    """How often somebody asked in vain on a day."""

    name: str
    day: str
    count: int


def note_attempt(account: AccountId) -> None:
    """Count one attempt of an account; a database that takes no writing keeps nobody from a 404."""
    services = current_services()
    with suppress(StoreUnavailable), services.store.write() as connection:
        count_attempt(connection, account, clock.day_of(services.now()))


def attempts_between(body: str, first: int, last: int) -> tuple[Tried, ...]:
    """Return the attempts of a body's accounts on the days from `first` to `last`, in words."""
    services = current_services()
    with services.store.read() as connection:
        rows = list_attempts(connection, body, first, last)
    now, zone = services.now(), services.service.timezone
    return tuple(Tried(row.username, utc_day_words(row.day, now, zone), row.count) for row in rows)

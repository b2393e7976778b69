"""Until when a report is kept: pure, in days since the epoch (docs/case.md, "Until when")."""

from reporting import clock, limits
from reporting.days import add_months


def open_until(received: int) -> int:
    """Return the day on which a report goes that nobody closes; `received` is an hour."""
    return received // clock.HOURS_A_DAY + limits.OPEN_RETENTION_DAYS


def closed_until(day: int, months: int) -> int:
    """Return the day on which a case goes that was closed on UTC day `day`."""
    return clock.day_of_date(add_months(clock.date_of_day(day), months))


def last_word(expiry: int) -> int:
    """Return the hour that stands for the next word where nothing more is due.

    It is the last one of the day of removal, so such a report stands behind every other.
    """
    return (expiry + 1) * clock.HOURS_A_DAY - 1

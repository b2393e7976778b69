"""The only source of time, and the only rounding of it.

Stored times are whole hours or whole days since the Unix epoch (UTC), so that no row can say at
which minute somebody was at a computer (design rule: no exact time).
"""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from reporting import limits

SECONDS_A_MINUTE = 60
SECONDS_AN_HOUR = 3600
HOURS_A_DAY = 24
QUARTERS_AN_HOUR = 4
MINUTES_AN_HOUR = SECONDS_AN_HOUR // SECONDS_A_MINUTE
MINUTES_A_QUARTER = MINUTES_AN_HOUR // QUARTERS_AN_HOUR
MINUTES_A_DAY = MINUTES_AN_HOUR * HOURS_A_DAY
LAST_HOUR = 2**26  # in the year 9625; what is later was never the hour of a report
_EPOCH = date(1970, 1, 1)


def system_now() -> datetime:
    """Return the present moment in UTC; the single place that reads the system's clock."""
    return datetime.now(UTC)


def steady_now() -> float:
    """Return seconds on a clock that never goes back: for rates and waiting, never kept."""
    return time.monotonic()


def second_of(moment: datetime) -> int:
    """Return whole seconds since the epoch; only ever kept inside something sealed."""
    return int(moment.timestamp())


def hour_of(moment: datetime) -> int:
    """Return the hour `moment` lies in, as whole hours since the epoch (rounded down)."""
    return second_of(moment) // SECONDS_AN_HOUR


def day_of(moment: datetime) -> int:
    """Return the UTC day `moment` lies in, as whole days since the epoch."""
    return hour_of(moment) // HOURS_A_DAY


def day_start(hour: int) -> int:
    """Return the first hour of the UTC day that `hour` lies in."""
    return hour // HOURS_A_DAY * HOURS_A_DAY


def plausible_hour(hour: int) -> int:
    """Return `hour`, or the nearest one that can be said in words: a column may hold anything."""
    return min(max(hour, 0), LAST_HOUR)


def quarter_of(moment: datetime) -> int:
    """Return the quarter of an hour `moment` lies in, as quarters since the epoch."""
    return second_of(moment) * QUARTERS_AN_HOUR // SECONDS_AN_HOUR


def quarter_of_hour(hour: int) -> int:
    """Return the first quarter of `hour`."""
    return hour * QUARTERS_AN_HOUR


def moment_of_quarter(quarter: int) -> datetime:
    """Return the beginning of `quarter` as a moment in UTC."""
    return moment_of_minute(quarter * MINUTES_A_QUARTER)


def plausible_day(day: int) -> int:
    """Return `day`, or the nearest one that can be said in words."""
    return plausible_hour(day * HOURS_A_DAY) // HOURS_A_DAY


def minute_of(moment: datetime) -> int:
    """Return whole minutes since the epoch; only ever kept inside something sealed."""
    return second_of(moment) // SECONDS_A_MINUTE


def moment_of_minute(minute: int) -> datetime:
    """Return the beginning of `minute` as a moment in UTC."""
    return datetime.fromtimestamp(minute * SECONDS_A_MINUTE, UTC)


def moment_of_hour(hour: int) -> datetime:
    """Return the beginning of `hour` as a moment in UTC."""
    return datetime.fromtimestamp(hour * SECONDS_AN_HOUR, UTC)


def date_of_day(day: int) -> date:
    """Return UTC day `day` as a date."""
    return _EPOCH + timedelta(days=day)


def day_of_date(day: date) -> int:
    """Return a date as whole days since the epoch."""
    return (day - _EPOCH).days


def acknowledgement_due(received: int, target: int) -> int:
    """Return the hour by which a person must have answered: clock hours, summer time or not."""
    return received + target


def coarse_due(day: int, days: int, zone: ZoneInfo) -> int:
    """Return the hour 23:00 local time, `days` after UTC day `day`."""
    return last_hour(date_of_day(day + days), zone)


def last_hour(day: date, zone: ZoneInfo) -> int:
    """Return the hour 23:00 local time of `day`: a due time that says a day and nothing finer."""
    return hour_of(datetime(day.year, day.month, day.day, limits.DUE_HOUR_OF_DAY, tzinfo=zone))


def hours_waited(received: int, answered: int) -> int:
    """Return how many hours a reporter waited.

    The hour is rounded against the service: an answer within the hour counts one hour.
    """
    return answered - received + 1


def bucket_of(waited: int) -> int:
    """Return the smallest bucket that holds `waited` hours; 0 means more than the largest."""
    return next((bucket for bucket in limits.ANSWER_BUCKETS if waited <= bucket), 0)

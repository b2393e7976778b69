"""Local days and their hours, right across every change to and from summer time.

A *quarter* is a quarter of an hour since 1970, a *day* here a local day since 1970: what rotas and
slots are kept in. Nothing here reads a clock.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reporting import clock

QUARTERS_AN_HOUR = 4
MINUTES_A_QUARTER = 15
_SECONDS_A_QUARTER = clock.SECONDS_AN_HOUR // QUARTERS_AN_HOUR


def moment_of_quarter(quarter: int) -> datetime:
    """Return the beginning of `quarter` as a moment in UTC."""
    return datetime.fromtimestamp(quarter * _SECONDS_A_QUARTER, UTC)


def local_day(moment: datetime, zone: ZoneInfo) -> int:
    """Return the day that calendars in `zone` show at `moment`."""
    return (moment.astimezone(zone).date() - clock.date_of_day(0)).days


def quarter_at(day: int, hour: int, zone: ZoneInfo) -> int:
    """Return the first quarter at which clocks in `zone` show `hour` of `day`, or later.

    Of an hour that is repeated this is the first; of one that is skipped, the moment at which
    clocks go on. `hour` may be 24: the beginning of the next day.
    """
    date = clock.date_of_day(day) + timedelta(days=hour // clock.HOURS_A_DAY)
    wanted = datetime.combine(date, time(hour % clock.HOURS_A_DAY))
    quarter = clock.quarter_of(wanted.replace(tzinfo=zone))
    # A time that clocks skip counts as if they had not gone on yet: too late by up to the leap.
    while _shown(quarter - 1, zone) >= wanted:
        quarter -= 1
    return quarter


def _shown(quarter: int, zone: ZoneInfo) -> datetime:
    return moment_of_quarter(quarter).astimezone(zone).replace(tzinfo=None)

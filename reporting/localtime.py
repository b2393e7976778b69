"""Local days and their hours, right across every change to and from summer time.

A *day* here is a local day since 1970, a *quarter* a quarter of an hour: what rotas and slots are
kept in.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reporting import clock


def local_day(moment: datetime, zone: ZoneInfo) -> int:
    """Return the day that calendars in `zone` show at `moment`."""
    return clock.day_of_date(moment.astimezone(zone).date())


def quarter_at(day: int, hour: int, zone: ZoneInfo) -> int:
    """Return the first quarter at which clocks in `zone` show `hour` of `day`, or later.

    Of an hour that is repeated this is the first; of one that is skipped, the moment at which
    clocks go on. `hour` may be 24: the beginning of the next day.
    """
    shown = clock.date_of_day(day) + timedelta(days=hour // clock.HOURS_A_DAY)
    wanted = datetime.combine(shown, time(hour % clock.HOURS_A_DAY))
    quarter = clock.quarter_of(wanted.replace(tzinfo=zone))
    # A time that clocks skip counts as if they had not gone on yet: too late by up to the leap.
    while _shown(quarter - 1, zone) >= wanted:
        quarter -= 1
    return quarter


def _shown(quarter: int, zone: ZoneInfo) -> datetime:
    return clock.moment_of_quarter(quarter).astimezone(zone).replace(tzinfo=None)


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """Return the date that calendars in `zone` show at `moment`."""
    return moment.astimezone(zone).date()

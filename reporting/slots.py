"""The times of day at which mail goes out to everybody on duty, whether or not anything waits.

They are hours of the clock on the wall. One that clocks skip comes when they go on, one that they
repeat comes once.
"""

import re
from zoneinfo import ZoneInfo

from reporting import clock, limits
from reporting.localtime import local_day, quarter_at
from reporting.servicefile.toml import Table

KEY = "notice_slots"
_ALLOWED = 'a list of 1 to 24 different full hours, such as ["08:00", "20:00"]'
_HOUR = re.compile(r"([01][0-9]|2[0-3]):00")


def slots_from(table: Table) -> tuple[int, ...]:
    """Return the hours in the service file in the order of the day, or the usual ones."""
    if not table.has(KEY):
        return limits.NOTICE_SLOTS
    written = table.peek(KEY)
    if not isinstance(written, list) or not written:
        raise table.error(KEY, written, _ALLOWED)
    hours: set[int] = set()
    for each in written:
        found = _HOUR.fullmatch(each) if isinstance(each, str) else None
        if found is None or int(found[1]) in hours:
            raise table.error(KEY, each, _ALLOWED)
        hours.add(int(found[1]))
    return tuple(sorted(hours))


def find_slots(hours: tuple[int, ...], after: int, until: int, zone: ZoneInfo) -> list[int]:
    """Return the slots after quarter `after` up to and with `until`, as quarters in their order.

    Of a long silence only those of the last days are returned, the newest always among them.
    """
    last = local_day(clock.moment_of_quarter(until), zone)
    first = max(local_day(clock.moment_of_quarter(after), zone), last - limits.SLOT_DAYS)
    quarters = {quarter_at(day, hour, zone) for day in range(first, last + 1) for hour in hours}
    return sorted(quarter for quarter in quarters if after < quarter <= until)

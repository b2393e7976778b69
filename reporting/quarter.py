"""Quarters of financial years, as whole numbers and by name: the only time that figures know.

`reporting/period.py` has those of the calendar year, in which the promise is measured.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

QUARTERS = 4
_FIRST_MONTH = 4  # a financial year begins on 1 April
_MONTHS = 12
_NAME = re.compile(r"([0-9]{4})q([1-4])")
_FIRST_YEAR, _LAST_YEAR = 2000, 9990


def quarter_name(quarter: int) -> str:
    """Return `2026q1` for April to June 2026."""
    return f"{quarter // QUARTERS}q{quarter % QUARTERS + 1}"


def quarter_from(name: str) -> int:
    """Return the quarter called `name`, or raise ValueError."""
    found = _NAME.fullmatch(name)
    if not found or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise ValueError(name)
    return int(found[1]) * QUARTERS + int(found[2]) - 1


def quarter_start(quarter: int) -> date:
    """Return the first day of a quarter."""
    months = _FIRST_MONTH - 1 + 3 * (quarter % QUARTERS)
    return date(quarter // QUARTERS + months // _MONTHS, months % _MONTHS + 1, 1)


def quarter_of_date(day: date) -> int:
    """Return the quarter that `day` lies in."""
    months = day.year * _MONTHS + day.month - _FIRST_MONTH
    return months // (_MONTHS // QUARTERS)


def quarter_at(moment: datetime, zone: ZoneInfo) -> str:
    """Return the name of the quarter that calendars in `zone` show at `moment`."""
    return quarter_name(quarter_of_date(moment.astimezone(zone).date()))


def year_of(quarter: int) -> int:
    """Return the financial year of a quarter: 2026 for April 2026 to March 2027."""
    return quarter // QUARTERS

"""Local hours as quarters, on ordinary days and where clocks change."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from reporting.clock import moment_of_quarter, quarter_of
from reporting.localtime import local_day, quarter_at

LONDON = ZoneInfo("Europe/London")
CHATHAM = ZoneInfo("Pacific/Chatham")  # goes on at 02:45, so an hour in the gap is not its start


def day(*numbers):
    """Return a local day as it is kept."""
    return (date(*numbers) - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("on", "hour", "zone", "expected"),
    [
        ((2026, 12, 7), 16, LONDON, datetime(2026, 12, 7, 16, tzinfo=UTC)),
        ((2026, 7, 7), 16, LONDON, datetime(2026, 7, 7, 15, tzinfo=UTC)),
        ((2026, 12, 7), 24, LONDON, datetime(2026, 12, 8, tzinfo=UTC)),
        ((2028, 2, 28), 24, LONDON, datetime(2028, 2, 29, tzinfo=UTC)),
        # Clocks go on from 01:00 to 02:00, so 01:00 is never shown.
        ((2026, 3, 29), 1, LONDON, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ((2026, 3, 29), 2, LONDON, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        # Clocks go back from 02:00 to 01:00, so 01:00 is shown twice: the first counts.
        ((2026, 10, 25), 1, LONDON, datetime(2026, 10, 25, 0, tzinfo=UTC)),
        ((2026, 10, 25), 2, LONDON, datetime(2026, 10, 25, 2, tzinfo=UTC)),
        # Clocks go on from 02:45 to 03:45; 03:00 lies within.
        ((2026, 9, 27), 3, CHATHAM, datetime(2026, 9, 26, 14, tzinfo=UTC)),
        ((2026, 9, 27), 4, CHATHAM, datetime(2026, 9, 26, 14, 15, tzinfo=UTC)),
    ],
)
def test_an_hour_is_the_first_quarter_that_shows_it_or_later(on, hour, zone, expected):
    """Skipped hours come at the next quarter that exists, repeated ones once."""
    quarter = quarter_at(day(*on), hour, zone)

    assert expected == moment_of_quarter(quarter)
    assert quarter == quarter_of(expected)


def test_a_day_begins_at_local_midnight():
    """Half an hour before midnight UTC it is tomorrow in summer."""
    moment = datetime(2026, 7, 6, 23, 30, tzinfo=UTC)

    assert day(2026, 7, 7) == local_day(moment, LONDON)
    assert day(2026, 7, 6) == local_day(moment, ZoneInfo("UTC"))

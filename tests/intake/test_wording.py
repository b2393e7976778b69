"""Times in words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reporting import clock
from reporting.intake.wording import answered_in_words, by_when, day_in_words

ZONE = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 5, 4, 13, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (datetime(2026, 5, 5, 13, tzinfo=UTC), "Tuesday afternoon"),
        (datetime(2026, 5, 5, 6, tzinfo=UTC), "Tuesday morning"),
        (datetime(2026, 5, 5, 11, tzinfo=UTC), "Tuesday afternoon"),
        (datetime(2026, 5, 5, 18, tzinfo=UTC), "Tuesday evening"),
        (datetime(2026, 5, 5, 22, tzinfo=UTC), "Tuesday night"),
        (datetime(2026, 5, 4, 23, tzinfo=UTC), "Monday night"),
        (datetime(2026, 5, 5, 1, tzinfo=UTC), "Monday night"),
        (datetime(2026, 5, 10, 9, tzinfo=UTC), "Sunday morning"),
        (datetime(2026, 5, 11, 9, tzinfo=UTC), "Monday 11 May"),
        (datetime(2026, 4, 27, 9, tzinfo=UTC), "Monday 27 April"),
    ],
)
def test_an_hour_is_a_day_and_a_part_of_it(world, due, said):
    """In the service's own zone; the small hours belong to the night before."""
    with world.intake.test_request_context("/en/"):
        assert said == by_when(clock.hour_of(due), MONDAY, ZONE)


def test_how_long_an_answer_took(world):
    """In hours, or honestly more than the most."""
    with world.intake.test_request_context("/en/"):
        assert "You were answered within 24 hours." == answered_in_words(24)
        assert "You were answered after more than 48 hours." == answered_in_words(0)


def test_a_day_is_a_date(world):
    """As people of the locale write it."""
    with world.intake.test_request_context("/en/"):
        assert "4 May 2026" == day_in_words(clock.day_of(MONDAY))

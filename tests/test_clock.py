"""The clock: 24 clock hours, summer time or not, and coarse everywhere else."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import clock

LONDON = ZoneInfo("Europe/London")


def local(text: str) -> datetime:
    """Return a moment given in London time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_received_is_floored_to_the_hour_and_due_is_a_day_later() -> None:
    """14:03 and 14:55 are the same hour; the answer is due at 14:00 the next day."""
    early, late = local("2026-05-04T14:03"), local("2026-05-04T14:55")

    assert clock.hour_of(early) == clock.hour_of(late)
    due = clock.moment_of_hour(clock.acknowledgement_due(clock.hour_of(late), 24))
    assert local("2026-05-05T14:00") == due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-28T12:10", "2026-03-29T13:00"),  # clocks go forward in the night
        ("2026-10-24T12:10", "2026-10-25T11:00"),  # clocks go back in the night
        ("2028-02-28T12:10", "2028-02-29T12:00"),  # leap day
        ("2026-12-31T23:59", "2027-01-01T23:00"),
    ],
)
def test_the_promise_is_twenty_four_clock_hours(received: str, due: str) -> None:
    """The wait is 24 hours even where a day has 23 or 25."""
    hour = clock.acknowledgement_due(clock.hour_of(local(received)), 24)

    assert local(due) == clock.moment_of_hour(hour)


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        ("2026-05-04", 28, "2026-06-01T23:00"),
        ("2026-03-20", 10, "2026-03-30T23:00"),  # over the change to summer time
        ("2026-10-20", 10, "2026-10-30T23:00"),  # and back
    ],
)
def test_later_due_times_are_the_last_hour_of_their_day(day: str, days: int, due: str) -> None:
    """A coarse due time says a day and nothing finer."""
    start = clock.day_of(datetime.fromisoformat(day).replace(tzinfo=UTC))

    assert local(due) == clock.moment_of_hour(clock.coarse_due(start, days, LONDON))


@pytest.mark.parametrize(
    ("waited", "bucket"),
    [(0, 6), (5, 6), (6, 12), (11, 12), (12, 24), (23, 24), (24, 48), (47, 48), (48, 0), (999, 0)],
)
def test_an_answer_is_kept_as_a_bucket_rounded_against_the_service(
    waited: int, bucket: int
) -> None:
    """A begun hour counts as a whole one."""
    assert bucket == clock.bucket_of(clock.hours_waited(1000, 1000 + waited))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_rounding_never_goes_forward(moment: datetime) -> None:
    """Hour and day of a moment never lie after it."""
    assert clock.moment_of_hour(clock.hour_of(moment)) <= moment
    assert clock.day_of(moment) * 24 <= clock.hour_of(moment)

"""Hours and days in words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reporting import clock
from reporting.desk.entry import Turn
from reporting.desk.wording import (
    TENTHS,
    answered_words,
    deadline_words,
    due_words,
    is_overdue,
    received_words,
)
from tests.desk.conftest import Place

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def page(place: Place) -> Iterator[None]:
    """Words are made for a page."""
    with place.app.test_request_context("/"):
        yield


def at(text: str) -> datetime:
    """Return a moment of local time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def hour(text: str) -> int:
    """Return the hour of a moment of local time."""
    return clock.hour_of(at(text))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-05-04T13:20", "23 hours left"),
        ("2026-05-05T11:59", "1 hour left"),
        ("2026-05-05T12:30", "Less than an hour left"),
        ("2026-05-05T13:00", "Overdue by less than an hour"),
        ("2026-05-05T14:00", "Overdue by 1 hour"),
        ("2026-05-05T16:40", "Overdue by 3 hours"),
    ],
)
def test_hours_left_are_full_hours(now: str, words: str) -> None:
    """Nobody is told more time than there is, nor a longer delay than there was."""
    due = hour("2026-05-05T13:00")

    assert words == due_words(due, Turn.ACKNOWLEDGEMENT, at(now), LONDON)
    assert words.startswith("Overdue") == is_overdue(due, at(now))


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"])
def test_a_change_of_summer_time_neither_gives_nor_takes_an_hour(day: str) -> None:
    """24 clock hours are 24 hours, also over the night when clocks change."""
    received = at(f"{day}T14:00")
    due = clock.acknowledgement_due(clock.hour_of(received), 24)

    words = [
        due_words(due, Turn.ACKNOWLEDGEMENT, received + timedelta(hours=h), LONDON)
        for h in (1, 12, 23)
    ]

    assert ["23 hours left", "12 hours left", "1 hour left"] == words


def test_the_deadline_is_told_in_local_time() -> None:
    """After the night in which clocks go forward, the same 24 hours end an hour later."""
    due = clock.acknowledgement_due(hour("2026-03-28T14:00"), 24)

    words = deadline_words(due, Turn.ACKNOWLEDGEMENT, at("2026-03-28T15:00"), LONDON)

    late = deadline_words(due, Turn.ACKNOWLEDGEMENT, at("2026-03-29T16:00"), LONDON)

    assert "A first answer is due by 15:00 on 29 March." == words
    assert "A first answer was due by 15:00 on 29 March." == late


def test_after_the_acknowledgement_only_days_are_told() -> None:
    """The store keeps no hours any more, so the page cannot claim any."""
    due = clock.coarse_due(clock.day_of(at("2026-04-16T12:00")), 28, LONDON)
    before, after = at("2026-05-14T12:00"), at("2026-05-15T12:00")

    assert "Answer by 14 May" == due_words(due, Turn.REPORTER, before, LONDON)
    assert "Overdue since 14 May" == due_words(due, Turn.REVIEWER, after, LONDON)
    assert "The next answer is due by the end of 14 May." == deadline_words(
        due, Turn.REPORTER, before, LONDON
    )


def test_a_day_of_another_year_has_its_year() -> None:
    """In December, January is next year."""
    due = clock.coarse_due(clock.day_of(at("2026-12-20T12:00")), 28, LONDON)

    words = due_words(due, Turn.REPORTER, at("2026-12-20T12:00"), LONDON)

    assert "Answer by 17 January 2027" == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-05-04T18:00", "Received today between 14:00 and 15:00"),
        ("2026-05-05T09:00", "Received yesterday between 14:00 and 15:00"),
        ("2026-05-07T09:00", "Received on 4 May between 14:00 and 15:00"),
    ],
)
def test_before_the_acknowledgement_the_hour_is_told(now: str, words: str) -> None:
    """The hour is what the store has, and no more."""
    received = hour("2026-05-04T14:00")

    assert words == received_words(received, Turn.ACKNOWLEDGEMENT, at(now), LONDON)


def test_after_the_acknowledgement_the_day_is_told() -> None:
    """The day as it was stored, in any zone."""
    received = 20_577 * clock.HOURS_A_DAY

    assert "Received on 4 May" == received_words(
        received, Turn.REPORTER, at("2026-05-07T09:00"), LONDON
    )


def test_waits_are_told_as_coarsely_as_they_are_kept() -> None:
    """A bucket of hours, and what is beyond the largest."""
    assert "Acknowledged within 24 hours" == answered_words(24)
    assert "Acknowledged after more than 48 hours" == answered_words(0)


def test_every_tenth_has_words() -> None:
    """From nothing to nine tenths; ten is the list itself."""
    assert 10 == len({str(words) for words in TENTHS})

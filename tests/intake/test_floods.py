"""What slows a flood."""

import pytest

from reporting.intake import floods
from reporting.intake.floods import Floods


@pytest.fixture
def counted(world, monkeypatch):
    """Floods of a busy day, and the list of questions put to the database."""
    asked = []

    def answer(_connection, since):
        asked.append(since)
        return 20_000

    monkeypatch.setattr(floods, "count_received_since", answer)
    return Floods(world.store, world.clock, patient=False), asked


def test_the_day_is_counted_once_a_minute(world, counted):
    """However many send, the database is asked once."""
    busy, asked = counted

    answers = [busy.day_is_full() for _ in range(5)]
    world.clock.advance(minutes=1)
    answers.append(busy.day_is_full())

    assert [True] * 6 == answers
    assert 2 == len(asked)


@pytest.mark.parametrize(
    ("visit_minutes", "answer_seconds", "expected"),
    [(0, 0, True), (0, 1, True), (0, 2, False), (1, 1, True), (2, 0, False)],
)
def test_two_seconds_are_a_person(world, visit_minutes, answer_seconds, expected):
    """Counted from the first form page as far as its minute tells, else from the answers."""
    strict = Floods(world.store, world.clock, patient=False)
    now = int(world.clock().timestamp())

    found = strict.too_fast(now // 60 - visit_minutes, now - answer_seconds)

    assert expected is found


def test_a_patient_service_slows_nobody(world):
    """In a demo and in measurements."""
    calm = Floods(world.store, world.clock, patient=True)
    now = int(world.clock().timestamp())

    assert not calm.too_fast(now // 60, now)
    assert not calm.day_is_full()
    assert all(calm.take_send() and calm.take_search() for _ in range(500))

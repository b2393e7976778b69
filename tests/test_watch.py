"""The watch: says that answers are overdue, and keeps no record of arrivals."""

import pytest

from reporting import limits
from reporting.errors import StoreUnavailable
from reporting.watch import Due, Watch, look


@pytest.fixture
def watch(world):
    """A watch that has just started."""
    return Watch(world.services("watch"))


def test_it_counts_what_is_open_and_what_is_overdue(world):
    """A report is overdue once its 24 hours have passed, and no longer once it is answered."""
    world.reporter().write_report()
    services = world.services("watch")

    before = look(services)
    world.clock.advance(hours=limits.ACKNOWLEDGE_HOURS)
    late = look(services)
    reviewer = world.reviewer("north-reviewer-1")
    reviewer.acknowledge(reviewer.list_cases()[0], "We have read it, late.")

    assert (Due(1, 0), Due(1, 1), Due(1, 0)) == (before, late, look(services))


def test_arrivals_are_never_spoken_of(world, watch):
    """With every hour a report or none: the running watch says nothing of either."""
    said = []
    for hour in range(3):
        world.clock.advance(hours=1)
        if hour:
            world.reporter().write_report()
        said.append(watch.turn())

    assert [None, None, None] == said


def test_what_is_overdue_is_said_once_an_hour_without_a_number(world, watch):
    """The operator learns that somebody must be woken, and not how many wait."""
    world.reporter().write_report()
    world.clock.advance(hours=limits.ACKNOWLEDGE_HOURS)

    first, again = watch.turn(), watch.turn()
    world.clock.advance(hours=1)

    assert ("answers are overdue", None) == (first, again)
    assert "answers are overdue" == watch.turn()


def test_a_database_that_is_away_is_said_and_survived(world, watch, monkeypatch):
    """The next hour it looks again."""
    world.clock.advance(hours=1)
    with monkeypatch.context() as patched:
        patched.setattr("reporting.watch.look", _away)
        said = watch.turn()
    world.clock.advance(hours=1)

    assert "the database does not answer" == said
    assert watch.turn() is None


def _away(_services):
    raise StoreUnavailable

"""The process of the watch: says that answers are overdue, and keeps no record of arrivals."""

import threading

import pytest

from reporting import ladder, limits
from reporting.errors import Changed, StoreUnavailable
from reporting.store.engine import Store
from reporting.watch import process
from reporting.watch.guard import SILENT
from reporting.watch.process import AWAY, OVERDUE, Watch
from tests.watch.conftest import Post


def test_arrivals_are_never_spoken_of(post: Post, watch: Watch) -> None:
    """With every minute a report or none: the running watch says nothing of either."""
    said = []
    for minute in range(4):
        post.world.clock.advance(minutes=1)
        if minute % 2:
            post.put(urgent=minute == 3)
        said += watch.turn()

    assert [] == said


def test_what_is_overdue_is_said_once_an_hour_without_a_number(post: Post, watch: Watch) -> None:
    """The operator learns that somebody must be woken, and not how many wait."""
    post.put()
    watch.turn()
    post.world.clock.advance(hours=limits.ACKNOWLEDGE_HOURS)

    first, again = watch.turn(), watch.turn()
    post.world.clock.advance(hours=1)

    assert (OVERDUE in first, []) == (True, again)
    assert OVERDUE in watch.turn()


def test_a_database_that_is_away_for_an_hour_is_said_once_and_caught_up_with(
    post: Post, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps of that hour are taken when it is back, and none is lost."""
    deposit = post.put()
    watch.turn()
    post.world.clock.advance(hours=20)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "write", _away)
        said = []
        for _ in range(60):
            post.world.clock.advance(minutes=1)
            said += watch.turn()
    back = watch.turn()

    assert {AWAY} == set(said)
    assert len(said) <= 2  # once in each hour that it lasts
    assert [SILENT] == back
    assert ladder.START + 1 == post.row(deposit.report).rung
    assert "north-lead-1" in post.told()


def _away(_store: Store) -> None:
    raise StoreUnavailable


def test_a_race_with_another_watch_ends_the_turn_and_no_more(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is second has nothing to do, and goes on with the next turn."""
    with monkeypatch.context() as patched:
        patched.setattr(process, "take_turn", _changed)
        lost = watch.turn()

    assert [] == lost
    assert [] == watch.turn()


def _changed(*_arguments: object) -> None:
    raise Changed


def test_it_goes_on_until_it_is_told_to_stop(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence is said as it comes, and the stop is heeded at once."""
    stop, heard = threading.Event(), list[str]()
    monkeypatch.setattr(limits, "WATCH_SECONDS", 0)
    monkeypatch.setattr(watch, "turn", lambda: ["something"])

    def hear(sentence: str) -> None:
        heard.append(sentence)
        stop.set()

    watch.run(stop, hear)

    assert ["something"] == heard

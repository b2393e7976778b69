"""The guard: a clock set back is refused, one that jumps ahead waits, and silence is said."""

from datetime import timedelta

import pytest

from reporting import clock
from reporting.errors import CannotOpen
from reporting.identity import new_identity
from reporting.store.watch import get_watch, set_beat
from reporting.watch.guard import AHEAD, SET_BACK, SILENT, Begun, Guard
from reporting.watch.state import WatchState, open_state
from tests.watch.conftest import Post


@pytest.fixture
def guard(post: Post) -> Guard:
    """A guard that has taken its first turn."""
    made = post.guard
    made.begin()
    return made


def beat(post: Post) -> int:
    """Return the heartbeat."""
    with post.world.store.read() as connection:
        row = get_watch(connection)
    assert row is not None
    return row.beat


def now(post: Post) -> int:
    """Return the minute that the world's clock shows."""
    return clock.minute_of(post.world.clock.moment)


def pass_by(post: Post, guard: Guard, minutes: int) -> Begun:
    """Take a turn each minute, and return the last."""
    begun = guard.begin()
    for _ in range(minutes):
        post.world.clock.advance(minutes=1)
        begun = guard.begin()
    return begun


def test_the_first_turn_makes_the_row_and_begins_with_the_present_slot(post: Post) -> None:
    """What slots there were before is nobody's to make up for."""
    begun = post.guard.begin()

    with post.world.store.read() as connection:
        row = get_watch(connection)
    assert row is not None
    assert Begun(post.world.clock.moment) == begun
    assert (now(post), clock.quarter_of(post.world.clock.moment)) == (row.beat, row.slot)
    assert WatchState() == open_state(post.identity, row.bytes)
    assert 541 == len(row.bytes)


def test_each_turn_renews_the_heartbeat(post: Post, guard: Guard) -> None:
    """So that everybody can see that it runs."""
    assert Begun(post.world.clock.moment + timedelta(minutes=3)) == pass_by(post, guard, 3)
    assert now(post) == beat(post)


def test_a_clock_set_back_is_refused_and_reported(post: Post, guard: Guard) -> None:
    """Nothing is done until it has caught up, and the last turn stays on record."""
    before = beat(post)
    post.world.clock.advance(hours=-3)

    refused = [guard.begin(), post.guard.begin()]
    post.world.clock.advance(hours=3, minutes=1)
    after = post.guard.begin()

    assert [Begun(None, (SET_BACK,))] * 2 == refused
    assert (before + 1, ()) == (beat(post), after.said)


def test_a_second_machine_that_is_seconds_behind_goes_on(post: Post, guard: Guard) -> None:
    """For it time stands still a moment; nothing comes undone."""
    before = beat(post)
    post.world.clock.advance(minutes=-1)

    begun = guard.begin()

    assert Begun(clock.moment_of_minute(before)) == begun
    assert before == beat(post)


def test_an_operator_can_say_that_the_earlier_time_is_the_right_one(
    post: Post, guard: Guard
) -> None:
    """After a clock that was a year ahead was put right."""
    with post.world.store.write() as connection:
        set_beat(connection, now(post) + 365 * 24 * 60)
    refused = guard.begin()

    guard.believe_clock()

    assert Begun(None, (SET_BACK,)) == refused
    assert Begun(post.world.clock.moment) == guard.begin()


def test_a_jump_ahead_is_believed_only_when_it_lasts(post: Post, guard: Guard) -> None:
    """For five minutes the steady clock counts; then the machine's own."""
    before = post.world.clock.moment
    post.world.clock.advance(days=2)
    post.steady_gap += timedelta(days=2).total_seconds()

    first = guard.begin()
    fourth = pass_by(post, guard, 4)
    fifth = pass_by(post, guard, 1)

    assert Begun(before, (AHEAD,)) == first
    assert Begun(before + timedelta(minutes=4)) == fourth
    assert (post.world.clock.moment, (SILENT,)) == (fifth.moment, fifth.said)
    assert now(post) == beat(post)


def test_a_jump_that_is_put_right_at_once_escalates_nothing(post: Post, guard: Guard) -> None:
    """A slip of two days and back, within five minutes."""
    deposit = post.put()
    post.world.clock.advance(days=2)
    post.steady_gap += timedelta(days=2).total_seconds()
    ahead = pass_by(post, guard, 3)
    post.world.clock.advance(days=-2)
    post.steady_gap -= timedelta(days=2).total_seconds()

    back = pass_by(post, guard, 3)

    assert ahead.moment is not None
    assert clock.hour_of(ahead.moment) <= deposit.received + 1
    assert Begun(post.world.clock.moment) == back
    assert [] == post.kinds(deposit.report)


@pytest.mark.parametrize(("minutes", "said"), [(14, ()), (15, ()), (16, (SILENT,))])
def test_a_silence_is_said_when_it_is_over(
    post: Post, guard: Guard, minutes: int, said: tuple[str, ...]
) -> None:
    """By whichever watch is the next to take a turn."""
    begun = guard.begin()
    post.world.clock.advance(minutes=minutes)

    assert said == post.guard.begin().said
    assert () == begun.said


def test_another_watchs_state_does_not_open(post: Post, guard: Guard) -> None:
    """It is sealed under a key of this one."""
    guard.begin()
    with post.world.store.read() as connection:
        row = get_watch(connection)
    assert row is not None

    with pytest.raises(CannotOpen):
        open_state(new_identity(), row.bytes)

"""A watch that is killed anywhere, and two at once: the record is as if neither had been."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from reporting import clock, ladder
from reporting.envelope import Deposit
from reporting.store.watched import Progress, lock_waking, move_reports
from tests.watch.conftest import FAR, Post, post_of
from tests.watch.test_rungs import ALTERNATE, LEADS, MISSED, READERS

ALL = READERS | ALTERNATE | {"north-chair-1"}
MOST_STATEMENTS = 60
# Takes one turn at a moment and kills itself, hard, before the statement of that number.
PROGRAM = """
import os, signal, sys
from datetime import datetime
from sqlalchemy import event
from reporting.services import services_from_environment
from reporting.watch.guard import Guard
from reporting.watch.rungs import take_rungs
from reporting.watch.pieces import take_turn

left, moment = int(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
services = services_from_environment("watch", now=lambda: moment)

def count(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(services.store.engine, "before_cursor_execute", count)
event.listen(services.store.engine, "commit", count)
take_turn(Guard(services, services.instance.load_watch(), lambda: 0.0), (take_rungs,))
"""


class Killed(BaseException):
    """Ends a turn as a kill does: nothing in the program catches it."""


@contextmanager
def killed_before(engine: Engine, number: int) -> Iterator[list[int]]:
    """Kill what runs before statement or commit `number`; gives how many there were."""
    seen = [0]

    def count(*_arguments: Any) -> None:
        seen[0] += 1
        if seen[0] > number:
            raise Killed

    for name in ("before_cursor_execute", "commit"):
        event.listen(engine, name, count)
    try:
        yield seen
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(engine, name, count)


def put_late(post: Post) -> Deposit:
    """Store a report that came 48 hours ago, so that every rung is due at once."""
    now = post.world.clock.moment
    post.world.clock.moment = now - timedelta(hours=48)
    deposit = post.put_without_roster()
    post.world.clock.moment = now
    return deposit


def test_killed_before_any_statement_or_commit_the_next_turn_gives_the_same_record(
    post: Post,
) -> None:
    """Every boundary of a turn in which a report is told, recorded and handed over."""
    post.turn()
    killed = 0
    for number in range(MOST_STATEMENTS):
        deposit, before = put_late(post), len(post.missed())
        ended = False
        with killed_before(post.services.store.engine, number):
            try:
                post.turn()
                ended = True
            except Killed:
                killed += 1
        post.turn()

        assert ["missed", "handover"] == post.kinds(deposit.report)
        assert before + 1 == len(post.missed())
        assert sorted(ALL) == sorted(post.waiting())
        post.told()
        if ended:
            break

    assert ended
    assert killed > 10


@pytest.mark.parametrize("number", [4, 9, 12])
def test_killed_hard_the_next_turn_gives_the_same_record(post: Post, number: int) -> None:
    """A process that ends itself by SIGKILL in the middle of its transaction."""
    post.turn()
    deposit = put_late(post)
    environment = {
        "REPORTING_INSTANCE": str(post.world.folder),
        "REPORTING_DATABASE_URL": post.world.url,
        "PATH": "",
    }
    arguments = [sys.executable, "-c", PROGRAM, str(number), post.world.clock().isoformat()]

    ended = subprocess.run(arguments, env=environment, capture_output=True, timeout=60, check=False)
    lost = post.kinds(deposit.report)
    post.turn()

    assert -9 == ended.returncode, ended.stderr
    assert [] == lost
    assert ["missed", "handover"] == post.kinds(deposit.report)
    assert [MISSED] == post.missed()
    assert sorted(ALL) == sorted(post.waiting())


@pytest.mark.postgresql
def test_of_two_watches_one_takes_the_step(make_postgresql_world: Any) -> None:
    """What one has locked the other leaves alone, and finds done afterwards."""
    world = make_postgresql_world()
    one, other = post_of(world), post_of(world)
    one.turn()
    deposit = put_late(one)
    quarter = clock.quarter_of(world.clock.moment)

    with one.services.store.write() as connection:
        mine = lock_waking(connection, quarter, 10)
        other.turn()
        meanwhile = other.kinds(deposit.report)
    one.turn()
    other.turn()

    assert [deposit.report] == [row.report for row in mine]
    assert [] == meanwhile
    assert ["missed", "handover"] == one.kinds(deposit.report)
    assert [MISSED] == one.missed()
    assert sorted(ALL) == sorted(one.waiting())


@pytest.mark.postgresql
def test_two_watches_at_full_speed_double_nothing(make_postgresql_world: Any) -> None:
    """Both take turns at the same moment, again and again, over reports that keep coming."""
    world = make_postgresql_world()
    posts = [post_of(world), post_of(world)]
    posts[0].turn()
    deposits = []
    for _ in range(5):
        deposits += [put_late(posts[0]) for _ in range(2)]
        threads = [threading.Thread(target=post.turn) for post in posts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for post in posts:
        post.turn()

    for deposit in deposits:
        assert ["missed", "handover"] == posts[0].kinds(deposit.report)
    assert [MISSED] * len(deposits) == posts[0].missed()
    assert ALL == posts[0].told()


def test_answered_in_the_last_minute_or_missed_there_is_one_truth(post: Post) -> None:
    """First the colleague: in time. First the watch: late, whatever the desk's clock says."""
    in_time, late = post.put(), post.put()
    begin = clock.moment_of_hour(in_time.received)
    post.world.clock.moment = begin + timedelta(hours=23, minutes=55)
    reviewer = post.world.reviewer("north-reviewer-1")
    post.world.clock.moment = begin + timedelta(hours=23, minutes=59)
    first, second = (f"{deposit.report:016x}" for deposit in (in_time, late))
    reviewer.acknowledge(first, "Just in time.")

    told = post.turn_at(in_time, 24)
    post.world.clock.moment = begin + timedelta(hours=23, minutes=59)  # the desk's is behind
    reviewer.acknowledge(second, "A moment too late.")
    post.turn_at(in_time, 24.1)

    assert READERS | {"north-chair-1"} == told  # its first turn since the 20th hour
    assert [[], ["missed"]] == [post.kinds(deposit.report) for deposit in (in_time, late)]
    assert [MISSED] == post.missed()
    assert [24, 48] == [post.bucket(deposit) for deposit in (in_time, late)]


def test_an_answer_after_the_hour_and_before_the_watch_is_recorded_once(post: Post) -> None:
    """The watch was away; it records at its next turn what had passed, and tells of it."""
    deposit = post.put()
    post.world.clock.moment = clock.moment_of_hour(deposit.received) + timedelta(hours=24)
    reviewer = post.world.reviewer("north-reviewer-1")
    reviewer.acknowledge(reviewer.list_cases()[0], "Late, and nobody has said so yet.")

    told = [post.turn_at(deposit, hours) for hours in (24.1, 24.2, 48, 72)]

    assert [LEADS | {"north-chair-1"}, set(), set(), set()] == told
    assert (48, ["missed"]) == (post.bucket(deposit), post.kinds(deposit.report))
    assert [MISSED] == post.missed()


@pytest.mark.postgresql
def test_an_answer_waits_for_a_watch_that_is_recording(make_postgresql_world: Any) -> None:
    """The lock of the row decides which of the two was first."""
    post = post_of(make_postgresql_world())
    deposit = post.put()
    reviewer = post.world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    thread = threading.Thread(target=reviewer.acknowledge, args=(case, "At the same moment."))

    with post.services.store.write() as connection:
        lock_waking(connection, FAR, 1)
        thread.start()
        while not somebody_waits(post):
            assert thread.is_alive()
        move_reports(connection, [Progress(deposit.report, ladder.START + 2, FAR)])
    thread.join()

    assert 48 == post.bucket(deposit)


def somebody_waits(post: Post) -> bool:
    """Say whether a session of the server waits for a lock."""
    with post.world.store.read() as connection:
        waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(connection.execute(waiting).scalar_one())

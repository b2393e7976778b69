"""A watch that is killed anywhere, and two at once: each test report is filed and counted once."""

import threading
from collections import Counter
from dataclasses import replace

import pytest

from reporting import clock, limits
from reporting.dice import SEED_SIZE
from reporting.ladder import AFTER
from reporting.period import Period
from reporting.services import Services
from reporting.store.tables import report
from reporting.testreports import take_tests
from reporting.testreports.testreport import CLOSED
from reporting.testreports.traces import trace_of
from tests.support.cast import NOW
from tests.support.dump import count_rows, overwrite
from tests.support.measured import Measured, a_test
from tests.watch.test_killed import Killed, killed_before

MOST_STATEMENTS = 60
MINUTE = clock.minute_of(NOW) + 30
LEFT = ("report", "message", "event", "service_fact", "test_report", "draft")
# A seed whose browser does not close the page: its draft stays until it is purged.
SEED = next(
    seed
    for seed in (bytes([number]) * SEED_SIZE for number in range(256))
    if trace_of(a_test(seed=seed, minute=MINUTE)).gone is None
)
BEGIN, FILE, REVEAL, COUNT = range(4)


def ready(measured, stage):
    """Bring a service to where the next turn does the work of `stage`."""
    if stage == BEGIN:
        return
    measured.plan(a_test(minute=MINUTE, seed=SEED))
    measured.world.clock.moment = clock.moment_of_minute(MINUTE)
    if stage == FILE:
        return
    measured.turn()
    [test] = measured.tests
    measured.answer(test)
    overwrite(measured.world.store, report.c.rung, AFTER)
    if stage == REVEAL:
        return
    measured.turn()
    end = clock.moment_of_hour((Period(2026, 2).last_day + 1) * 24 + limits.COUNT_HOURS)
    measured.world.clock.moment = end


def record(measured):
    """Return what is left of it: rows of every table, and the states of the test reports."""
    counts = count_rows(measured.world.store)
    # How many of a plan are no blanks is drawn anew each time.
    closed = sum(test.state == CLOSED for test in measured.rows)
    planned = Counter((test.period, test.counted) for test in measured.rows)
    return [counts[table] for table in LEFT], closed, planned


@pytest.mark.parametrize("stage", [BEGIN, FILE, REVEAL, COUNT])
def test_killed_before_any_statement_the_next_turn_gives_the_same_record(make_world, stage):
    """At every boundary of planning, filing, revealing and counting."""
    whole = Measured(make_world())
    ready(whole, stage)
    whole.turn()
    killed = 0
    for number in range(MOST_STATEMENTS):
        measured = Measured(make_world())
        ready(measured, stage)
        ended = False
        with killed_before(measured.services.store.engine, number):
            try:
                measured.turn()
                ended = True
            except Killed:
                killed += 1
        measured.turn()

        assert record(whole) == record(measured)
        if ended:
            break

    assert ended
    assert killed > 3


@pytest.mark.postgresql
@pytest.mark.parametrize("stage", [BEGIN, FILE, REVEAL, COUNT])
def test_two_watches_do_it_once(make_postgresql_world, stage):
    """Both begin at the same moment, on connections of their own."""
    whole, raced = (Measured(make_postgresql_world()) for _ in range(2))
    for each in (whole, raced):
        ready(each, stage)
    whole.turn()
    gate = threading.Barrier(2)
    failed: list[BaseException] = []

    def run(services: Services) -> None:
        gate.wait()
        try:
            take_tests(services, raced.watch)
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    rosters = raced.services.rosters
    others = [replace(raced.world.services("watch"), rosters=rosters) for _ in range(2)]
    threads = [threading.Thread(target=run, args=(each,)) for each in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert [] == failed
    assert record(whole) == record(raced)

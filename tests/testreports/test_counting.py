"""The figures of a quarter: exact, once it is over, and never changed."""

import pytest
from sqlalchemy import delete, update

from reporting import clock, limits
from reporting.duty import Duty, Shift
from reporting.errors import Changed, StoreUnavailable
from reporting.ladder import AFTER
from reporting.period import Period
from reporting.servicefacts import DutyHours, Tally, read_facts
from reporting.store.duty import insert_duties
from reporting.store.servicefacts import get_facts
from reporting.store.tables import report
from reporting.store.watchtables import duty, service_fact
from reporting.store.watchtables import test_report as table
from reporting.testreports.testreport import BLANK, CLOSED, FILED
from tests.support.cast import NOW, demo_service
from tests.support.dump import count_rows, overwrite
from tests.support.measured import Measured, a_test

PERIOD = Period(2026, 2)
ZONE = demo_service().timezone
END = clock.minute_of(clock.moment_of_hour((PERIOD.last_day + 1) * 24 - 1))  # midnight in London
OVER = END + limits.COUNT_HOURS * 60
MINUTE = clock.minute_of(NOW) + 30


def facts_of(measured, period=PERIOD):
    """Return the published facts of a quarter, or None."""
    with measured.world.store.read() as connection:
        rows = dict(get_facts(connection))
    if str(period) not in rows:
        return None
    return read_facts(rows[str(period)], str(period), {measured.watch.signing_public})


def answered(**changes):
    """Return a test report that was answered."""
    return a_test(**changes).closed()


def test_nothing_is_published_while_a_quarter_runs(testing):
    """Nor in the three days after it, in which the last test has its time."""
    testing.plan(answered(bucket=6))
    for minute in (MINUTE, END - 1, END, OVER - 1):
        testing.go_to(minute)
        assert 0 == count_rows(testing.world.store)["service_fact"]

    testing.go_to(OVER)

    assert facts_of(testing) is not None


def test_results_of_every_kind_are_counted(testing):
    """Answered in time, late, not at all; and that one was never filed, so that none drops out."""
    testing.plan(
        answered(number=1, bucket=6),
        answered(number=2, bucket=48, missed=True),
        a_test(number=3, state=FILED),
        a_test(number=4, minute=END + 5),
    )

    testing.go_to(OVER)

    facts = facts_of(testing)
    assert Tally(filed=3, complete=False, target=1, founding=1, longest=0) == facts.tests
    states = {
        test.number: (test.state, test.counted) for test in testing.rows if test.period == PERIOD
    }
    assert (FILED, True) == states[3]
    assert (BLANK, True) == states[4]
    assert {(CLOSED, True)} == {states[1], states[2]}


def test_the_figures_name_the_hours_of_duty(testing):
    """For each body, of the whole quarter."""
    account = testing.holders[0].row.id
    shifts = [Shift(PERIOD.first_day + number, 1) for number in (1, 2, 3)]
    with testing.world.store.write() as connection:
        connection.execute(delete(duty))
        duties = [Duty(day, "north", shift, account) for day, shift in enumerate(shifts)]
        insert_duties(connection, duties)
    testing.plan(answered(bucket=6))

    testing.go_to(OVER)

    hours = (PERIOD.last_day - PERIOD.first_day + 1) * 24
    assert (DutyHours("north", 24, hours), DutyHours("south", 0, hours)) == facts_of(testing).duty


def test_an_answer_after_that_changes_nothing_published(testing):
    """The report says what it was all the same."""
    testing.plan(a_test(minute=END - 3))
    testing.go_to(END - 3)
    testing.go_to(OVER)
    before = facts_of(testing)
    [test] = [test for test in testing.tests if test.period == PERIOD]
    assert (test.is_open, test.counted, test.missed) == (True, True, True)

    testing.world.clock.advance(hours=1)
    testing.answer(test)
    overwrite(testing.world.store, report.c.rung, AFTER)  # as the rungs do that record it
    testing.turn()

    [test] = [test for test in testing.tests if test.period == PERIOD]
    assert (CLOSED, True) == (test.state, test.missed)
    assert before == facts_of(testing)
    assert Tally(filed=1, complete=True, target=0, founding=0, longest=0) == before.tests


def test_rows_that_were_taken_away_are_missed(testing):
    """Whoever deletes or alters a bad result does not make the quarter a good one."""
    testing.plan(answered(number=1, bucket=6), answered(number=2, bucket=48, missed=True))
    with testing.world.store.write() as connection:
        connection.execute(delete(table).where(table.c.id == 2))

    testing.go_to(OVER)

    facts = facts_of(testing)
    assert (1, False) == (facts.tests.filed, facts.tests.complete)


def test_an_altered_row_stops_nothing(testing):
    """It is counted as missing, and the next quarter is planned."""
    testing.plan(answered(number=1, bucket=6), answered(number=2, bucket=6))
    with testing.world.store.write() as connection:
        connection.execute(update(table).where(table.c.id == 2).values(bytes=b"altered"))

    testing.go_to(OVER)

    assert not facts_of(testing).tests.complete
    assert {PERIOD, PERIOD.later(1)} == {test.period for test in testing.rows}


def test_a_quarter_in_which_no_watch_ran_is_published_as_that(testing):
    """None was filed, and nothing can be said of it."""
    testing.plan(answered(bucket=6))
    testing.go_to(OVER + 2 * 92 * 24 * 60)

    assert facts_of(testing).tests.complete
    between = facts_of(testing, PERIOD.later(1))
    assert Tally(filed=0, complete=False, target=0, founding=0, longest=None) == between.tests


@pytest.mark.parametrize("change", [update(service_fact).values(bytes=b"x"), delete(service_fact)])
def test_no_program_changes_or_removes_figures(make_any_world, change):
    """SQLite refuses by trigger, PostgreSQL by grant."""
    measured = Measured(make_any_world())
    measured.plan(answered(bucket=6))
    measured.go_to(OVER)

    with pytest.raises((StoreUnavailable, Changed)), measured.services.store.write() as connection:
        connection.execute(change)

    assert facts_of(measured) is not None


def test_a_report_removed_before_its_answer_counts_as_missed(testing):
    """It was filed, so somebody waited."""
    testing.plan(a_test(minute=MINUTE))
    testing.go_to(MINUTE)
    testing.slot()
    with testing.world.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM report")

    testing.go_to(OVER)

    assert Tally(1, complete=True, target=0, founding=0, longest=0) == facts_of(testing).tests

"""What the watch does for test reports at each turn, and at each slot.

Every step is one transaction and looks first whether it is still to be done. So a watch that is
killed between any two statements loses nothing and does nothing twice, and two watches are one.
"""

from dataclasses import replace

from reporting import clock
from reporting.dice import Dice, new_seed
from reporting.errors import RosterRefused
from reporting.identity import Identity
from reporting.services import Services
from reporting.stories import load_stories
from reporting.testreports.answering import reveal_if_answered
from reporting.testreports.counting import count_period, uncounted
from reporting.testreports.filing import file_test, is_due, was_filed
from reporting.testreports.plan import Plan, ends_before, make_tests, present_period
from reporting.testreports.rows import TestRows
from reporting.testreports.testreport import FILED, PLANNED, TestReport
from reporting.testreports.traces import tend_trace


def take_tests(services: Services, watch: Identity) -> None:
    """Plan, file, reveal and count what is due now."""
    rows = TestRows(services.store, watch)
    tests = rows.read()
    _plan(services, rows, tests)
    for test in tests:
        if test.is_open:
            _take(services, watch, rows, test)
    for period in uncounted(services, rows.read()):
        count_period(services, watch, rows, period)


def _plan(services: Services, rows: TestRows, tests: list[TestReport]) -> None:
    """Plan the present quarter at its first turn."""
    now, zone = services.now(), services.service.timezone
    period = present_period(now, zone)
    if any(test.period == period for test in tests):
        return
    plan = Plan(services.service, load_stories(), Dice(new_seed(), "plan"))
    if not make_tests(plan, now, tests):
        return  # too little is left of it
    with rows.change() as changing:
        past = list(changing.tests.values())
        if any(test.period == period for test in past):
            return  # another watch was first
        for test in make_tests(plan, now, past):
            changing.put(test)


def _take(services: Services, watch: Identity, rows: TestRows, test: TestReport) -> None:
    now, zone = services.now(), services.service.timezone
    tend_trace(services.store, test, now)
    if clock.minute_of(now) < test.minute:
        return
    try:
        if is_due(test, services.service, now) and not ends_before(test.period, now, zone):
            file_test(services, test, now)
        reveal_if_answered(services, watch, rows, test)
    except RosterRefused:
        return  # nobody can send or answer anything now; the next turn looks again


def renew_tests(services: Services, watch: Identity) -> None:
    """Seal every row anew, at a time at which nothing need have happened.

    Only here is it noted that a test report was filed: a row that changed with the deposit would
    name it. From then on it is filed once and for all, even if somebody removes it.
    """
    rows = TestRows(services.store, watch)
    with rows.change() as changing:
        for test in list(changing.tests.values()):
            if test.state == PLANNED and was_filed(changing.connection, test):
                changing.put(replace(test, state=FILED))

"""The result of a quarter, once it is over: counted once, signed, and never changed.

Nothing is counted while a quarter runs: a live figure would show that something waits. What nobody
has answered by then is missed, and stays so in the figures; the report still waits for its answer.
"""

from collections.abc import Sequence
from dataclasses import replace

from reporting import limits
from reporting.duty import covered_hours
from reporting.identity import Identity
from reporting.period import Period
from reporting.servicefacts import DutyHours, PromiseFacts, Result, sign_facts, summarise
from reporting.services import Services
from reporting.store import Connection
from reporting.store.duty import list_absences, list_duties
from reporting.store.servicefacts import insert_facts, list_periods
from reporting.testreports.filing import was_filed
from reporting.testreports.plan import is_over
from reporting.testreports.rows import Changing, TestRows
from reporting.testreports.testreport import BLANK, PLANNED, TestReport


def uncounted(services: Services, tests: Sequence[TestReport]) -> list[Period]:
    """Return the quarters since the first test report that are over and have no figures yet."""
    if not tests:
        return []
    now, zone = services.now(), services.service.timezone
    with services.store.read() as connection:
        done = list_periods(connection)
    found, period = [], min(test.period for test in tests)
    while is_over(period, now, zone):
        if str(period) not in done:
            found.append(period)
        period = period.later(1)
    return found


def count_period(services: Services, watch: Identity, rows: TestRows, period: Period) -> None:
    """Put the results of a quarter into its figures, unless another watch was first."""
    with rows.change() as changing:
        if str(period) in list_periods(changing.connection):
            return
        filed = _all_filed(changing, period)
        _settle(changing, period)
        facts = _facts(services, changing, period, filed=filed)
        insert_facts(changing.connection, str(period), sign_facts(facts, watch.signing_seed))


def _all_filed(changing: Changing, period: Period) -> bool:
    """Say whether every test report that was planned is there, or was: none may drop out unseen."""
    planned = (t for t in changing.tests.values() if (t.period, t.state) == (period, PLANNED))
    return all(was_filed(changing.connection, test) for test in planned)


def _settle(changing: Changing, period: Period) -> None:
    """Count every test report of the quarter."""
    for test in list(changing.tests.values()):
        if test.period == period:
            changing.put(replace(_settled(changing.connection, test), counted=True))


def _settled(connection: Connection, test: TestReport) -> TestReport:
    """Return what was never filed as a blank, and what nobody has answered as missed."""
    if test.state == PLANNED and not was_filed(connection, test):
        return TestReport(test.number, test.period)
    return replace(test, missed=True, bucket=0) if test.is_open else test


def _facts(services: Services, changing: Changing, period: Period, *, filed: bool) -> PromiseFacts:
    tests = [test for test in changing.tests.values() if test.period == period]
    results = [Result(test.missed, test.bucket or 0) for test in tests if test.state != BLANK]
    complete = filed and len(tests) == limits.TEST_ROWS
    duty = _duty(changing.connection, services, period)
    return PromiseFacts(period, summarise(results, complete=complete), duty)


def _duty(connection: Connection, services: Services, period: Period) -> tuple[DutyHours, ...]:
    days = (period.first_day, period.last_day)
    rota = list_duties(connection, *days)
    absences = list_absences(connection, *days)
    zone = services.service.timezone
    return tuple(
        DutyHours(body, *covered_hours(rota, absences, body, days, zone))
        for body in services.service.bodies
    )

"""Filing a test report: composed, routed, sealed and stored as what a person sends.

The row of the test report is not touched: the deposit alone, found by its receipt, says that it
was filed. So its transaction is that of any deposit, and of two watches, or of one that is killed
and starts again, only one can store it.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from reporting import clock
from reporting.depositing import Prepared, prepare
from reporting.dice import Dice
from reporting.errors import Changed, NobodyLeft
from reporting.report import Report
from reporting.roster import Rosters
from reporting.service import Service
from reporting.services import Services
from reporting.store import Connection
from reporting.store.reports import find_by_locator, insert_deposit
from reporting.store.rosters import hold_rosters
from reporting.stories import compose, load_stories
from reporting.testreports.testreport import PLANNED, TestReport
from reporting.testreports.traces import put_trace


def is_due(test: TestReport, service: Service, now: datetime) -> bool:
    """Say whether a test report is to be filed now, if it has not been.

    Not any more once its answer would be late: otherwise whoever has the database could remove one
    that was not answered in time, put its row back from a copy, and have it measured anew.
    """
    hours = service.promise_of(test.organisation).acknowledge_hours
    window = range(test.minute, test.minute + hours * clock.MINUTES_AN_HOUR)
    return test.state == PLANNED and clock.minute_of(now) in window


def file_test(services: Services, test: TestReport, now: datetime) -> None:
    """File a test report, unless it has been filed."""
    with services.store.read() as connection:
        if was_filed(connection, test):
            return
    report = _compose(services.service, test)
    # Where nobody is left to read it a person could not send it either: it stays unfiled.
    with suppress(NobodyLeft, Changed):
        if report is not None:
            _store(services, test, report, now)


def was_filed(connection: Connection, test: TestReport) -> bool:
    """Say whether the report of a test report is there."""
    return find_by_locator(connection, test.words.keys().locator) is not None


def _compose(service: Service, test: TestReport) -> Report | None:
    """Return the report of a plan; None if the service or its accounts are not as they were."""
    stories = load_stories().get(test.language)
    if stories is None or test.story not in stories.stories:
        return None
    place = service.organisations.get(test.organisation)
    if place is None:
        return None
    areas = [area.code for area in place.areas]
    return compose(stories, test.story, test.organisation, test.seed, areas)


def _store(services: Services, test: TestReport, report: Report, now: datetime) -> None:
    rosters, moment = services.rosters.current(), _sent(test, now)
    prepared = _prepare(services.service, rosters, report, test, moment)
    with services.store.write() as connection:
        hold_rosters(connection, rosters.versions)  # or the next turn files it
        put_trace(connection, test, now)
        # Raises Changed where another watch was first: its locator is there once.
        insert_deposit(connection, prepared.deposit)


def _sent(test: TestReport, now: datetime) -> datetime:
    """Return any second of the last minute: a watch wakes at the same one each time."""
    return now - timedelta(seconds=Dice(test.seed, "second").below(clock.SECONDS_A_MINUTE))


def _prepare(
    service: Service, rosters: Rosters, report: Report, test: TestReport, now: datetime
) -> Prepared:
    try:
        return prepare(service, rosters, report, test.words, now)
    except NobodyLeft:
        # As somebody does who is told that nobody could read it: tick fewer who must not.
        return prepare(service, rosters, replace(report, struck=()), test.words, now)

"""Every receipt that was shown opens, and is in the reviewer's queue exactly once.

Many people send at the same time while processes are killed in the worst way; whoever gets an
error presses the button again, as people do.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from threading import Event

import pytest

from reporting import clock
from tests.support.journey import ANSWERS
from tests.support.running import Service, running, wait_until

CLIENTS = 64
REPORTS_EACH = 2
PATIENCE = 90  # seconds for one report, however often somebody has to try again


class Crowd:
    """Many people who report at once, and the words they were shown."""

    def __init__(self, service: Service) -> None:
        """Take note of where to report."""
        self.service = service
        self.shown: dict[str, str] = {}
        self.pause = Event()  # never set: only waited for

    def report(self, story: str) -> None:
        """Report, and try again in the same browser until a receipt is shown."""
        reporter = self.service.reporter(quick=True)
        until, why = clock.steady_now() + PATIENCE, ""
        while clock.steady_now() < until:
            try:
                words = reporter.write_report(dict(ANSWERS) | {"story": story})
            except (OSError, HTTPException, AssertionError) as error:
                words, why = "", repr(error)  # cut off, or an error page instead of a form
            if words:
                self.shown[story] = words
                return
            self.pause.wait(0.5)
        raise AssertionError(f"no receipt within {PATIENCE} seconds, at last because of {why}")

    def run(self, disturb: Callable[[], None]) -> None:
        """Let everybody report, and disturb them once some have their receipts."""
        with ThreadPoolExecutor(CLIENTS) as pool:
            reports = [
                pool.submit(self.report, f"Report {number} of many.")
                for number in range(CLIENTS * REPORTS_EACH)
            ]
            wait_until(lambda: len(self.shown) > CLIENTS // 4, "the first receipts")
            disturb()
            for report in reports:
                report.result()


def check_everything_is_there(service: Service, shown: dict[str, str]) -> None:
    """Open every receipt, and find every report once in the queue."""
    assert CLIENTS * REPORTS_EACH == len(shown)
    for words in shown.values():
        assert "/en/conversation" == service.reporter(quick=True).return_with(words).address
    reviewer = service.reviewer("north-reviewer-1", quick=True)
    queue = reviewer.list_cases()
    assert len(set(queue)) == len(queue)
    stories: Counter[str] = Counter()
    for case in queue:
        written = reviewer.open_case(case).by_class("written")
        stories[(written[0].text or "").strip()] += 1
    assert Counter(shown.keys()) == stories


@pytest.mark.slow
def test_killed_processes_lose_no_report_on_sqlite(tmp_path):
    """Workers, a gunicorn, and at the end every writer at once are killed with SIGKILL."""
    with running(tmp_path) as service:
        crowd = Crowd(service)

        def disturb() -> None:
            service.kill_workers("intake")
            wait_until(lambda: service.answers("intake"), "new workers")
            service.kill_master("intake")
            wait_until(lambda: service.answers("intake"), "a new gunicorn")
            for surface in ("intake", "desk", "statistics"):
                service.kill_workers(surface)

        crowd.run(disturb)
        service.stop()
        service.start()

        check_everything_is_there(service, crowd.shown)


@pytest.mark.slow
@pytest.mark.postgresql
def test_killed_processes_lose_no_report_on_postgresql(tmp_path, own_postgresql):
    """The database server itself is killed with SIGKILL and started again, and so is intake."""
    with running(tmp_path, own_postgresql.new_database()) as service:
        crowd = Crowd(service)

        def disturb() -> None:
            own_postgresql.kill_hard()
            own_postgresql.start()
            service.kill_workers("intake")
            wait_until(lambda: service.answers("intake"), "new workers")
            service.kill_master("intake")

        crowd.run(disturb)
        service.stop()
        own_postgresql.kill_hard()
        own_postgresql.start()
        service.start()

        check_everything_is_there(service, crowd.shown)

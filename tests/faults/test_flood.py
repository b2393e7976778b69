"""Made-up posts against real processes, ten thousand a minute, and a person who has to report.

How many of them leave a row is counted in tests/attacks/test_37_spam_flood.py, where time stands
still and no machine is too slow to make them.
"""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Event
from urllib.parse import urlencode

import pytest

from reporting import limits
from tests.support.gunicorn import children_of, serve
from tests.support.journey import ANSWERS, FORM, Reporter, through_port
from tests.support.running import Service, wait_until

POSTS, SECONDS, THREADS = 5_000, 30, 12
NEW_EVERY = 2  # posts of one made-up browser
PATIENCE = 10  # seconds for one page while the flood lasts, on a slow machine
FORM_PAGE = "/en/report/form"
RECEIPT = "/en/report/receipt"
STRICT = "tests.support.strict:create_app()"
TOKEN = re.compile(rb'name="csrf_token" value="([^"]*)"')
_pause = Event()  # never set: only waited for


class Flood:
    """Programs that post to the form until enough was posted, time is over, or it is stopped."""

    def __init__(self, port):
        self.port, self.until, self.places = port, time.monotonic() + SECONDS, count()
        self.stop = Event()

    def pour(self):
        """Post again and again, each few times as a new browser; return how often which status."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        statuses: dict[int, int] = {}
        cookie = token = ""
        while not self.stop.is_set() and time.monotonic() < self.until:
            place = next(self.places)
            if place >= POSTS:
                break
            try:
                if not cookie or place % NEW_EVERY == 0:
                    cookie, token = self.begin(connection)
                status = self.post(connection, cookie, token)
            except (HTTPException, OSError):
                connection.close()
                status = 0  # cut, or kept waiting: not answered with an error of ours
            statuses[status] = statuses.get(status, 0) + 1
        connection.close()
        return statuses

    def begin(self, connection):
        """Open the form as a new browser; return its cookie and the token of the form."""
        connection.request("GET", FORM_PAGE, headers={"Host": "localhost"})
        answer = connection.getresponse()
        token = TOKEN.search(answer.read())
        assert token is not None
        return answer.getheader("Set-Cookie", "").partition(";")[0], token[1].decode()

    def post(self, connection, cookie, token):
        """Post made-up answers; return the status."""
        body = urlencode({**ANSWERS, "story": "junk " * 200, "csrf_token": token}, doseq=True)
        headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": FORM}
        connection.request("POST", FORM_PAGE, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def report(send):
    """Report as a person does; return the slowest page in seconds, and what was said at the end."""
    slowest = 0.0

    def timed(*request):
        nonlocal slowest
        begun = time.monotonic()
        page = send(*request)
        slowest = max(slowest, time.monotonic() - begun)
        return page

    reporter = Reporter(timed)
    page = reporter.fill()
    if page.address == "/en/report/check":
        _pause.wait(limits.LEAST_SECONDS_TO_SEND)
        page = reporter.submit(reporter.next_form(), {})
    return slowest, page


@pytest.mark.slow
def test_a_flood_leaves_a_person_able_to_send(tmp_path):
    """Or told at once how else to report; no worker falls over, and afterwards all is as before."""
    service = Service(tmp_path)
    service.command("init", "--demo")
    settings = service.environment | {"REPORTING_INSECURE_HTTP": "1"}
    with (
        serve(STRICT, tmp_path / "output", environment=settings) as server,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        wait_until(lambda: server.get("/healthz") == 200, "intake does not answer")
        workers = set(children_of(server.process.pid))
        flood, ends = Flood(server.port), []
        pouring = [pool.submit(flood.pour) for _ in range(THREADS)]
        while not all(each.done() for each in pouring):
            ends.append(report(through_port(server.port, quick=True)))
        statuses = [each.result() for each in pouring]
        _pause.wait(limits.LEAST_SECONDS_TO_SEND)
        _, after = report(through_port(server.port, quick=True))
        alive = set(children_of(server.process.pid))

    assert workers == alive
    assert not [status for each in statuses for status in each if status >= 500]
    assert len(ends) >= 1
    for slowest, page in ends:
        assert slowest < PATIENCE
        told = page.status == 429 and "telephone" in page.body.decode()
        assert page.address == RECEIPT or told, page.text
    assert RECEIPT == after.address

"""Report, acknowledge, come back: in a browser, with everything restarted between the acts."""

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reporting import clock
from tests.browser.data import THANKS
from tests.browser.texts import ARABIC
from tests.support.browser import WAYS
from tests.support.journey import CODES

pytestmark = pytest.mark.browser

REPORTING = (sys.executable, "-m", "reporting")
STORY = "Demo text. I was told to speak English or leave.\n" + ARABIC
ANSWER = "Demo text. It was the counter on the ground floor."
REPLY = "Demo text. Thank you, that helps."
REFUSED = "ERR_CONNECTION_REFUSED"
SURFACES = ("intake", "desk", "statistics")
# A code counts once in half a minute, so each way of using the service has its own reviewer.
REVIEWERS = ("north-reviewer-1", "north-reviewer-3", "north-lead-1", "north-lead-2")

RESTARTED = (WAYS[0], WAYS[-1])  # starting takes long, and knows nothing of screens


def free_binds() -> dict[str, str]:
    """Return a free address for each surface."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in SURFACES]
    binds = [f"127.0.0.1:{listener.getsockname()[1]}" for listener in listeners]
    for listener in listeners:
        listener.close()
    return dict(zip(SURFACES, binds, strict=True))


@dataclass
class Service:
    """The whole service as people start it, and where it answers."""

    folder: Path
    binds: dict[str, str] = field(default_factory=free_binds)
    process: "subprocess.Popen[str] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """What an operator sets."""
        binds = {f"REPORTING_{name.upper()}_BIND": bind for name, bind in self.binds.items()}
        return os.environ | binds | {"REPORTING_INSTANCE": str(self.folder)}

    def init(self) -> dict[str, dict[str, str]]:
        """Make the demo; return its accounts by user name."""
        subprocess.run(
            [*REPORTING, "init", "--demo"], env=self.environment, check=True, capture_output=True
        )
        demo = json.loads((self.folder / "demo.json").read_text("utf-8"))
        return {account["username"]: account for account in demo["accounts"]}

    def start(self) -> None:
        """Start everything and wait until all of it answers."""
        self.process = subprocess.Popen(
            [*REPORTING, "serve"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
        )
        assert self.process.stdout is not None
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line.startswith("Everything is running"):
                return
        raise AssertionError("".join(said))

    def stop(self) -> None:
        """Stop everything, as Ctrl-C does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            assert self.process.stdout is not None
            self.process.stdout.read()
            assert 0 == self.process.wait()
            self.process.stdout.close()
            self.process = None

    def restart(self) -> None:
        """Stop and start everything."""
        self.stop()
        self.start()

    def url(self, surface: str, path: str = "/") -> str:
        """Return an address."""
        return f"http://{self.binds[surface]}{path}"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A running service with the accounts of its demo."""
    running = Service(tmp_path_factory.mktemp("service") / "instance")
    accounts = running.init()
    running.start()
    yield running, accounts
    running.stop()


def go_on(page, selector):
    """Press what leads to another page."""
    with page.expect_navigation():
        page.click(selector)


def write_report(page, address):
    """Act one: from the first page to the eight words."""
    page.goto(address)
    go_on(page, "text=Tell us in one page")
    page.check("input[name=safety][value=safe]")
    page.check("input[name=organisation][value=council]")
    page.check("input[name=reporter_role][value=tenant]")
    page.check("input[name=conduct][value=joke_banter]")
    page.fill("#story", STORY)
    page.check("input[name=about][value=colleague]")
    page.check("input[name=struck][value=director]")
    go_on(page, "text=Check your answers")
    assert ARABIC in page.inner_text("main")
    go_on(page, "text=Send your report")
    numbers = page.locator("#receipt-numbers li").all_inner_texts()
    return page.locator("#receipt li").all_inner_texts(), " ".join(numbers)


def sign_in(page, address, account):
    """Sign in at the desk."""
    page.goto(address)
    page.fill("#username", account["username"])
    page.fill("#passphrase", account["passphrase"])
    page.fill("#code", CODES.next(account["totp_secret"], clock.system_now()))
    go_on(page, "main button")
    assert page.url.endswith("/cases")


def say(page, text):
    """Write a message and send it."""
    page.fill("#message", text)
    go_on(page, "main form:has(#message) button")


def forgive_restarts(visitors):
    """Forget that a browser asked for the little icon of a page while nothing was running."""
    for visitor in visitors:
        visitor.problems[:] = [each for each in visitor.problems if REFUSED not in each]


def as_typed(words, numbers, way):
    """Return the receipt as different people copy it."""
    if way.script:
        return numbers
    return "-".join(words).upper() if way == WAYS[0] else "\n".join(words)


@pytest.mark.parametrize(("way", "username"), list(zip(WAYS, REVIEWERS, strict=True)), ids=str)
def test_the_three_acts(visit, service, way, username):
    """A report is sent, acknowledged and talked about, even if everything is restarted twice."""
    running, accounts = service
    visitors = visit(way), visit(way)
    reporter, reviewer = (visitor.page for visitor in visitors)

    words, numbers = write_report(reporter, running.url("intake"))
    go_on(reporter, "text=I have them")
    if way in RESTARTED:
        running.restart()
    sign_in(reviewer, running.url("desk", "/"), accounts[username])
    go_on(reviewer, "text=Waiting for acknowledgement")
    waiting = reviewer.locator("[data-case]")
    left = waiting.inner_text()
    go_on(reviewer, "[data-case] a")
    reviewer.goto(reviewer.url.partition("/opening")[0])  # its own address shows it at once
    report = reviewer.inner_text("#report")
    say(reviewer, THANKS)
    if way in RESTARTED:
        running.restart()
    reporter.goto(running.url("intake"))
    go_on(reporter, "text=Come back with your words")
    reporter.fill("#receipt", as_typed(words, numbers, way))
    go_on(reporter, "#continue button")
    acknowledgement = reporter.locator(".message .written").all_inner_texts()
    say(reporter, ANSWER)
    reviewer.reload()
    answered = reviewer.locator(".message .written").all_inner_texts()
    say(reviewer, REPLY)
    reporter.reload()
    forgive_restarts(visitors)

    assert 8 == len(words)
    assert "hours left" in left
    assert ARABIC in report
    assert "My director" in report
    assert [THANKS] == acknowledgement
    assert [THANKS, ANSWER] == answered
    assert [THANKS, ANSWER, REPLY] == reporter.locator(".message .written").all_inner_texts()


def test_nobody_shut_out_sees_anything(visit, service):
    """Neither a reviewer with a declared connection nor the other body finds a report."""
    running, accounts = service
    reporter, standby, excluded = (visit(WAYS[1]).page for _ in range(3))

    write_report(reporter, running.url("intake"))
    sign_in(standby, running.url("desk", "/"), accounts["south-lead-1"])
    sign_in(excluded, running.url("desk", "/"), accounts["north-reviewer-2"])

    assert "There is no report to show here." in excluded.inner_text("main")
    assert "There is no report to show here." in standby.inner_text("main")
    assert 0 == excluded.locator("[data-case]").count()

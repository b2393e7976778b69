"""The browser and the checkers find what they are there to find."""

import hashlib
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.support import axe, nu
from tests.support.browser import DESKTOP, WAYS, Way

pytestmark = pytest.mark.browser

GOOD = (
    b'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>A page</title>'
    b'<meta name="viewport" content="width=device-width"></head>'
    b"<body><main><h1>A page</h1><p>Words.</p></main></body></html>\n"
)
NO_LANGUAGE = GOOD.replace(b' lang="en"', b"")
NO_LABEL = GOOD.replace(b"Words.", b'<input name="word">')
TWICE = GOOD.replace(b"Words.", b'<b id="a">one</b><b id="a">two</b>')
SCRIPT = GOOD.replace(b"</body>", b"<script>document.title = 'Scripted'</script></body>")
FOREIGN = GOOD.replace(b"</body>", b'<img src="https://example.org/x.png" alt=""></body>')
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, html, policy, *arguments):
        self.html, self.policy = html, policy
        super().__init__(*arguments)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(self.html)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def serve():
    """Serve one page on this machine and return its address."""
    servers = []

    def start(html, policy="default-src 'none'"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, html, policy))
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/page"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_axe_passes_a_good_page(visit, serve, way):
    """A sound page under the strictest policy gives no finding, with script and without."""
    visitor = visit(way)
    visitor.page.goto(serve(GOOD))

    findings = axe.check_page(visitor)

    assert [] == findings


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize(("html", "rule"), [(NO_LANGUAGE, "html-has-lang"), (NO_LABEL, "label")])
def test_axe_finds_what_is_wrong(visit, serve, way, html, rule):
    """A lost language and a lost label are found, with script and without."""
    visitor = visit(way)
    visitor.page.goto(serve(html))

    findings = axe.check_page(visitor)

    assert [rule] == [finding.rule for finding in findings]


@pytest.mark.parametrize(("script", "title"), [(True, "Scripted"), (False, "A page")])
def test_script_is_on_or_off(visit, serve, script, title):
    """A visitor without script runs none."""
    visitor = visit(Way(script, DESKTOP))

    visitor.page.goto(serve(SCRIPT, "script-src 'unsafe-inline'"))

    assert title == visitor.page.title()


def test_other_machines_are_out_of_reach(visit, serve):
    """A picture from elsewhere is not fetched, and is told."""
    visitor = visit(WAYS[0])

    visitor.page.goto(serve(FOREIGN, "img-src *"))

    assert ["asked another machine: https://example.org/x.png"] == visitor.problems[:1]
    visitor.problems.clear()


def test_a_breach_of_policy_is_told(visit, serve):
    """A script that the policy forbids is a problem of the page."""
    visitor = visit(Way(script=True, size=DESKTOP))

    visitor.page.goto(serve(SCRIPT))

    assert any("Content Security Policy" in problem for problem in visitor.problems)
    visitor.problems.clear()


def test_nu_tells_pages_apart():
    """Of a good and a bad page in one run, the bad one is named with what is wrong."""
    findings = nu.check_html([("good", GOOD), ("twice", TWICE)])

    assert {"twice"} == {finding.page for finding in findings}
    assert any("Duplicate ID" in finding.message for finding in findings)


def test_axe_is_the_published_one():
    """The checker beside these tests is axe-core 4.14.1 as published, byte for byte."""
    assert AXE_SHA256 == hashlib.sha256(axe.SCRIPT.read_bytes()).hexdigest()

"""Attack 14: somebody sets up a copy of the form at an address that looks like ours.

What a person can compare is on the form; what keeps browsers and authorities from the copy is
looked at from outside by `reporting check --address`, here at servers of this machine.
"""

import json
import socket
import struct
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from click.testing import CliRunner

from reporting.cli import main
from reporting.errors import SettingError
from reporting.outside import caa
from reporting.outside.caa import CAA, NoAnswer, issuers_of, system_resolver
from reporting.outside.looking import HSTS, find_address_faults
from reporting.web.headers import ALWAYS
from tests.support.certificates import make_certificate

HOST, LIST, RESOLVER = "reports.example", "list.example", "192.0.2.53"
ADDRESS, LIST_ADDRESS = f"https://{HOST}/", f"https://{LIST}/status"
RIGHT = ALWAYS[HSTS]
ISSUE = b"\0\x05issueauthority.example"


class Handler(BaseHTTPRequestHandler):
    """Answers every GET with one status, headers and body, and names no program."""

    def __init__(self, status, headers, body, asked, *arguments):
        self.status, self.sent, self.body, self.asked = status, headers, body, asked
        super().__init__(*arguments)

    def do_GET(self):
        """Answer."""
        self.asked.append(self.path)
        self.send_response_only(self.status)
        for name, value in self.sent.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def web(status, headers, body=b"ok", context=None):
    """Serve that on a port of this machine; give the port and what was asked for."""
    asked: list[str] = []
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, status, headers, body, asked), bind_and_activate=True
    )
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a refused handshake
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def names(zone, code=0):
    """Answer questions for CAA from `zone`, which has records by name; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=answer_names, args=(listening, zone, code))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def answer_names(listening, zone, code):
    """Answer each connection's one question until the socket is shut."""
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as stream:
            question = stream.read(int.from_bytes(stream.read(2), "big"))
            at, labels = 12, []
            while question[at]:
                labels.append(question[at + 1 : at + 1 + question[at]].decode())
                at += 1 + question[at]
            records = zone.get(".".join(labels), [])
            head = question[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(records), 0, 0)
            body = b"".join(
                b"\xc0\x0c" + struct.pack(">HHIH", CAA, 1, 60, len(data)) + data for data in records
            )
            answer = head + question[12:] + body
            connection.sendall(len(answer).to_bytes(2, "big") + answer)


class Outside:
    """The world as seen from outside: a service, its clear twin, a resolver and a list."""

    def __init__(self, folder, monkeypatch):
        self.stack, self.monkeypatch = ExitStack(), monkeypatch
        self.certificates = {
            host: make_certificate(folder / host, host=host) for host in (HOST, LIST)
        }
        believed = folder / "believed.pem"
        believed.write_bytes(b"".join(c.ca_file.read_bytes() for c in self.certificates.values()))
        monkeypatch.setenv("SSL_CERT_FILE", str(believed))
        self.ports: dict[tuple[str, int], int] = {}
        create = socket.create_connection
        monkeypatch.setattr(
            socket, "create_connection", lambda place, *rest, **_: create(self.place(place), *rest)
        )
        self.service(ALWAYS)
        self.clear(301, {"Location": ADDRESS})
        self.zone({HOST: [ISSUE]})
        self.list("preloaded")

    def place(self, place):
        """Return where a name and a port lead, on this machine alone."""
        if place not in self.ports:
            raise ConnectionRefusedError
        return ("127.0.0.1", self.ports[place])

    def open(self, place, made):
        """Have a server answer for a name and a port."""
        opened = self.stack.enter_context(made)
        self.ports[place] = opened[0] if isinstance(opened, tuple) else opened
        return opened

    def service(self, headers, status=200, host=HOST):
        """Serve a page with these headers."""
        context = self.certificates[host].context
        self.open((HOST, 443), web(status, headers, context=context))

    def clear(self, status, headers):
        """Serve the same name in clear."""
        self.open((HOST, 80), web(status, headers))

    def zone(self, records, code=0):
        """Answer for names."""
        self.open((RESOLVER, 53), names(records, code))

    def list(self, status):
        """Be the list that browsers bring along; return what was asked of it."""
        body = json.dumps({"name": HOST, "status": status}).encode()
        context = self.certificates[LIST].context
        return self.open((LIST, 443), web(200, {}, body, context))[1]

    def faults(self):
        """Return what is found."""
        return list(find_address_faults(ADDRESS, (RESOLVER, 53), LIST_ADDRESS))


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """Everything in order."""
    made = Outside(tmp_path, monkeypatch)
    yield made
    made.stack.close()


def test_the_form_shows_the_numbers_that_posters_have(world):
    """Those of the roots, which stay, and that of the rosters in force, before anything is sent."""
    reporter = world.reporter()
    reporter.fill()

    shown = ["".join(element.itertext()) for element in reporter.page.main.iter("bdi")]

    roots = world.instance.load_roots().values()
    assert {root.fingerprint for root in roots} <= set(shown)
    assert world.services("intake").rosters.current().fingerprint in shown
    assert "If one differs, do not send, and telephone." in reporter.page.text


def test_a_service_in_order_has_no_fault(outside):
    """Certificate, headers, redirect, CAA and list; the list is asked for our host alone."""
    asked = outside.list("preloaded")

    assert [] == outside.faults()
    assert [f"/status?domain={HOST}"] == asked


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (None, "sends no Strict-Transport-Security"),
        ("includeSubDomains; preload", "sends no Strict-Transport-Security"),
        ("max-age=3600; includeSubDomains; preload", "max-age below a year"),
        ("max-age=63072000; preload", "lacks includeSubDomains"),
        ("max-age=63072000; includeSubDomains", "lacks preload"),
    ],
)
def test_hsts_that_browsers_do_not_take_is_told(outside, sent, said):
    """One sentence for what is missing."""
    outside.service({**ALWAYS, HSTS: sent} if sent else without(HSTS))

    [fault] = outside.faults()

    assert said in fault


def without(name):
    """Return the headers of the service but one."""
    return {key: value for key, value in ALWAYS.items() if key != name}


def test_hsts_may_be_written_in_other_ways(outside):
    """As RFC 6797 lets proxies write it."""
    outside.service({**ALWAYS, HSTS: 'PRELOAD;includesubdomains ; MAX-AGE="31536000"'})

    assert [] == outside.faults()


def test_what_a_proxy_changes_is_told(outside):
    """A header of the service that is missing or another, and the name of the proxy."""
    changed = without("Referrer-Policy") | {"X-Frame-Options": "SAMEORIGIN", "Server": "proxy/1"}
    outside.service(changed)

    said = " ".join(outside.faults())

    for name in ("Referrer-Policy", "X-Frame-Options", "Server"):
        assert name in said


def test_a_certificate_for_another_name_is_told(outside):
    """And nothing else is looked at: it would be another's."""
    outside.service(ALWAYS, host=LIST)

    [fault] = outside.faults()

    assert f"The certificate of {HOST} is not believed" in fault


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {}),
        (302, {"Location": ADDRESS}),
        (301, {"Location": "https://other.example/"}),
        (301, {"Location": f"https://{HOST}.other.example/"}),
    ],
)
def test_a_page_in_clear_is_told(outside, status, headers):
    """A page, a redirect for the moment, or one that leads elsewhere."""
    outside.clear(status, headers)

    [fault] = outside.faults()

    assert f"http://{HOST}/ does not lead to" in fault


def test_nobody_in_clear_is_as_good(outside):
    """Port 80 need not be open."""
    del outside.ports[(HOST, 80)]

    assert [] == outside.faults()


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ({}, "No CAA record says"),
        ({HOST: [b"\0\x05iodefmailto:a@b.example"]}, "lets nobody issue"),
        ({HOST: [b"\0\x05issue;"]}, "lets nobody issue"),
    ],
)
def test_a_zone_that_lets_everybody_or_nobody_issue_is_told(outside, zone, said):
    """With the record to add."""
    outside.zone(zone)

    [fault] = outside.faults()

    assert said in fault


def test_the_nearest_name_that_says_anything_counts(outside):
    """A council's own record holds for the names below it, unless these have their own."""
    outside.zone({"council.example": [ISSUE], "a.council.example": [b"\0\x05issueother.example"]})

    assert ("authority.example",) == issuers_of("x.b.council.example", (RESOLVER, 53))
    assert ("other.example",) == issuers_of("x.a.council.example", (RESOLVER, 53))
    assert issuers_of("elsewhere.example", (RESOLVER, 53)) is None


@pytest.mark.parametrize("code", [2, 5])
def test_a_resolver_that_refuses_is_told(outside, code):
    """It is never taken for a zone without a record."""
    outside.zone({}, code)

    [fault] = outside.faults()

    assert "did not say who may issue" in fault


def test_bytes_that_are_no_answer_are_none(outside, monkeypatch):
    """Whatever a resolver sends."""
    for answer in (b"", b"x" * 11, b"\xff" * 40, b"\0\0\x81\x80\0\1\0\1\0\0\0\0"):
        monkeypatch.setattr(caa, "_exchange", lambda *_, answer=answer: answer)
        with pytest.raises(NoAnswer):
            issuers_of(HOST, (RESOLVER, 53))


def test_the_resolver_is_that_of_the_system(tmp_path):
    """The first of them; without one there is no answer."""
    path = tmp_path / "resolv.conf"
    path.write_text("# one\nsearch a.example\nnameserver 192.0.2.1\nnameserver 192.0.2.2\n")

    assert ("192.0.2.1", 53) == system_resolver(path)
    with pytest.raises(NoAnswer):
        system_resolver(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("status", "said"), [("unknown", "is not on the list"), ("pending", "look again later")]
)
def test_what_browsers_do_not_know_yet_is_told(outside, status, said):
    """With what to do."""
    outside.list(status)

    [fault] = outside.faults()

    assert said in fault


def test_a_list_that_does_not_answer_is_told(outside):
    """As not known, and not as in order."""
    del outside.ports[(LIST, 443)]

    [fault] = outside.faults()

    assert "did not say whether browsers know" in fault


@pytest.mark.parametrize(
    "address",
    [
        "http://reports.example/", "https://reports.example/x", "https://reports.example:444/",
        "https://a@reports.example/", "https://reports.example/?x", "reports.example", "https://",
        "https://localhost/", "https://reports..example/", "https://[::1", "https://a b.example/",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(address):
    """Before anybody is asked."""
    with pytest.raises(SettingError, match="is not an address"):
        list(find_address_faults(address))


def test_the_command_tells_it_and_ends_with_the_right_code(outside):
    """1 where something is to be done, 2 where nobody answers; no instance is needed."""
    outside.monkeypatch.setattr(
        "reporting.cli.upkeep.find_address_faults",
        partial(find_address_faults, preload_list=LIST_ADDRESS),
    )
    arguments = ["check", "--address", ADDRESS, "--resolver", RESOLVER]
    right = CliRunner().invoke(main, arguments)
    outside.zone({})
    wrong = CliRunner().invoke(main, arguments)
    del outside.ports[(HOST, 443)]
    away = CliRunner().invoke(main, arguments)

    assert (0, "Everything that was checked is in order.\n") == (right.exit_code, right.output)
    assert (1, True) == (wrong.exit_code, "No CAA record" in wrong.output)
    assert (2, True) == (away.exit_code, "nobody answers" in away.output.lower())

"""A surface keeps answering whatever slow and malformed clients do."""

import re
import socket

import pytest

from reporting import limits
from reporting.web.headers import ALWAYS
from tests.support.gunicorn import serve

HOST = b"Host: localhost\r\n"
GET = b"GET /healthz HTTP/1.1\r\n" + HOST
POST = b"POST /send HTTP/1.1\r\n" + HOST + b"Content-Type: application/x-www-form-urlencoded\r\n"
PROMPT = 3.0  # seconds within which somebody else is answered, on a slow machine
CANARY = "canary-31c9"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One process with eight threads and short limits."""
    output = tmp_path_factory.mktemp("served") / "output"
    options = ("--worker-class", "tests.serving.quick.QuickWorker", "--workers", "1")
    with serve("tests.serving.quick:create_app()", output, "--name", "tiny", *options) as running:
        assert 200 == running.get("/healthz")
        yield running


def receive_all(connection):
    """Return everything until the other end closes."""
    received = b""
    while True:
        try:
            data = connection.recv(65_536)
        except ConnectionResetError:
            return received
        if not data:
            return received
        received += data


def exchange(server, sent):
    """Send bytes on a new connection and return everything that comes back."""
    with server.connect() as connection:
        connection.sendall(sent)
        return receive_all(connection)


def statuses(received):
    """Return the status of every answer in what was received."""
    return [int(status) for status in re.findall(rb"^HTTP/1.1 (\d+)", received, re.MULTILINE)]


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /healthz HT",
        GET + b"X-Slow: ",
        POST + b"Content-Length: 10\r\n\r\na=b",
    ],
)
def test_a_request_that_never_ends_is_cut(server, begun):
    """Half a head and half a body are answered with 408 in time, and the connection closes."""
    assert [408] == statuses(exchange(server, begun))


def test_a_connection_that_says_nothing_is_closed(server):
    """Silence is not answered."""
    assert b"" == exchange(server, b"")


@pytest.mark.parametrize("begun", [b"", GET, POST + b"Content-Length: 99999\r\n\r\na=b"])
def test_many_slow_clients_keep_nobody_waiting(server, begun):
    """While 64 connections dawdle on eight threads, somebody else is answered at once."""
    slow = [server.connect() for _ in range(64)]
    try:
        for connection in slow:
            connection.sendall(begun)

        assert 200 == server.get("/healthz", timeout=PROMPT)
    finally:
        for connection in slow:
            connection.close()


def test_clients_that_do_not_read_keep_nobody_waiting(server):
    """Sixteen clients ask for megabytes and take nothing; somebody else is answered."""
    slow = []
    for _ in range(16):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(b"GET /big/9000000 HTTP/1.1\r\n" + HOST + b"\r\n")
        slow.append(connection)

    try:
        assert 200 == server.get("/healthz", timeout=2 * PROMPT)
        assert all(len(receive_all(connection)) < 9_000_000 for connection in slow)
    finally:
        for connection in slow:
            connection.close()


def test_more_connections_than_there_may_be_keep_nobody_out(server):
    """Where all places are taken, the one that has waited longest makes room."""
    slow = [server.connect() for _ in range(limits.CONNECTIONS + 20)]
    try:
        assert 200 == server.get("/healthz", timeout=PROMPT)
    finally:
        for connection in slow:
            connection.close()


def test_clients_that_stay_after_the_answer_keep_nobody_waiting(server):
    """Closing politely waits for the other end, but not in the loop that serves everybody."""
    staying = [server.connect() for _ in range(32)]
    try:
        for connection in staying:
            connection.sendall(GET + b"Connection: close\r\n\r\n")

        assert 200 == server.get("/healthz", timeout=PROMPT)
    finally:
        for connection in staying:
            connection.close()


def test_a_request_in_many_pieces_is_a_request(server):
    """Slow but in time is fine: every byte may come by itself."""
    whole = POST + b"Content-Length: 3\r\nConnection: close\r\n\r\na=b"
    with server.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for place in range(len(whole)):
            connection.sendall(whole[place : place + 1])

        assert [400] == statuses(receive_all(connection))


def test_a_connection_serves_several_requests(server):
    """A browser may keep its connection for a moment."""
    with server.connect() as connection:
        for _ in range(3):
            connection.sendall(GET + b"\r\n")
            received = connection.recv(65_536)
            while not received.endswith(b"well"):
                received += connection.recv(65_536)
            assert [200] == statuses(received)


def test_a_large_page_arrives_whole(server):
    """What is larger than a buffer is sent all the same."""
    received = exchange(
        server, b"GET /big/900000 HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    )

    assert 900_000 == len(received.partition(b"\r\n\r\n")[2])


def test_a_body_over_the_limit_is_answered_without_waiting_for_it(server):
    """The answer comes from the application, at once, and the connection closes."""
    received = exchange(server, POST + b"Content-Length: 999999999\r\n\r\na=b")

    assert [413] == statuses(received)
    assert b"Connection: close" in received


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", {400}),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", {400}),
        (b"Content-Length: 3\r\nContent-Length: 3\r\n", {400}),
        (b"Content-Length: 3\r\nContent-Length: 40\r\n", {400}),
        (b"Content-Length: 3, 3\r\n", {400}),
        (b"Content-Length: +3\r\n", {400}),
        (b"Content-Length: -3\r\n", {400}),
        (b"Content-Length: 0x3\r\n", {400}),
        (b"Content-Length : 3\r\n", {400}),
        (b"Content-Length:\r\n 3\r\n", {400}),
        (b"X: a\r\n b\r\nContent-Length: 3\r\n", {400}),
        (b"Content-Length: 3\nX: a\r\n", {400}),
        (b"X: a\rContent-Length: 3\r\n", {400}),
        (b"X: \0\r\n", {400}),
        (b"Transfer-Encoding: chunked\r\n", {411}),
        (b"Transfer-Encoding: xchunked\r\n", {400, 411}),
        (b"Transfer-Encoding: chunked, identity\r\n", {400, 411}),
        (b"Transfer-Encoding:\x0bchunked\r\n", {400, 411}),
        (b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", {400, 411}),
        (b"Expect: nonsense\r\n", {417}),
        (b"".join(b"X-%d: a\r\n" % number for number in range(200)), {431}),
        (b"X: " + b"a" * 9000 + b"\r\n", {431}),
        (b"X: " + b"a" * (limits.HEAD_BYTES + 1000) + b"\r\n", {431}),
    ],
)
def test_an_ambiguous_request_is_refused_and_hides_no_second_one(server, head, expected):
    """Two readings of a length, folded headers and the like get one answer and a closed door."""
    hidden = b"a=b" + GET + b"\r\n"

    received = exchange(server, POST + head + b"\r\n" + hidden)

    assert 1 == len(statuses(received))
    assert set(statuses(received)) <= expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n", 414),
        (b"nonsense\r\n", 400),
        (b"GET /healthz HTTP/9.9\r\n", 400),
        (b"get /healthz HTTP/1.1\r\n", 400),
        (b"GET http://[/ HTTP/1.1\r\n", 400),
        (b"\x16\x03\x01 hello TLS\r\n", 400),
        (f"GET /{CANARY} {CANARY} HTTP/1.1\r\n".encode(), 400),
    ],
)
def test_a_malformed_line_is_refused_without_repeating_it(server, line, expected):
    """The answer is our own: our headers, one sentence, nothing of what was sent."""
    received = exchange(server, line + HOST + b"\r\n")

    assert [expected] == statuses(received)
    assert CANARY.encode() not in received
    for name, value in ALWAYS.items():
        assert f"{name}: {value}\r\n".encode() in received


def test_a_second_request_at_once_is_left_to_a_new_connection(server):
    """Bytes beyond a request are never taken for another: the connection closes."""
    received = exchange(server, GET + b"\r\n" + GET + b"\r\n")

    assert [200] == statuses(received)


def test_no_answer_tells_which_server_it_is(server):
    """Neither pages nor refusals carry a Server header."""
    for sent in (GET + b"Connection: close\r\n\r\n", b"nonsense\r\n\r\n"):
        assert b"server:" not in exchange(server, sent).lower()


def test_the_process_writes_nothing_that_was_sent(server):
    """Pages, errors and malformed requests leave no word and no address in the output."""
    for sent in (
        f"GET /broken?with={CANARY} HTTP/1.1\r\nUser-Agent: {CANARY}\r\n".encode() + HOST,
        f"GET /{CANARY} HTTP/1.1\r\nX-{CANARY}: {CANARY}\r\n".encode() + HOST,
        f"GET / HTTP/1.1\r\n{CANARY}\r\n".encode() + HOST,
    ):
        exchange(server, sent + b"Connection: close\r\n\r\n")

    written = server.written()

    assert '"exception": "RuntimeError"' in written
    assert CANARY not in written
    assert "127.0.0.1" not in written

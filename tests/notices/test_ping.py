"""The ping: one request that says nothing, to where it was meant and nowhere else."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

from reporting import limits
from reporting.notices.ping import ping
from tests.support.certificates import make_certificate

HOST = "127.0.0.1"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def asked_at(answer=ANSWER, context=None) -> Iterator[tuple[int, list[bytes]]]:
    """Give a port where one request is answered, and what it was."""
    requests: list[bytes] = []
    with closing(socket.create_server((HOST, 0))) as listening:
        answering = threading.Thread(
            target=_answer, args=(listening, requests, answer, context), daemon=True
        )
        answering.start()
        yield listening.getsockname()[1], requests
        answering.join(10)


def _answer(listening, requests, answer, context):
    plain, _ = listening.accept()
    try:
        with context.wrap_socket(plain, server_side=True) if context else plain as sock:
            requests.append(sock.recv(4096))
            sock.sendall(answer)
    except OSError:
        return


def test_a_ping_says_nothing():
    """A path, a host, and the wish to end: no agent, no cookie, no number."""
    with asked_at() as (port, requests):
        answered = ping(f"http://{HOST}:{port}/alive")

    assert answered
    wanted = f"GET /alive HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n"
    assert [wanted.encode()] == requests


def test_a_ping_is_encrypted_to_whom_it_is_meant_for(certificate, monkeypatch):
    """A certificate that nobody vouches for is told nothing."""
    with asked_at(context=certificate.context) as (port, requests):
        refused = ping(f"https://{HOST}:{port}")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.ca_file))
    with asked_at(context=certificate.context) as (port, believed):
        answered = ping(f"https://{HOST}:{port}")

    assert (False, True) == (refused, answered)
    assert ([], 1) == (requests, len(believed))


def test_a_certificate_for_another_host_is_not_believed(tmp_path, monkeypatch):
    """Whoever turns a name to their own machine learns nothing."""
    other = make_certificate(tmp_path, host="ping.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other.ca_file))

    with asked_at(context=other.context) as (port, requests):
        assert not ping(f"https://{HOST}:{port}")

    assert [] == requests


def test_a_name_that_leads_inside_is_not_asked(monkeypatch):
    """The file was checked for its words; here counts the machine that answers."""
    create = socket.create_connection

    with asked_at() as (port, requests):
        monkeypatch.setattr(
            socket, "create_connection", lambda _address, wait: create((HOST, port), wait)
        )
        assert not ping("http://ping.example/alive")

    assert [b""] == requests


def test_a_redirect_is_not_followed():
    """One request, whatever is answered to it."""
    with asked_at() as (elsewhere, never):
        moved = f"HTTP/1.1 302 Found\r\nLocation: http://{HOST}:{elsewhere}/\r\n\r\n".encode()
        with asked_at(moved) as (port, requests):
            assert ping(f"http://{HOST}:{port}")
        with closing(socket.create_connection((HOST, elsewhere))):
            pass

    assert 1 == len(requests)
    assert [b""] == never


def test_no_proxy_of_the_environment_is_used(monkeypatch):
    """It would learn whom we ping."""
    with asked_at() as (proxy, never), asked_at() as (port, requests):
        monkeypatch.setenv("http_proxy", f"http://{HOST}:{proxy}")
        assert ping(f"http://{HOST}:{port}")
        with closing(socket.create_connection((HOST, proxy))):
            pass

    assert 1 == len(requests)
    assert [b""] == never


def test_nobody_there_is_no_error():
    """The watch goes on."""
    with closing(socket.create_server((HOST, 0))) as listening:
        port = listening.getsockname()[1]

    assert not ping(f"http://{HOST}:{port}/")


def test_somebody_who_says_nothing_is_left(monkeypatch):
    """The wait has an end."""
    monkeypatch.setattr(limits, "PING_SECONDS", 0.1)
    with closing(socket.create_server((HOST, 0))) as listening:
        assert not ping(f"http://{HOST}:{listening.getsockname()[1]}/")

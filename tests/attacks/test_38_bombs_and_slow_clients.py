"""Attack 38: bombs in compressed bodies, huge forms, and clients that send a byte a minute."""

import gzip
import socket

import pytest

from reporting import limits
from tests.support.gunicorn import serve
from tests.support.journey import FORM

ADDRESSES = ["/en/report/form", "/en/return"]
SECONDS = 20  # after which a slow body must have been cut


def part(number):
    """Return one part of a multipart body."""
    return f'--edge\r\nContent-Disposition: form-data; name="f{number}"\r\n\r\n1\r\n'


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "x"])
def test_nothing_is_ever_unpacked(world, address, coding):
    """A compressed body is refused unread, whatever it would have become."""
    bomb = gzip.compress(bytes(1_000_000))

    page = world.reporter().request(
        "POST", address, bomb, (("Content-Encoding", coding), ("Content-Type", FORM))
    )

    assert 415 == page.status


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("parts", "refused"), [(100, False), (101, True)])
def test_too_many_parts_get_413(world, address, parts, refused):
    """A hundred parts are more than any form of ours has."""
    body = "".join(part(number) for number in range(parts)) + "--edge--\r\n"

    page = world.reporter().request(
        "POST",
        address,
        body.encode(),
        (("Content-Type", "multipart/form-data; boundary=edge"),),
    )

    assert refused == (413 == page.status)


@pytest.mark.parametrize("address", ADDRESSES)
def test_too_many_fields_get_413(world, address):
    """The same holds for the other encoding."""
    body = "&".join(f"f{number}=1" for number in range(limits.FORM_FIELDS + 1))

    page = world.reporter().request("POST", address, body.encode())

    assert 413 == page.status


def test_a_slow_body_is_cut(tmp_path):
    """Half a form that never goes on is answered and closed; others are served meanwhile."""
    assert limits.HEAD_SECONDS + limits.BODY_SECONDS <= SECONDS
    with serve(
        "tests.serving.quick:create_app()",
        tmp_path / "output",
        *("--worker-class", "tests.serving.quick.QuickWorker", "--workers", "1"),
    ) as server:
        slow = [server.connect() for _ in range(limits.THREADS * 4)]
        for connection in slow:
            connection.sendall(
                b"POST /send HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf"
            )

        assert 200 == server.get("/healthz")
        for connection in slow:
            connection.settimeout(SECONDS)
            assert b" 408 " in connection.recv(65_536)
            connection.shutdown(socket.SHUT_RDWR)
            connection.close()

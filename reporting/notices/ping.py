"""The outside ping: one request a turn to an address of the operator's choice, while all is well.

Whoever is asked alerts somebody when the requests stop. Nothing is sent with them, no redirect is
followed, no proxy of the environment is used, and no machine of a private network is asked,
whatever a name server says. So it is three lines of HTTP and not a library.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from urllib.parse import urlsplit

from reporting import limits
from reporting.notices.settings import is_loopback

_PORTS = {"https": 443, "http": 80}


def ping(url: str) -> bool:
    """Ask `url`, one that the watch file may hold, and say whether anybody answered."""
    parts = urlsplit(url)
    request = (
        f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
    )
    try:
        port = parts.port or _PORTS[parts.scheme]
        with _connected(parts.hostname or "", port, secure=parts.scheme == "https") as sock:
            sock.sendall(request.encode("ascii"))
            # One byte is enough: what is answered changes nothing here, and is not waited for.
            return bool(sock.recv(1))
    except (OSError, ValueError):
        return False


@contextmanager
def _connected(host: str, port: int, *, secure: bool) -> Iterator[socket.socket]:
    with socket.create_connection((host, port), limits.PING_SECONDS) as plain:
        _refuse_private(host, plain)
        if not secure:
            yield plain
            return
        with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as encrypted:
            yield encrypted


def _refuse_private(host: str, sock: socket.socket) -> None:
    # The watch file was checked for what it says; this is what the name has turned out to be.
    if not is_loopback(host) and not ip_address(sock.getpeername()[0]).is_global:
        raise ValueError(host)

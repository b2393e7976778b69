"""What keeps a copy of the pages at another address from passing for ours, seen from outside.

HSTS and the list that browsers bring along keep people from a copy that is served in clear, CAA
keeps authorities from certifying one. Each fault is a sentence; none needs an instance.
"""

import json
import re
import ssl
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from reporting import limits
from reporting.errors import SettingError
from reporting.outside.caa import NoAnswer, Resolver, issuers_of, system_resolver
from reporting.web.headers import ALWAYS

HSTS = "Strict-Transport-Security"
PRELOAD_LIST = "https://hstspreload.org/api/v2/status"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_AGE = re.compile(r"max-age=\"?(\d{1,12})\"?")
_MOVED = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})


def find_address_faults(
    address: str, resolver: Resolver | None = None, preload_list: str = PRELOAD_LIST
) -> Iterator[str]:
    """Give one sentence for each thing that is not as it should be at `https://host/`.

    Raises SettingError where `address` is no such address, or nobody answers there.
    """
    host = host_of(address)
    try:
        answer, _ = _get(HTTPSConnection(host, timeout=limits.OUTSIDE_SECONDS), "/")
    except ssl.SSLError as error:
        yield f"The certificate of {host} is not believed: {_reason(error)}."
        return
    except (OSError, HTTPException):
        raise SettingError(f"nobody answers at https://{host}/") from None
    yield from _look_at(host, answer)
    yield from _look_at_clear(host)
    yield from _look_at_caa(host, resolver)
    yield from _look_at_list(host, preload_list)


def host_of(address: str) -> str:
    """Return the host of `https://host/`, or raise SettingError."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    plain = parts.scheme == "https" and port is None and parts.path in {"", "/"}
    if not plain or "@" in address or parts.query or not _HOST.fullmatch(host):
        raise SettingError(f"{address!r} is not an address such as https://reports.example/")
    return host


def _get(connection: HTTPConnection, path: str) -> tuple[HTTPResponse, bytes]:
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer, answer.read(limits.OUTSIDE_BYTES)
    finally:
        connection.close()


def _reason(error: ssl.SSLError) -> str:
    return str(getattr(error, "verify_message", "") or "it speaks no TLS that we know")


def _look_at(host: str, answer: HTTPResponse) -> Iterator[str]:
    if answer.status != HTTPStatus.OK:
        yield f"https://{host}/ answers with {answer.status} and not with a page."
    sent = answer.getheader(HSTS, "")
    yield from _look_at_hsts(host, sent)
    for name, value in ALWAYS.items():
        if name != HSTS and answer.getheader(name) != value:
            yield f"{host} does not send {name} as the service does: see what the proxy changes."
    if answer.getheader("Server"):
        yield f"{host} tells in the header Server which program serves it: switch that off."


def _look_at_hsts(host: str, sent: str) -> Iterator[str]:
    words = {word.strip().lower() for word in sent.split(";")}
    found = next(filter(None, map(_AGE.fullmatch, words)), None)
    if found is None:
        yield f"{host} sends no {HSTS}, so a first visit may be led to a copy in clear."
        return
    if int(found[1]) < limits.PRELOAD_SECONDS:
        yield f"{HSTS} of {host} has a max-age below a year, and is not taken into browsers."
    for wanted in ("includeSubDomains", "preload"):
        if wanted.lower() not in words:
            yield f"{HSTS} of {host} lacks {wanted}, without which it is not taken into browsers."


def _look_at_clear(host: str) -> Iterator[str]:
    """Whoever types the name alone arrives in clear at first: nothing may be served there."""
    try:
        answer, _ = _get(HTTPConnection(host, timeout=limits.OUTSIDE_SECONDS), "/")
    except (OSError, HTTPException):
        return  # nobody listens, which is as good
    place = answer.getheader("Location", "")
    if answer.status not in _MOVED or not place.startswith(f"https://{host}/"):
        yield f"http://{host}/ does not lead to https://{host}/ for good (301 or 308)."


def _look_at_caa(host: str, resolver: Resolver | None) -> Iterator[str]:
    try:
        issuers = issuers_of(host, resolver or system_resolver())
    except NoAnswer:
        yield f"The resolver did not say who may issue certificates for {host} (CAA)."
        return
    if issuers is None:
        yield (
            f"No CAA record says who may issue certificates for {host}, so every authority may: "
            f'add one to its zone, such as {host}. CAA 0 issue "authority.example".'
        )
    elif not any(issuers):
        yield f"The CAA record of {host} lets nobody issue a certificate: its next one will fail."


def _look_at_list(host: str, preload_list: str) -> Iterator[str]:
    parts = urlsplit(preload_list)
    try:
        connection = HTTPSConnection(parts.netloc, timeout=limits.OUTSIDE_SECONDS)
        _, body = _get(connection, f"{parts.path}?domain={host}")
        status = _status_in(body)
    except (OSError, HTTPException, ValueError):
        yield f"{parts.netloc} did not say whether browsers know {host} already."
        return
    if status == "pending":
        yield f"{host} waits to be taken into the list that browsers bring along: look again later."
    elif status != "preloaded":
        yield (
            f"{host} is not on the list that browsers bring along: enter it at "
            f"https://{parts.netloc}/ once everything else here is in order."
        )


def _status_in(body: bytes) -> str:
    found: Any = json.loads(body)
    return str(found.get("status", "")) if isinstance(found, dict) else ""

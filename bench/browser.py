"""A browser without script, as lean as it can be: it shares the processors with the server.

It keeps cookies and connections, follows redirects of its own site, and sends forms back with
every hidden field they came with.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from urllib.parse import urlencode, urljoin, urlsplit

TIMEOUT = 30  # seconds: past it, a request counts as failed
LEFT = (RemoteDisconnected, BrokenPipeError, ConnectionResetError)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HOST = "127.0.0.1"

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_INPUT = re.compile(r"<(?:input|textarea|select|button)\b([^>]*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')

Fields = Sequence[tuple[str, str]]


class Unexpected(Exception):
    """The server answered something else than a person would need to go on."""


@dataclass(frozen=True)
class Page:
    """An answer: where it came from, its status and its bytes as sent.

    `refresh` is after how many seconds a browser would ask again by itself.
    """

    path: str
    status: int
    body: bytes
    location: str | None = None
    refresh: float | None = None

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Form:
    """A form: where it goes, its hidden fields, and the names and values of the others."""

    action: str
    hidden: tuple[tuple[str, str], ...]
    offered: tuple[tuple[str, str], ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the fields a person fills in."""
        return frozenset(name for name, _ in self.offered)


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes inside a tag; our own templates always quote them."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def form_of(page: Page) -> Form:
    """Return the form of a page: the one that goes on, else the only one in `<main>`."""
    main = _MAIN.search(page.text)
    found = [(attributes_of(tag), inner) for tag, inner in _FORM.findall(main[0] if main else "")]
    posting = [(tag, inner) for tag, inner in found if tag.get("method", "").lower() == "post"]
    chosen = [(tag, inner) for tag, inner in posting if tag.get("id") == "continue"] or posting
    if len(chosen) != 1:
        raise Unexpected(f"{page.path} has {len(chosen)} forms to go on with")
    tag, inner = chosen[0]
    fields = [attributes_of(field) for field in _INPUT.findall(inner)]
    named = [field for field in fields if "name" in field]
    pairs = [(field, (field["name"], field.get("value", ""))) for field in named]
    return Form(
        action=urljoin(page.path, tag.get("action") or page.path),
        hidden=tuple(pair for field, pair in pairs if field.get("type") == "hidden"),
        offered=tuple(pair for field, pair in pairs if field.get("type") != "hidden"),
    )


class Browser:
    """One visitor: own cookies, own connection, and a count of the requests made."""

    def __init__(self, port: int) -> None:
        """Visit the server on this machine's `port`."""
        self._port = port
        self._connection = HTTPConnection(HOST, port, timeout=TIMEOUT)
        self.cookies: dict[str, str] = {}
        self.requests = 0

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def get(self, path: str) -> Page:
        """Return the page at `path`, which must be there."""
        return self._follow(self._ask("GET", path, None))

    def post(self, path: str, fields: Iterable[tuple[str, str]]) -> Page:
        """Send fields as a form does, and return the page it leads to."""
        return self._follow(self._ask("POST", path, urlencode(list(fields))))

    def send(self, page: Page, fields: Fields = ()) -> Page:
        """Fill in the form of `page` and send it."""
        form = form_of(page)
        return self.post(form.action, [*form.hidden, *fields])

    def _follow(self, page: Page) -> Page:
        for _ in range(5):
            if page.location is None:
                break
            page = self._ask("GET", _local(urljoin(page.path, page.location)), None)
        if page.status != 200:  # noqa: PLR2004 - HTTP's own number
            raise Unexpected(f"{page.path} answered {page.status}")
        return page

    def _ask(self, method: str, path: str, body: str | None) -> Page:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://{HOST}:{self._port}"
        self.requests += 1
        used_before = self._connection.sock is not None
        try:
            return self._exchange(method, path, body, headers)
        except LEFT:
            if not used_before:
                raise
            # The server let go of an idle connection just as it was used again. Browsers then
            # ask once more on a new one, and so does this one; a second send is one report.
            self._connection.close()
            return self._exchange(method, path, body, headers)

    def _exchange(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Page:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        data = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        location = answer.headers["Location"] if answer.status in REDIRECTS else None
        refresh = answer.headers["Refresh"]
        seconds = None if refresh is None else float(refresh.partition(";")[0])
        return Page(path, answer.status, data, location, seconds)


FAILURES = (Unexpected, OSError, HTTPException)


def _local(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")

"""What people do, as a browser without script does it: pages in, forms out, cookies kept.

    reporter = Reporter(through_app(app))          # or through_port(8000), a running server
    words = reporter.write_report(ANSWERS)
    page = reporter.return_with(words)

    reviewer = Reviewer(through_app(desk), scheme="http")
    reviewer.sign_in(credentials)
    reviewer.acknowledge(reviewer.list_cases()[0], "Thank you.")

It relies on what stays stable and on nothing else: addresses, field names of the return page and
of the desk, and that every hidden input must be sent back. Pages are parsed strictly unless a
transport is `quick`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import pyotp
from flask import Flask

from reporting import clock, limits
from tests.support.page import Headers, Page, fields_of, text_of

SECONDS = 60
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_PAGES = 12
FORM = "application/x-www-form-urlencoded"
ANSWERS: Mapping[str, str | Sequence[str]] = {
    "safety": "worried_again",
    "organisation": "council",
    "reporter_role": "resident",
    "conduct": ("joke_banter",),
    "story": "It happened at the counter.",
    "about": ("colleague",),
    "struck": (),
}


Transport = Callable[[str, str, Headers, bytes], Page]


def through_app(app: Flask, *, quick: bool = False) -> Transport:
    """Return a way to an application inside this process; `quick` is as in `Page`."""

    def send(method: str, address: str, headers: Headers, body: bytes) -> Page:
        client = app.test_client(use_cookies=False)
        answer = client.open(address, method=method, headers=list(headers), data=body)
        data = answer.get_data()
        answer.close()
        return Page(address, answer.status_code, list(answer.headers), data, quick)

    return send


def through_port(port: int, source: str = "127.0.0.1", *, quick: bool = False) -> Transport:
    """Return a way to a server on this machine; every request has its own connection.

    `source` is the loopback address that the server sees; `quick` is as in `Page`.
    """

    def send(method: str, address: str, headers: Headers, body: bytes) -> Page:
        connection = HTTPConnection("127.0.0.1", port, SECONDS, (source, 0))
        try:
            connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
            for name, value in [*headers, ("Content-Length", str(len(body)))]:
                connection.putheader(name, value)
            connection.endheaders(body or None)
            answer = connection.getresponse()
            return Page(address, answer.status, answer.getheaders(), answer.read(), quick)
        finally:
            connection.close()

    return send


@dataclass
class Person:
    """Somebody at a browser: cookies, the page they see, and the headers their browser adds."""

    send: Transport
    scheme: str = "http"
    host: str = "localhost"
    extra: Headers = ()
    cookies: dict[str, str] = field(default_factory=dict)
    page: Page = field(default_factory=lambda: Page("/", 0, (), b""))
    seen: list[Page] = field(default_factory=list, repr=False)

    def request(self, method: str, address: str, body: bytes = b"", headers: Headers = ()) -> Page:
        """Send one request with what a browser adds, and follow no redirect."""
        sent = [("Host", self.host), ("Sec-Fetch-Site", "same-origin"), *self.extra]
        if self.page.status:
            sent.append(("Referer", f"{self.scheme}://{self.host}{self.page.address}"))
        if self.cookies:
            sent.append(("Cookie", "; ".join(f"{n}={v}" for n, v in self.cookies.items())))
        if method == "POST":
            sent += [("Origin", f"{self.scheme}://{self.host}"), ("Content-Type", FORM)]
        overruled = {name.lower() for name, _ in headers}
        sent = [(n, v) for n, v in sent if n.lower() not in overruled] + list(headers)
        page = self.send(method, address, sent, body)
        self._keep_cookies(page)
        self.seen.append(page)
        return page

    def _keep_cookies(self, page: Page) -> None:
        for header in page.cookies:
            for name, morsel in SimpleCookie(header).items():
                gone = morsel["max-age"] == "0" or "1970" in morsel["expires"]
                self.cookies.pop(name, None)
                if not gone:
                    self.cookies[name] = morsel.value

    def _follow(self, page: Page) -> Page:
        for _ in range(MOST_PAGES):
            if page.status not in REDIRECTS:
                self.page = page
                return page
            page = self.request("GET", urljoin(page.address, page.header("Location")))
        raise AssertionError(f"{page.address} redirects in a circle")

    def get(self, address: str) -> Page:
        """Open an address and go where it leads."""
        return self._follow(self.request("GET", address))

    def post(self, address: str, values: Mapping[str, str | Sequence[str]]) -> Page:
        """Send values to an address and go where it leads."""
        body = urlencode(values, doseq=True).encode()
        return self._follow(self.request("POST", address, body))

    def submit(self, form: Element, values: Mapping[str, str | Sequence[str]]) -> Page:
        """Send a form of the present page with some of its fields filled in anew."""
        fields: dict[str, Any] = fields_of(form)
        unknown = values.keys() - fields.keys()
        assert not unknown, f"{self.page.address} has no field {unknown}"
        return self.post(urljoin(self.page.address, form.get("action", "")), fields | dict(values))

    def next_form(self) -> Element:
        """Return the form that goes on: the one with the id `continue`, or the only one."""
        found = self.page.main.find(".//form[@id='continue']")
        if found is not None:
            return found
        assert len(self.page.forms) == 1, f"{self.page.address} ({self.page.status}): which form?"
        return self.page.forms[0]


class Reporter(Person):
    """Somebody who reports, and comes back."""

    lang = "en"

    guided = False  # by the guided form, and not by the one page

    def begin(self) -> Page:
        """Go from the first page to the first page of the form."""
        self.get("/")
        if self.lang != Reporter.lang:
            self.get(f"/{self.lang}/")  # as the languages in the head of the page lead
        start = re.compile(rf"/{self.lang}/report(/|$)")
        inner = [link for link in self.page.links if start.match(link)]
        assert inner, f"the first page ({self.page.status}) does not lead to a form"
        return self.get(inner[0 if self.guided else -1])

    def fill(self, answers: Mapping[str, str | Sequence[str]] = ANSWERS) -> Page:
        """Go on from page to page, each with its answers, up to the one that sends."""
        left = dict(answers)
        self.begin()
        while left:
            form = self.next_form()
            here = fields_of(form).keys() & left.keys()
            if not here and not self.guided:
                break
            if self.page.address.endswith("/check"):
                break
            self.submit(form, {name: left.pop(name) for name in here})
            if self.page.status != 200:
                break
        return self.page

    def write_report(self, answers: Mapping[str, str | Sequence[str]] = ANSWERS) -> str:
        """Write and send a report; return the words, or "" where no receipt was shown.

        The last page is in `page`.
        """
        self.fill(answers)
        for _ in range(MOST_PAGES):
            receipt = self.page.by_id("receipt")
            if receipt is not None:
                return words_in(receipt)
            if self.page.status != 200:
                break
            self.submit(self.next_form(), {})
        return ""

    def return_with(self, words: str) -> Page:
        """Come back with the words and go where they lead."""
        self.get(f"/{self.lang}/return")
        return self.submit(self.page.form_with("receipt"), {"receipt": words})

    def answer(self, text: str) -> Page:
        """Write to the people who read the report, from the page the words opened."""
        return self.submit(self.page.form_with("message"), {"message": text})

    def messages(self) -> list[str]:
        """Return the words of the messages on the present page."""
        return [text_of(element) for element in self.page.by_class("message")]


def words_in(receipt: Element) -> str:
    """Return the eight words of a receipt, without their numbers."""
    found = re.findall(r"[a-z]+(?:-[a-z]+)*", text_of(receipt))
    assert len(found) == limits.RECEIPT_WORDS, f"a receipt has {limits.RECEIPT_WORDS} words"
    return " ".join(found)


class Codes:
    """The codes of authenticator apps: each counts once, so the next one is another."""

    def __init__(self) -> None:
        """Start with no code used."""
        self._used: dict[str, int] = {}

    def next(self, secret: str, now: datetime) -> str:
        """Return a code that is good at `now` and was not given before."""
        present = int(now.timestamp()) // limits.TOTP_STEP_SECONDS
        step = max(self._used.get(secret, 0) + 1, present - limits.TOTP_WINDOW)
        assert step <= present + limits.TOTP_WINDOW, "too many sign-ins within one code"
        self._used[secret] = step
        return pyotp.TOTP(secret).generate_otp(step)


CODES = Codes()


@dataclass
class Reviewer(Person):
    """Somebody who reads and answers reports at the desk."""

    codes: Codes = CODES

    def sign_in(
        self, credentials: Mapping[str, Any], now: Callable[[], datetime] = clock.system_now
    ) -> Page:
        """Sign in with an account as `demo.json` has it."""
        self.get("/sign-in")
        return self.submit(
            self.page.form_with("passphrase"),
            {
                "username": credentials["username"],
                "passphrase": credentials["passphrase"],
                "code": self.codes.next(credentials["totp_secret"], now()),
            },
        )

    def list_cases(self) -> list[str]:
        """Return the ids of all cases of the list, page after page."""
        found: list[str] = []
        address: str | None = "/cases"
        while address is not None:
            self.get(address)
            found += _cases_on(self.page)
            address = next((a for a in _further(self.page) if "after=" in a), None)
        return found

    def open_case(self, case: str) -> Page:
        """Open one case."""
        return self.get(f"/cases/{case}")

    def acknowledge(self, case: str, text: str) -> Page:
        """Open a case and answer it for the first time."""
        return self._write(case, "acknowledge", text)

    def reply(self, case: str, text: str) -> Page:
        """Open a case and send one more message."""
        return self._write(case, "messages", text)

    def _write(self, case: str, action: str, text: str) -> Page:
        self.open_case(case)
        wanted = f"/cases/{case}/{action}"
        for form in self.page.forms:
            if urlsplit(urljoin(self.page.address, form.get("action", ""))).path == wanted:
                return self.submit(form, {"message": text})
        raise AssertionError(f"{self.page.address} ({self.page.status}) has no form for {wanted}")


def _cases_on(page: Page) -> list[str]:
    return [e.get("data-case", "") for e in page.main.iter() if e.get("data-case")]


def _further(page: Page) -> Iterable[str]:
    return (urljoin(page.address, link) for link in page.links)

"""Attack 34: somebody makes the service ask an address of their choice, inside or outside.

Where the service does connect, to mail servers and the ping of the watch file, what it refuses is
tested in tests/notices (test_settings.py, test_ping.py: private addresses, redirects, proxies).
"""

import ast
import socket
from pathlib import Path

import pytest

import reporting
from tests.evidence.corpus import pdf_of, picture, saved
from tests.support.journey import ANSWERS
from tests.support.page import fields_of
from tests.support.uploading import upload

PACKAGE = Path(reporting.__file__).parent
# Everything of the standard library, and of ours, that opens a connection.
CONNECTING = {
    "socket", "ssl", "smtplib", "http.client", "urllib.request", "urllib.robotparser", "ftplib",
    "asyncio", "xmlrpc.client", "imaplib", "poplib", "nntplib", "telnetlib", "socketserver",
    "requests", "urllib3", "httpx", "aiohttp", "webbrowser",
}  # fmt: skip
# Mail and the ping; what listens to visitors; and what an operator looks from outside with.
MAY_CONNECT = {"notices", "serving", "outside"}


def imported(path):
    """Return every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_only_three_parts_can_connect_at_all():
    """No page, no form, no file and no store has anything in its hands to ask an address with."""
    found = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if CONNECTING & set(imported(path))
    }

    assert found <= MAY_CONNECT, found


@pytest.fixture
def listening():
    """A port of this machine at which nobody has any business, and the connections it was given."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def was_asked(server):
    """Say whether anybody connected."""
    try:
        asking, _ = server.accept()
    except BlockingIOError:
        return False
    asking.close()
    return True


@pytest.fixture
def connected(monkeypatch):
    """Every address to which this process connects, or which it looks up, from here on."""
    asked = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def note_connect(self, address):
        asked.append(address)
        return connect(self, address)

    def note_look_up(host, *rest, **options):
        asked.append(host)
        return look_up(host, *rest, **options)

    monkeypatch.setattr(socket.socket, "connect", note_connect)
    monkeypatch.setattr(socket, "getaddrinfo", note_look_up)
    return asked


def fetching_document(address):
    """Return a PDF that asks `address` in each way a reader of it could follow."""
    opening = f"<</S/URI/URI({address})/Next<</S/Launch/F({address})>>>>"
    form = f"<</XFA({address})/Fields[]>>"
    remote = f"<</S/GoToR/F<</FS/URL/F({address})>>/D[0/Fit]>>"
    image = f"<</Type/XObject/Subtype/Image/Width 1/Height 1/F<</FS/URL/F({address})>>>>"
    drawn, drawing = "/X Do", "/MediaBox[0 0 99 99]/Resources<</XObject<</X 5 0 R>>>>"
    return pdf_of(
        [
            f"<</Type/Catalog/Pages 2 0 R/OpenAction{opening}/AcroForm{form}>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R{drawing}/Contents 4 0 R/AA<</O{remote}>>>>",
            f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
            f"{image[:-2]}/Length 0>>stream\n\nendstream",
            f"<</Title({address})>>",
        ]
    )


def fetching_picture(address):
    """Return a photo whose notes hold a reference to a schema and a colour table elsewhere."""
    notes = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]><x:xmpmeta xmlns:x="{address}">&e;'
        f'<img src="{address}"/></x:xmpmeta>'
    )
    return saved(picture(), "JPEG", xmp=notes.encode())


def test_nothing_that_a_reporter_gives_is_fetched(world, listening, connected):
    """Addresses in every field, in headers and in files: nobody is asked, and no name looked up."""
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    named = "http://somewhere.example/"
    reporter = world.reporter()
    reporter.extra = [
        (name, f"{address} {named}")
        for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Referer", "X-Real-IP")
    ]
    reporter.guided = True
    reporter.begin()
    for _ in range(12):
        if reporter.page.address.endswith("/check"):
            break
        form = reporter.next_form()
        typed = {e.get("name") for e in form.iter() if e.tag == "textarea" or is_text(e)}
        known = {name: value for name, value in ANSWERS.items() if name in fields_of(form)}
        reporter.submit(form, known | dict.fromkeys(typed, f"See {address} {named}"))
    for name, data in (
        ("a.pdf", fetching_document(address)),
        ("a.jpg", fetching_picture(address)),
        ("a.txt", address.encode()),
        ("a.svg", f'<svg><image href="{address}"/></svg>'.encode()),
    ):
        upload(reporter, name, data)
    reporter.get("/en/report/check")
    reporter.submit(reporter.next_form(), {})
    receipt = reporter.page.by_id("receipt")
    reviewer = world.reviewer("north-reviewer-1")
    [case] = reviewer.list_cases()
    links = [link for link in reviewer.open_case(case).links if "/files/" in link]
    files = [reviewer.request("GET", link) for link in links]
    reviewer.acknowledge(case, f"Thank you. See {address}")

    assert receipt is not None
    assert address in reviewer.page.text
    assert 2 <= len(files)
    assert {200} == {file.status for file in files}
    assert not was_asked(listening)
    assert [] == connected


def is_text(element):
    """Say whether people type into an element."""
    return element.tag == "input" and element.get("type", "text") == "text"


def test_the_watching_above_would_see_a_connection(listening, connected):
    """Both see what is really asked."""
    with socket.create_connection(listening.getsockname()):
        assert was_asked(listening)

    assert listening.getsockname() in connected

"""Debian's Chromium, as the people who use the service have it: phone or desktop, script or not.

    @pytest.mark.browser
    @pytest.mark.parametrize("way", WAYS, ids=str)
    def test_...(visit, way):
        visitor = visit(way)
        visitor.page.goto(...)

Whatever a page asks of another machine, and whatever it complains of in the console (a breach
of the content security policy, say), fails the test when it ends.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    ViewportSize,
    sync_playwright,
)

PHONE = (360, 740)
DESKTOP = (1280, 900)
ZOOMED = (320, 256)  # CSS pixels of a screen of 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MILLISECONDS = 20_000
NO_COMPLAINT = ("Failed to load resource: the server responded", "Clear-Site-Data header on ")


@dataclass(frozen=True)
class Way:
    """One way of using the service."""

    script: bool
    size: tuple[int, int]

    def __str__(self) -> str:
        device = "phone" if self.size == PHONE else "desktop"
        return f"{device}-{'with' if self.script else 'without'}-script"


WAYS = tuple(Way(script, size) for script in (False, True) for size in (PHONE, DESKTOP))


@dataclass
class Visitor:
    """One person's browser: its own cookies, one open page, and what went wrong in it."""

    way: Way
    context: BrowserContext
    page: Page
    problems: list[str] = field(default_factory=list)


def chromium_path() -> str:
    """Return where Debian's Chromium is, or say how to get it."""
    found = shutil.which("chromium")
    if found is None:
        raise RuntimeError("Chromium is missing; tools/debian-packages installs it")
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        yield browser
        browser.close()


def open_visitor(browser: Browser, way: Way) -> Visitor:
    """Return a new visitor with no cookies, who is kept on this machine."""
    width, height = way.size
    context = browser.new_context(
        java_script_enabled=way.script,
        viewport=ViewportSize(width=width, height=height),
        is_mobile=way.size == PHONE,
        has_touch=way.size == PHONE,
        locale="en-GB",
        timezone_id="Europe/London",
        service_workers="block",
    )
    context.set_default_timeout(MILLISECONDS)
    visitor = Visitor(way, context, context.new_page())

    def stay_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname in LOOPBACK:
            route.continue_()
        else:
            visitor.problems.append(f"asked another machine: {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        # That an answer was 400, or asked the browser to forget, is logged; it is no complaint.
        if not message.text.startswith(NO_COMPLAINT):
            visitor.problems.append(f"{message.type}: {message.text}")

    context.route("**/*", stay_here)
    context.on("console", listen)
    context.on("weberror", lambda error: visitor.problems.append(f"script: {error.error}"))
    return visitor


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[[Way], Visitor]]:
    """Call with a way to get a new visitor; call again for another person."""
    visitors: list[Visitor] = []

    def start(way: Way) -> Visitor:
        visitors.append(open_visitor(chromium, way))
        return visitors[-1]

    yield start
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for visitor in visitors:
        visitor.context.close()
    assert problems == []

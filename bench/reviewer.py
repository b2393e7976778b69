"""What a reviewer does: signs in with a code of their own, lists reports and opens one."""

import re
import time
from itertools import combinations

import pyotp

from bench.browser import Browser, Page, Unexpected
from bench.demo import Person
from reporting import clock, limits

LIST = "/cases"
MOST_PAGES = 60  # of progress, before giving up
_CASE = re.compile(r'data-case="([0-9a-f]{16})"')
_SELECT = re.compile(r'<select [^>]*name="([a-z]+)">(.*?)</select>', re.DOTALL)
_OPTION = re.compile(r'<option value="([^"]*)"')


class Codes:
    """Gives each person's codes one after another: a code counts only once."""

    def __init__(self) -> None:
        """Nobody has used a code yet."""
        self._last: dict[str, int] = {}

    def next_for(self, person: Person) -> str:
        """Return the earliest code that still counts, waiting for one where there is none."""
        while True:
            present = int(clock.system_now().timestamp()) // limits.TOTP_STEP_SECONDS
            step = max(self._last.get(person.username, 0) + 1, present - limits.TOTP_WINDOW)
            if step <= present + limits.TOTP_WINDOW:
                self._last[person.username] = step
                return pyotp.TOTP(person.totp_secret).at(step * limits.TOTP_STEP_SECONDS)
            time.sleep(1)


def sign_in(browser: Browser, person: Person, code: str) -> Page:
    """Sign in and go on until the list is there, waiting where a page asks a browser to."""
    page = browser.get("/sign-in")
    answers = {"username": person.username, "passphrase": person.passphrase, "code": code}
    page = browser.send(page, list(answers.items()))
    for _ in range(MOST_PAGES):
        if page.refresh is None:
            return page
        time.sleep(page.refresh)
        page = browser.get(page.path)
    raise Unexpected("the list was never ready")


def search_all(browser: Browser) -> Page:
    """Search for words that no report has, and go on until all are searched."""
    page = browser.send(browser.get("/search"), [("words", "no report has these words")])
    for _ in range(MOST_PAGES):
        if 'id="continue"' not in page.text:
            return page
        page = browser.send(page, [])
    raise Unexpected("the search never ended")


def filters_on(page: Page) -> list[str]:
    """Return the addresses of lists: each filter that a page offers, and each with another."""
    offered = [
        [f"{name}={value}" for value in _OPTION.findall(options) if value]
        for name, options in _SELECT.findall(page.text)
    ]
    single = [one for values in offered for one in values]
    both = [f"{first[0]}&{second[-1]}" for first, second in combinations(offered, 2)]
    return [LIST, *(f"{LIST}?{query}" for query in [*single, *both])]


def areas_on(page: Page) -> list[str]:
    """Return the addresses of the lists of each area that a list of one organisation offers."""
    options = dict(_SELECT.findall(page.text)).get("area", "")
    return [f"{page.path}&area={value}" for value in _OPTION.findall(options) if value]


def cases_on(page: Page) -> list[str]:
    """Return the addresses of the cases that a page of the list shows."""
    return [f"{LIST}/{number}" for number in _CASE.findall(page.text)]

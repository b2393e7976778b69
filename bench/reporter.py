"""What a reporter does: six requests from the first page to the eight words, and coming back."""

import re

from bench.browser import Browser, Page, Unexpected
from reporting.errors import ReceiptMistyped
from reporting.receipt import Receipt, read_receipt

REQUESTS = 6
ORGANISATION = "council"
STORY = (
    "At the counter I was asked twice where I am really from, and then told to wait at the end. "
    "Others who came after me were served. It was on a weekday morning, in front of the queue."
)
ANSWERS = (
    ("organisation", ORGANISATION),
    ("reporter_role", "resident"),
    ("conduct", "joke_banter"),
    ("conduct", "worse_service_or_delay"),
    ("story", STORY),
    ("about", "colleague"),
)
START = "/en/"
_FORM_LINK = re.compile(r'href="(/en/report/form)"')
FIRST_SCREEN, CHECK = "/en/report/safety", "/en/report/check"
MOST_SCREENS = 15
SCREENS = {
    "who": (("reporter_role", "resident"),),
    "what": (("conduct", "joke_banter"), ("racism", "not_sure"), ("story", STORY)),
    "where": (("organisation", ORGANISATION), ("setting", "council_building")),
    "wish": (("wishes", "tell_me_what_you_did"),),
}
_RECEIPT = re.compile(r'<(\w+)[^>]*\bid="receipt"[^>]*>(.*?)</\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def report(browser: Browser) -> str:
    """Send a short report, and return the words of its receipt."""
    return _finish(browser, find_form(browser))


def find_form(browser: Browser) -> Page:
    """Go from the first page to the form."""
    link = _FORM_LINK.search(browser.get(START).text)
    if link is None:
        raise Unexpected("the first page does not lead to the form")
    return browser.get(link[1])


def guide(browser: Browser) -> Page:
    """Answer the guided form from its first screen to the check, which is returned."""
    page = browser.get(FIRST_SCREEN)
    for _ in range(MOST_SCREENS):
        if page.path == CHECK:
            return page
        page = browser.send(page, SCREENS.get(page.path.rpartition("/")[2], ()))
    raise Unexpected(f"the guided form leads to {page.path} and not to the check")


def report_to_floor(browser: Browser) -> str:
    """Do the same at the floor, whose pages have no links."""
    browser.get("/")
    return _finish(browser, browser.get("/form"))


def _finish(browser: Browser, form: Page) -> str:
    check = browser.send(form, ANSWERS)
    shown = browser.send(check)
    if browser.requests != REQUESTS:
        raise Unexpected(f"{browser.requests} requests where {REQUESTS} were expected")
    return " ".join(receipt_on(shown).words)


def receipt_on(page: Page) -> Receipt:
    """Return the receipt that a page shows."""
    shown = _RECEIPT.search(page.text)
    if shown is None:
        raise Unexpected(f"{page.path} shows no receipt")
    try:
        return read_receipt(_TAG.sub(" ", shown[2]))
    except ReceiptMistyped:
        raise Unexpected(f"{page.path} shows words that are no receipt") from None


def come_back(browser: Browser, receipt: str) -> Page:
    """Return with a receipt, and read the conversation."""
    words = browser.get("/en/return")
    return browser.send(words, (("receipt", receipt),))

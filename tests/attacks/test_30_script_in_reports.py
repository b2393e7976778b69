"""Attack 30: a report carries script into the reviewer's screen."""

from collections import Counter

import pytest

from reporting.web.headers import CONTENT_SECURITY_POLICY
from tests.support.journey import ANSWERS
from tests.support.page import Page

CORPUS = [
    "<script>alert(1)</script>",
    "</textarea></div></main><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><a href='javascript:alert(1)'>x</a>",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "<!--<style>@import'//example.org'</style>",
    "https://example.org/?q=1 www.example.org",
    "&lt;b&gt; &#x3c;script&#x3e;",
    "' onmouseover='alert(1)",
]
BENIGN = "Plain words."


def tags_of(page):
    """Return how often each element with each set of attribute names occurs."""
    return Counter((e.tag, tuple(sorted(e.attrib))) for e in page.document.iter())


def desk_pages(world, text):
    """Return what a reviewer and the reporter see of a report and messages that say `text`."""
    words = world.reporter().write_report(dict(ANSWERS) | {"story": text})
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    pages = [reviewer.page, reviewer.open_case(case), reviewer.acknowledge(case, text)]
    reporter = world.reporter()
    reporter.return_with(words)
    pages += [reporter.answer(text), reviewer.open_case(case)]
    return pages


@pytest.mark.parametrize(
    "text",
    ["\n".join(CORPUS), CORPUS[1], CORPUS[6]],
    ids=["all", "way out of the field", "comment"],
)
def test_text_stays_text(make_world, text):
    """Pages have the same elements whatever was written, and the text is there to read."""
    benign = desk_pages(make_world(quick=False), BENIGN)
    hostile = desk_pages(make_world(quick=False), text)

    assert [tags_of(page) for page in benign] == [tags_of(page) for page in hostile]
    assert " ".join(text.split()) in hostile[-1].text


def test_what_was_typed_into_any_field_stays_text(make_world):
    """Refused forms give everything back as text."""
    world = make_world(quick=False)
    benign: list[Page] = []
    hostile: list[Page] = []
    for pages, text in ((benign, "x" * 28), (hostile, "\"'><script>alert(1)</script>")):
        reporter = world.reporter()
        reporter.begin()
        token = reporter.next_form().find(".//input[@name='csrf_token']").get("value")
        fields = dict.fromkeys(ANSWERS, text) | {"csrf_token": token}
        pages.append(reporter.post("/en/report/form", fields))
        reporter.get("/en/return")
        pages.append(reporter.submit(reporter.page.form_with("receipt"), {"receipt": text}))
        reviewer = world.reviewer()
        reviewer.get("/sign-in")
        form = reviewer.page.form_with("passphrase")
        pages.append(reviewer.submit(form, {"username": text, "passphrase": text, "code": text}))
        pages.append(reviewer.get("/cases?state=" + "%22%3E%3Cscript%3E"))

    assert [400, 400, 400, 200] == [page.status for page in hostile]
    for one, other in zip(benign, hostile, strict=True):
        assert {tag for tag, _ in tags_of(one)} == {tag for tag, _ in tags_of(other)}


def test_the_policy_is_exactly_this(world):
    """Were something to slip through, the browser would not run it."""
    exact = (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )

    assert exact == CONTENT_SECURITY_POLICY
    for page in desk_pages(world, CORPUS[0]):
        assert exact == page.header("Content-Security-Policy")

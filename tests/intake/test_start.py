"""The first page, the way out, and the guards in front of everything."""

import pytest

from tests.support.journey import Reporter


@pytest.mark.parametrize("address", ["/", "/en/", "/en"])
def test_the_first_page_leads_to_the_form_and_back(reporter, address):
    """Start and the way back are one step away."""
    page = reporter.get(address)

    assert 200 == page.status
    assert {"/en/report/form", "/en/return"} <= set(page.links)
    assert "999" in page.text


def test_whoever_arrives_can_choose_a_language_at_once(reporter):
    """The address on a poster names no language, and its page may be in one they cannot read."""
    page = reporter.get("/")

    offered = {a.get("hreflang"): a.get("href") for a in page.document.iter("a")}
    assert {"ar": "/ar/", "pl": "/pl/", "zh-hans": "/zh-hans/", "ur": "/ur/"}.items() <= (
        offered.items()
    )


def test_what_it_is_takes_few_words(reporter):
    """Eighty words say what this is."""
    page = reporter.get("/")

    said = page.text.partition("Start")[0]

    assert 20 <= len(said.split()) <= 80


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/en/report/check", "/en/report/receipt", "/en/conversation"]
)
def test_no_cookie_before_a_form(reporter, address):
    """Looking around leaves nothing in the browser."""
    page = reporter.get(address)

    assert [] == page.cookies


@pytest.mark.parametrize("address", ["/en/report/form", "/en/return"])
def test_a_form_brings_the_one_cookie(make_world, address):
    """It is sealed, of one length, and for this host alone."""
    https = make_world(insecure_http=False)
    person = https.reporter()

    page = person.get(address)

    assert 1 == len(page.cookies)
    cookie = page.cookies[0]
    assert cookie.startswith("__Host-intake=")
    for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert part in cookie
    assert "Max-Age" not in cookie
    assert "Expires" not in cookie


def test_leaving_forgets(make_world):
    """The exit goes to a dull page at once and takes the cookie along."""
    person: Reporter = make_world(insecure_http=False).reporter()
    person.get("/en/report/form")

    page = person.request("GET", "/leave")

    assert (303, "https://www.bbc.co.uk/weather") == (page.status, page.header("Location"))
    assert '"cache", "cookies", "storage"' == page.header("Clear-Site-Data")
    assert {} == person.cookies


def test_a_link_elsewhere_makes_nobody_forget(make_world):
    """Another site can send a browser to the exit, and takes nothing from it."""
    person: Reporter = make_world(insecure_http=False).reporter()
    person.get("/en/report/form")
    before = dict(person.cookies)

    page = person.request("GET", "/leave", headers=[("Sec-Fetch-Site", "cross-site")])

    assert (303, "") == (page.status, page.header("Clear-Site-Data"))
    assert {} != before == person.cookies


@pytest.mark.parametrize(
    ("method", "address", "headers", "status"),
    [
        ("GET", "/", [("Host", "evil.example")], 400),
        ("GET", "/zz/", [], 404),
        ("GET", "/en/nothing", [], 404),
        ("OPTIONS", "/", [], 405),
        ("OPTIONS", "/en/report/form", [], 405),
        ("DELETE", "/en/report/form", [], 405),
        ("POST", "/", [], 405),
        ("GET", "/en/conversation/leave", [], 405),
        ("POST", "/en/report/form", [("Sec-Fetch-Site", "cross-site")], 403),
        ("POST", "/en/report/form", [("Content-Type", "application/json")], 415),
        ("POST", "/en/report/form", [("Content-Encoding", "gzip")], 415),
    ],
)
def test_what_is_not_for_us_is_refused(reporter, count, method, address, headers, status):
    """Each with its own status, a plain page and no cookie."""
    page = reporter.request(method, address, b"a=1" if method == "POST" else b"", headers)

    assert status == page.status
    assert page.by_id("main-content") is not None
    assert [] == page.cookies
    assert 0 == count("draft")


def test_too_much_at_once_is_refused(reporter, count):
    """A body over the limit gets 413 and is not kept."""
    reporter.get("/en/report/form")

    page = reporter.request("POST", "/en/report/form", b"story=" + b"a" * 256_001)

    assert 413 == page.status
    assert 0 == count("draft")


def test_the_probe_asks_for_one_word(reporter):
    """It says that the process answers, and no more."""
    page = reporter.request("GET", "/healthz")

    assert (200, b"ok") == (page.status, page.body)


@pytest.mark.parametrize("address", ["/", "/en/report/form", "/en/return", "/nothing"])
def test_every_page_is_a_multiple_of_one_size(reporter, address):
    """The length of an answer does not tell which page it was."""
    page = reporter.get(address)

    assert 0 == len(page.body) % (16 * 1024)

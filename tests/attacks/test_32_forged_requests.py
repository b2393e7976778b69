"""Attack 32: another site makes somebody's browser send a form, or lays a page over ours."""

import pytest

from reporting import limits
from tests.support.dump import count_rows
from tests.support.journey import ANSWERS, FORM
from tests.support.routes import places_of


@pytest.fixture
def desk(world):
    """A reviewer in front of a report that waits."""
    world.reporter().write_report()
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    reviewer.open_case(case)
    return reviewer, f"/cases/{case}/acknowledge"


def token_in(page):
    """Return the token of the page's form."""
    return page.form_with("message").find(".//input[@name='csrf_token']").get("value")


def test_an_answer_without_a_good_token_writes_nothing(world, desk):
    """Missing, made up, of another session, or of the form before signing in."""
    reviewer, address = desk
    other = world.reviewer("north-lead-1")
    other.open_case(address.split("/")[2])
    signed_out = world.reviewer()
    signed_out.get("/sign-in")
    of_sign_in = signed_out.page.form_with("code").find(".//input[@name='csrf_token']")
    revision = reviewer.page.form_with("revision").find(".//input[@name='revision']").get("value")
    before = count_rows(world.store)

    for token in ("", "x", token_in(other.page), of_sign_in.get("value")):
        values = {"message": "Hello", "revision": revision, "csrf_token": token}
        assert 400 == reviewer.post(address, values).status

    assert before == count_rows(world.store)


def test_a_stale_token_writes_nothing_and_loses_nothing(world):
    """After a day the page asks to press again, with the answers kept."""
    reporter = world.reporter()
    reporter.fill()
    form = reporter.next_form()
    world.clock.advance(hours=limits.STAMP_HOURS - 1)
    young = reporter.submit(form, {})
    assert 200 == young.status

    reporter = world.reporter()
    reporter.begin()
    stale = reporter.next_form()
    world.clock.advance(hours=limits.STAMP_HOURS + 2)
    before = count_rows(world.store)
    page = reporter.submit(stale, dict(ANSWERS))

    assert 400 == page.status
    assert ANSWERS["story"] in page.body.decode()
    assert before == count_rows(world.store)


@pytest.mark.parametrize(
    "headers",
    [
        (("Sec-Fetch-Site", "cross-site"),),
        (("Sec-Fetch-Site", "same-site"),),
        (("Sec-Fetch-Site", "cross-site"), ("Origin", "http://localhost")),
    ],
)
def test_another_site_writes_nothing_even_with_a_good_token(world, desk, headers):
    """What the browser says of the origin decides before the token does."""
    reviewer, address = desk
    before = count_rows(world.store)
    body = f"message=Hello&csrf_token={token_in(reviewer.page)}".encode()

    page = reviewer.request("POST", address, body, (*headers, ("Content-Type", FORM)))

    assert 403 == page.status
    assert before == count_rows(world.store)


@pytest.mark.parametrize("origin", ["null", "http://example.org", "https://localhost", ""])
def test_an_older_browser_is_judged_by_its_origin(world, desk, origin):
    """Without Sec-Fetch-Site the Origin must be ours exactly."""
    reviewer, address = desk
    original = reviewer.send

    def older(method, target, sent, body):
        return original(method, target, [h for h in sent if h[0] != "Sec-Fetch-Site"], body)

    reviewer.send = older
    body = f"message=Hello&csrf_token={token_in(reviewer.page)}".encode()

    page = reviewer.request("POST", address, body, (("Origin", origin), ("Content-Type", FORM)))

    assert 403 == page.status


def test_reading_changes_nothing(world, desk):
    """No address writes when it is only read; forms and lists may keep their own draft or index."""
    reviewer, address = desk
    world.reporter().begin()
    reviewer.list_cases()
    before = count_rows(world.store)
    case = address.split("/")[2]
    for place in places_of(world.desk, number=case):
        if "GET" in place.methods:
            reviewer.request("GET", place.address)
        else:
            assert 405 == reviewer.request("GET", place.address).status
    reporter = world.reporter()
    for place in places_of(world.intake):
        if "GET" in place.methods:
            reporter.request("GET", place.address)

    assert before == count_rows(world.store)


def test_no_page_may_be_framed(world, desk):
    """Both headers, for old and new browsers, on every answer."""
    reviewer, _ = desk

    for page in reviewer.seen:
        assert "DENY" == page.header("X-Frame-Options")
        assert "frame-ancestors 'none'" in page.header("Content-Security-Policy")


def test_cookies_stay_with_their_site(make_world):
    """SameSite=Strict, HttpOnly, Secure, and the prefix that binds them to the host."""
    world = make_world(insecure_http=False)
    world.reporter().write_report()
    reporter, reviewer = world.reporter(), world.reviewer("north-reviewer-1")
    reporter.fill()

    cookies = [c for page in reporter.seen + reviewer.seen for c in page.cookies]
    assert 4 <= len(cookies)
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        for flag in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            assert flag in cookie

"""Attack 5: the next person at a shared computer presses Back, or reads the history."""

import pytest

from reporting import limits
from tests.support.journey import Reporter, through_app
from tests.support.page import fields_of, shows_words

SECRETIVE = ("text", "password", "search", "email", "tel")


def test_no_cookie_before_the_form_and_one_in_it(world):
    """Reading is not remembered; the form has one cookie, for this visit alone."""
    reporter = world.reporter()

    reporter.get("/")
    reporter.get("/en/")
    assert {} == reporter.cookies

    reporter.fill()
    assert 1 == len(reporter.cookies)
    for page in reporter.seen:
        for cookie in page.cookies:
            assert "expires" not in cookie.lower()
            assert "max-age" not in cookie.lower()


def test_fields_are_not_remembered(world):
    """A browser is asked not to offer to a reporter what somebody typed before."""
    reporter = world.reporter()
    pages = [reporter.begin(), reporter.get("/en/return")]

    for page in pages:
        fields = list(page.document.iter("textarea"))
        fields += [e for e in page.document.iter("input") if e.get("type") in SECRETIVE]
        assert fields
        assert {"off"} == {field.get("autocomplete") for field in fields}


def test_the_words_are_shown_to_the_same_browser_alone(world):
    """Reloading shows them again; another browser gets nothing."""
    reporter = world.reporter()
    words = reporter.write_report()
    address = reporter.page.address

    again = reporter.get(address)
    stranger = Reporter(through_app(world.intake, quick=True)).get(address)

    assert shows_words(again.text, words)
    assert 404 == stranger.status
    assert not shows_words(stranger.text, words)


@pytest.mark.parametrize("minutes", [limits.RECEIPT_AGAIN_MINUTES, 24 * 60])
def test_the_words_are_gone_after_a_quarter_of_an_hour(world, minutes):
    """Not a minute longer, even with the same cookie."""
    reporter = world.reporter()
    reporter.write_report()
    address = reporter.page.address

    world.clock.advance(minutes=minutes - 1)
    kept = reporter.get(address).status
    world.clock.advance(minutes=1)

    assert 404 == reporter.get(address).status
    assert (200 if minutes == limits.RECEIPT_AGAIN_MINUTES else 404) == kept


def noted(reporter):
    """Press "I have them", skip the two pages that follow, and return each answer."""
    pages = [reporter.submit(reporter.next_form(), {})]
    for _ in range(2):
        answers = fields_of(reporter.next_form()) | {"skip": "yes"}
        pages.append(reporter.post(reporter.page.address, answers))
    return pages


def test_i_have_them_takes_the_words_back_at_once(world):
    """Before anything else is asked, whoever copied the cookie finds nothing any more."""
    reporter = world.reporter()
    reporter.write_report()
    address = reporter.page.address

    reporter.submit(reporter.next_form(), {})

    assert 404 == reporter.get(address).status


def test_the_last_page_forgets_everything(world):
    """What the browser has is cleared by name of each kind, and the draft is gone."""
    reporter = world.reporter()
    reporter.write_report()
    address, cookies = reporter.page.address, dict(reporter.cookies)

    page = noted(reporter)[-1]
    reporter.cookies = cookies  # as somebody who copied the cookie would have it

    assert '"cache", "storage"' == page.header("Clear-Site-Data")
    assert 404 == reporter.get(address).status


def test_over_https_cookies_are_cleared_too(make_world):
    """Each kind is named, because browsers differ about the star."""
    reporter = make_world(insecure_http=False).reporter()
    reporter.write_report()

    page = noted(reporter)[-1]

    assert '"cache", "cookies", "storage"' == page.header("Clear-Site-Data")


def test_signing_out_forgets_the_desk(world):
    """The pages of reports are gone from the cache, and the session from the store."""
    world.reporter().write_report()
    reviewer = world.reviewer("north-reviewer-1")
    cookies = dict(reviewer.cookies)
    form = next(
        form for form in reviewer.page.document.iter("form") if form.get("action") == "/sign-out"
    )

    reviewer.submit(form, {})
    answer = next(page for page in reviewer.seen if page.address == "/sign-out")
    reviewer.cookies = cookies

    assert '"cache"' in answer.header("Clear-Site-Data")
    assert "/sign-in" == reviewer.get("/cases").address.partition("?")[0]

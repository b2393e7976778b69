"""The whole way from the first page to the answer, with a keyboard alone, and at 400 % zoom."""

import pytest

from tests.browser.data import STORY
from tests.browser.keys import Keys
from tests.support.browser import DESKTOP, PHONE, ZOOMED, Way

pytestmark = pytest.mark.browser

WAY = Way(script=False, size=DESKTOP)


def report(keys):
    """Write and send a report."""
    keys.enter("main a[href='/en/report/form']")
    keys.choose("safety", "in_danger_now")
    keys.choose("organisation", "council")
    keys.choose("reporter_role", "resident")
    keys.tick("conduct", "joke_banter")
    keys.to("summary")
    keys.page.keyboard.press("Enter")
    keys.tick("conduct", "threat_intimidation")
    keys.write("#story", STORY)
    keys.tick("about", "colleague")
    keys.tick("struck", "director")
    keys.enter("#continue button")
    keys.enter("#continue button")  # on the page of help
    keys.enter("#continue button")
    return " ".join(keys.page.inner_text("#receipt-numbers").split())


def sign_in(keys, world):
    """Sign in at the desk."""
    account = world.accounts["north-lead-2"]
    keys.write("#username", account["username"])
    keys.write("#passphrase", account["passphrase"])
    keys.write("#code", world.codes.next(account["totp_secret"], world.clock()))
    keys.page.keyboard.press("Tab")
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Space")


@pytest.mark.parametrize("size", [DESKTOP, ZOOMED], ids=["plain", "zoomed"])
def test_the_whole_way_without_a_mouse(visit, stage, size):
    """Report, acknowledge, come back: every stop is seen, and no page scrolls sideways."""
    way = Way(script=False, size=size)
    reporter, reviewer = visit(way), visit(way)
    keys, desk_keys = Keys(reporter.page), Keys(reviewer.page)
    stage.world.clock.advance(minutes=5)

    stage.go(reporter, "intake")
    numbers = report(keys)
    keys.enter("#continue button")
    keys.enter("button[name=skip]")  # about you
    keys.enter("button[name=skip]")  # how safe it felt
    stage.go(reviewer, "desk", "/sign-in")
    sign_in(desk_keys, stage.world)
    desk_keys.enter("a[href*='state=waiting']")
    desk_keys.enter("[data-case] a")
    desk_keys.page.goto(desk_keys.page.url.partition("/opening")[0])
    desk_keys.write("#message", "Demo text. We have read it.")
    desk_keys.enter("main form button")
    keys.enter("main a[href='/en/return']")
    keys.write("#receipt", numbers)
    keys.enter("#continue button")

    assert ["Demo text. We have read it."] == reporter.page.locator(
        ".message .written"
    ).all_inner_texts()


def test_the_first_stop_skips_to_the_main_part(visit, stage):
    """The skip link comes first, shows itself, and what follows it is inside <main>."""
    visitor = visit(WAY)
    keys = Keys(visitor.page)
    stage.go(visitor, "intake", "/en/report/form")

    first = keys.stop()
    visitor.page.keyboard.press("Enter")
    keys.stop()

    assert "Skip to main content" in first
    assert visitor.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_exit_is_two_stops_away(visit, stage):
    """Nobody has to go through a page to leave it, and Enter leads elsewhere."""
    visitor = visit(Way(script=False, size=PHONE))
    keys = Keys(visitor.page)
    stage.go(visitor, "intake", "/en/report/form")

    stops = [keys.stop() for _ in range(3)]
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")

    assert "Exit this page" in stops[-1]
    assert "It rains." in visitor.page.inner_text("body")


def test_errors_lead_to_their_fields(visit, stage):
    """The summary comes before the fields; each of its links puts the focus into one."""
    visitor = visit(WAY)
    keys = Keys(visitor.page)
    stage.go(visitor, "intake", "/en/report/form")
    stage.press(visitor, "#continue button")

    names = []
    for number in range(3):
        visitor.page.locator(".govuk-error-summary a").nth(number).focus()
        visitor.page.keyboard.press("Enter")
        # Where a link leads, the next stop is found from there.
        keys.stop()
        keys.stop("Shift+Tab")
        names.append(visitor.page.evaluate("document.activeElement.name"))
    visitor.page.keyboard.press("Control+Home")
    visitor.page.locator(".masthead__name").focus()
    keys.to("main *")

    assert ["organisation", "reporter_role", "conduct"] == names
    assert visitor.page.evaluate(
        "document.querySelector('.govuk-error-summary').contains(document.activeElement)"
    )


def test_answers_outlast_a_mistake(visit, stage):
    """What was ticked and written is there again beside the sentence that asks for the rest."""
    visitor = visit(WAY)
    keys = Keys(visitor.page)
    stage.go(visitor, "intake", "/en/report/form")
    keys.choose("organisation", "transport")
    keys.write("#story", STORY)
    keys.enter("#continue button")

    page = visitor.page

    assert page.is_checked("input[name=organisation][value=transport]")
    assert STORY == page.input_value("#story")
    assert page.locator("#reporter_role-error").is_visible()

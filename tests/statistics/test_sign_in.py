"""Coming and going on the public surface: the same guards as at the desk."""

import pytest

from reporting import limits


def attempt(world, username="analyst-1", **changes):
    """Send the sign-in form with right answers but for some; return visitor and page."""
    visitor = world.reader()
    world.clock.advance(minutes=1)
    known = world.accounts.get(username, world.accounts["analyst-1"])
    account = {**known, "username": username, **changes}
    return visitor, visitor.sign_in(account, world.clock)


@pytest.mark.parametrize("username", ["analyst-1", "board-1", "north-lead-1"])
def test_analysts_boards_and_leads_get_in(world, username):
    """With a session cookie of this surface, and no word of it in the database."""
    visitor, page = attempt(world, username)

    assert (200, "/figures/council") == (page.status, page.address)
    assert {"statistics", "statistics-device"} == visitor.cookies.keys()


def test_a_wrong_passphrase_and_an_unknown_name_get_one_answer(world):
    """Nobody learns which of them it was."""
    _, wrong = attempt(world, passphrase="not the passphrase")
    _, unknown = attempt(world, username="nobody")

    assert 400 == wrong.status == unknown.status
    assert wrong.errors == unknown.errors


def test_a_flood_of_attempts_is_slowed(world):
    """With the sentence of the desk."""
    pages = [attempt(world, passphrase="x")[1] for _ in range(2)]
    visitor = world.reader()
    for _ in range(limits.SIGN_IN_BURST + 1):
        page = visitor.get("/sign-in")
        page = visitor.submit(
            page.form_with("passphrase"),
            {"username": "analyst-1", "passphrase": "x", "code": "000000"},
        )

    assert [400, 400] == [each.status for each in pages]
    assert 429 == page.status


def test_signing_out_ends_the_session_everywhere(world):
    """The old cookie opens nothing."""
    visitor = world.reader("analyst-1")
    before = dict(visitor.cookies)
    page = visitor.get("/figures")
    leave = next(form for form in page.document.iter("form") if form.get("action") == "/sign-out")
    visitor.submit(leave, {})
    visitor.cookies = before

    assert "/sign-in" == visitor.get("/figures").address.partition("?")[0]


def test_an_idle_session_ends(world):
    """After a quarter of an hour, as at the desk."""
    visitor = world.reader("analyst-1")
    world.clock.advance(minutes=limits.SESSION_IDLE_MINUTES)

    assert "/sign-in?again=yes" == visitor.get("/figures").address


def test_the_session_of_one_surface_is_none_at_the_other(world):
    """An analyst's cookie under the name of the desk's shows no list of reports."""
    analyst, stranger = world.reader("analyst-1"), world.reviewer()
    stranger.cookies = {"desk": analyst.cookies["statistics"]}

    assert 404 == stranger.get("/cases").status

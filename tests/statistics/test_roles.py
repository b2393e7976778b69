"""Who may do what on the public surface: every route has a line, and every account its own."""

import pytest

from reporting.statistics.roles import ALLOWED, BOARDS, LEADS, MAY_WRITE, SIGNED_IN, WRITERS
from reporting.web.roles import EVERYBODY
from tests.support.routes import places_of

READERS = {"analyst": "analyst-1", "board": "board-1", "lead": "north-lead-1"}
NAMES = {
    "code": "council",
    "name": "council-1",
    "kind": "assessment",
    "about": "1",
    "table": "received",
    "ending": "csv",
}


def test_every_route_has_a_line(world):
    """A page somebody forgets to think about fails here first."""
    endpoints = {rule.endpoint for rule in world.statistics.url_map.iter_rules()}

    assert set(ALLOWED) == endpoints


def test_only_what_is_published_is_open_to_everybody():
    """Everything else needs an account, and the board's mail one of the board."""
    closed = {name: allowed for name, allowed in ALLOWED.items() if allowed is not EVERYBODY}

    assert closed == {
        "sign_out": SIGNED_IN,
        "figures": SIGNED_IN,
        "figures_of": SIGNED_IN,
        "compare": SIGNED_IN,
        "proposed": LEADS,
        "write": WRITERS,
        "read_feedback": BOARDS,
    }


def test_only_the_board_assesses_and_asks_and_only_the_lead_replies():
    """One table says who may write what."""
    assert MAY_WRITE == {
        "assessment": BOARDS,
        "question": BOARDS,
        "reply": LEADS,
        "item": LEADS,
        "change": LEADS,
        "summary": LEADS,
        "challenges": LEADS,
        "next": LEADS,
    }


def test_without_a_session_every_closed_page_leads_to_sign_in(world):
    """Whether it exists or not."""
    for place in places_of(world.statistics, **NAMES):
        if ALLOWED[place.endpoint] is not EVERYBODY and "GET" in place.methods:
            assert "/sign-in" == world.reader().get(place.address).address


@pytest.mark.parametrize("role", READERS)
def test_each_role_gets_what_the_table_says(filled, role):
    """Every page is there for the roles in its line, and unknown to the others."""
    person = filled.reader(READERS[role])
    for place in places_of(filled.statistics, **NAMES):
        if "GET" not in place.methods or place.endpoint in {"static", "compare"}:
            continue
        allowed = ALLOWED[place.endpoint]
        open_to_them = allowed is EVERYBODY or role in allowed
        if place.endpoint == "write":
            open_to_them = role in MAY_WRITE["assessment"]
        if place.endpoint == "report":
            open_to_them = role in MAY_WRITE["challenges"]  # which nobody has written yet

        assert (200 if open_to_them else 404) == person.get(place.address).status, place


@pytest.mark.parametrize("username", ["north-reviewer-1", "north-chair-1", "council-owner-1"])
def test_who_works_at_the_desk_alone_has_no_pages_here(world, username):
    """They are told so, and get no session."""
    reader = world.reader()
    world.clock.advance(minutes=1)

    page = reader.sign_in(world.accounts[username], world.clock)

    assert 403 == page.status
    assert "This account has no pages here yet." in page.text
    assert "statistics" not in reader.cookies

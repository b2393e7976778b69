"""Who may do what: every route has a line in one table."""

from flask import Flask

from reporting.desk.roles import (
    ADVISERS,
    ALLOWED,
    INTERPRETERS,
    LEADS,
    OWNERS,
    READERS,
    SIGNED_IN,
)
from reporting.web.roles import EVERYBODY, install_roles
from tests.desk.conftest import Place


def test_every_route_has_a_line(place: Place) -> None:
    """A page somebody forgets to think about fails here first."""
    endpoints = {rule.endpoint for rule in place.app.url_map.iter_rules()}

    assert set(ALLOWED) == endpoints


def test_only_these_pages_are_open_to_everybody() -> None:
    """Nothing that shows a report is open without a session."""
    open_to_all = {name for name, allowed in ALLOWED.items() if allowed is EVERYBODY}

    assert {"static", "healthz", "home", "sign_in", "join"} == open_to_all
    one_each = {OWNERS, INTERPRETERS, ADVISERS}
    assert {READERS, LEADS, SIGNED_IN, EVERYBODY} | one_each == set(ALLOWED.values())


def test_a_page_without_a_line_is_open_to_nobody() -> None:
    """A forgotten line closes a page; it never opens one."""
    app = Flask("roles", static_folder=None)
    app.add_url_rule("/forgotten", "forgotten", lambda: "a page")
    install_roles(app, ALLOWED, lambda: "sign in")

    answer = app.test_client().get("/forgotten")

    assert 404 == answer.status_code


def test_pages_of_reports_lead_to_sign_in(place: Place) -> None:
    """Without a session every page of a report leads to sign-in, whether it exists or not."""
    [case] = place.send()

    for address in ("/cases", f"/cases/{case}", "/cases/0000000000000000"):
        assert "/sign-in" == place.visitor().get(address).address

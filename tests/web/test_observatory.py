"""The headers score as high as the MDN HTTP Observatory lets them."""

import pytest

from tests.support.guarded import guarded_app
from tests.support.observatory import modifiers, score


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", 150), ("/cookie", 155), ("/nowhere", 150), ("/leave", 150)],
)
def test_every_kind_of_answer_scores_high(path, expected):
    """Pages, errors and pages with a cookie reach the score of the design."""
    client = guarded_app().test_client()

    response = client.get(path)

    assert expected == score(dict(response.headers), response.headers.getlist("Set-Cookie"))


def test_a_preloaded_host_scores_five_more():
    """Being on the preload list is the operator's to do, and counts."""
    response = guarded_app().test_client().get("/")

    assert 155 == score(dict(response.headers), [], preloaded=True)


def test_a_missing_header_costs_the_bonuses_too():
    """Without transport security the score falls to 80, as the real scanner gave."""
    headers = dict(guarded_app().test_client().get("/").headers)

    del headers["Strict-Transport-Security"]

    assert 80 == score(headers, [])


@pytest.mark.parametrize(
    ("name", "value", "row", "expected"),
    [
        ("Content-Security-Policy", "", "content-security-policy", -25),
        ("Content-Security-Policy", "script-src 'unsafe-inline'", "content-security-policy", -20),
        ("Content-Security-Policy", "default-src 'self'", "content-security-policy", 5),
        ("Cross-Origin-Embedder-Policy", "same-origin", "cross-origin-embedder-policy", 0),
        ("Strict-Transport-Security", "max-age=60", "strict-transport-security", -10),
        ("X-Content-Type-Options", "", "nosniff", -5),
        ("Referrer-Policy", "unsafe-url", "referrer-policy", 0),
    ],
)
def test_the_table_sees_a_weakened_header(name, value, row, expected):
    """The table itself notices what it is there to notice."""
    headers = dict(guarded_app().test_client().get("/").headers) | {name: value}

    assert expected == modifiers(headers, [])[row]


def test_a_careless_cookie_costs_more_than_all_bonuses_of_cookies():
    """A cookie without its three flags loses points."""
    headers = dict(guarded_app().test_client().get("/").headers)

    assert -40 == modifiers(headers, ["visit=1; Secure"])["cookies"]

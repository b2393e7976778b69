"""A form without a good token changes nothing."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.web.csrf import HourSigner, _serializer, check_token, make_token
from tests.support.guarded import NOON, SECRET, guarded_app

OTHER = b"another visitor's 32 byte secret"


@pytest.fixture
def app():
    """The small application, its clock at noon."""
    return guarded_app()


def token_of(app, secret=SECRET):
    """Return a token made now."""
    with app.app_context():
        return make_token(secret)


def move(app, hours):
    """Let time pass."""
    app.extensions["reporting"].now.moment += timedelta(hours=hours)


@pytest.mark.parametrize(
    ("hours", "good"),
    [(0, True), (limits.STAMP_HOURS, True), (limits.STAMP_HOURS + 1, False), (-1, True)],
)
def test_a_token_is_good_for_a_day(app, hours, good):
    """A day later it is stale; a machine that is a little behind still takes it."""
    token = token_of(app)

    move(app, hours)

    with app.app_context():
        assert good == check_token(SECRET, token)


def test_a_token_serves_only_the_visitor_it_was_made_for(app):
    """A token of somebody else, or for another use of the same secret, is refused."""
    stolen = token_of(app, OTHER)
    other_use = _serializer(SECRET, NOON)
    other_use.salt = b"reporting/other/1"

    with app.app_context():
        assert not check_token(SECRET, stolen)
        assert not check_token(SECRET, other_use.dumps(""))


@given(text=st.text())
def test_no_text_is_a_token_or_an_error(text):
    """Whatever comes in the field is answered with no."""
    app = guarded_app()

    with app.app_context():
        assert not check_token(SECRET, text)


def test_one_changed_character_is_noticed(app):
    """Every character of a token matters, but for the unused bits of its last."""
    token = token_of(app)

    with app.app_context():
        for place in range(len(token) - 1):
            changed = "A" if token[place] != "A" else "B"
            assert not check_token(SECRET, token[:place] + changed + token[place + 1 :])


def test_a_token_tells_the_hour_and_reads_no_other_clock(app):
    """Two minutes of one hour give one token, and the system's clock is never asked."""
    with patch("time.time", side_effect=AssertionError):
        first = token_of(app)
        app.extensions["reporting"].now.moment += timedelta(minutes=19)
        second = token_of(app)

    assert first == second


def test_tokens_are_signed_with_sha_256(app):
    """Itsdangerous would take SHA-1."""
    signer = _serializer(SECRET, NOON).make_signer()

    assert isinstance(signer, HourSigner)
    assert 32 == len(signer.get_signature(b"x")) * 3 // 4
    assert "hmac" == signer.key_derivation


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", "\udcff", "\0"])
def test_a_form_without_a_good_token_is_refused(app, token):
    """Missing, empty and made-up tokens get 400."""
    data = {} if token is None else {"csrf_token": token.encode("utf-8", "replace").decode()}

    response = app.test_client().post("/send", data=data)

    assert 400 == response.status_code


def test_a_form_with_a_good_token_is_taken(app):
    """The view sees the form."""
    response = app.test_client().post("/send", data={"csrf_token": token_of(app), "a": "b"})

    assert "b" == response.get_json()["a"]


def test_a_visitor_without_a_secret_cannot_send():
    """Before there is a cookie there is nothing a token could be bound to."""
    app = guarded_app(lambda: None)

    response = app.test_client().post("/send", data={"csrf_token": token_of(app)})

    assert 400 == response.status_code


def test_a_marked_view_keeps_the_answers_and_knows(app):
    """It shows the form again instead of an error page, so that nothing written is lost."""
    client = app.test_client()

    stale = client.post("/kept", data={"csrf_token": "old"})
    good = client.post("/kept", data={"csrf_token": token_of(app)})

    assert ({"stale": True}, {"stale": False}) == (stale.json, good.json)


@pytest.mark.parametrize(("path", "expected"), [("/nowhere", 404), ("/", 405)])
def test_what_does_not_exist_is_said_first(app, path, expected):
    """A missing token does not hide that there is nothing to send to."""
    assert expected == app.test_client().post(path).status_code


def test_templates_get_the_token(app):
    """`csrf_token()` renders a token of the present visitor, and nothing without one."""
    source = "{{ csrf_token() }}"
    bare = guarded_app(lambda: None)

    with app.app_context():
        rendered = app.jinja_env.from_string(source).render()
        assert check_token(SECRET, rendered)
    assert "" == bare.jinja_env.from_string(source).render()

"""No input from outside gives a 500, on any address, with any verb, header or body."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import Headers

from tests.support.journey import FORM, Reporter, Reviewer, through_app
from tests.support.routes import VERBS, places_of
from tests.support.shelf import make_series, put_releases

OURS = 500
FIELDS: tuple[str, ...] = (
    "safety",
    "organisation",
    "reporter_role",
    "conduct",
    "story",
    "about",
    "struck",
    "seen",
    "finding",
    "answer",
    "reference",
    "severity",
)
FIELDS += ("receipt", "message", "revision", "username", "passphrase", "code", "csrf_token")
FIELDS += ("text", "did", "version", "table", "first", "second")
FIELDS += ("to", "summary", "asked", "days", "press", "opening", "what", "reason", "mark")
FIGURES = {"code": "council", "name": "council-1", "kind": "assessment", "about": "1"}
NASTY = st.sampled_from(
    ["", " ", "\0", "\u202e", "\x07", "%", "%zz", "'\"--", "{{7*7}}", "<b>", "a" * 70_000]
) | st.text(max_size=200)
NAMES = st.sampled_from(FIELDS) | st.text(max_size=20)
# What HTTP lets through a server; others never reach the application.
HEADER_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "Cookie", "Host", "Origin", "Sec-Fetch-Site", "Referer", "Content-Type",
                "Content-Encoding", "Accept-Language", "X-Forwarded-For", "If-None-Match",
                "If-Modified-Since", "Range", "Authorization",
            ]
        ),
        HEADER_TEXT
        | st.sampled_from(["intake=x; desk=y", "bytes=0-1,1-0", "multipart/form-data; boundary="]),
    ),
    max_size=4,
)  # fmt: skip
SEARCH = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)


def sign(body, token):
    """Return a form body with a good token, so that it gets behind the first guard."""
    return {**body, "csrf_token": token}


def token_on(page):
    """Return the token in the forms of a page."""
    for form in page.document.iter("form"):
        for element in form.iter("input"):
            if element.get("name") == "csrf_token":
                return element.get("value", "")
    return ""


class Sweep:
    """An application, somebody in the middle of using it, and its addresses."""

    def __init__(self, app, person, places):
        self.app, self.person, self.places = app, person, places


@pytest.fixture
def visitors(make_world):
    """A reporter in the middle of a conversation, and a reviewer in front of a case."""
    world = make_world()
    words = world.reporter().write_report()
    reporter = world.reporter()
    reporter.fill()
    reporter.return_with(words)
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    reviewer.open_case(case)
    put_releases(world, make_series(years=1))
    board = world.reader("board-1")
    board.get("/figures/council/words/assessment/1")
    return {
        "intake": Sweep(world.intake, reporter, list(places_of(world.intake))),
        "desk": Sweep(world.desk, reviewer, list(places_of(world.desk, number=case))),
        "statistics": Sweep(world.statistics, board, list(places_of(world.statistics, **FIGURES))),
    }


@pytest.mark.parametrize("surface", ["intake", "desk", "statistics"])
@SEARCH
@given(data=st.data())
def test_hostile_forms_are_refused_in_words(visitors, surface, data):
    """Any fields with any text, with a good token and without, on every address that takes forms.

    What comes back is an answer of ours: a page, and never our mistake.
    """
    person, places = visitors[surface].person, visitors[surface].places
    takers = [place for place in places if "POST" in place.methods and "out" not in place.address]
    body = data.draw(st.dictionaries(NAMES, NASTY | st.lists(NASTY, max_size=3), max_size=6))
    token = token_on(person.page) if data.draw(st.booleans()) else ""
    for place in takers:
        before = dict(person.cookies)

        page = person.post(place.address, sign(body, token) if token else body)

        person.cookies = before
        assert page.status < OURS


@pytest.mark.parametrize("surface", ["intake", "desk", "statistics"])
@SEARCH
@given(data=st.data())
def test_hostile_requests_are_refused(visitors, surface, data):
    """Any bytes as a body, any headers, any query."""
    app, places = visitors[surface].app, visitors[surface].places
    client = app.test_client()
    place = data.draw(st.sampled_from(places))
    verb = data.draw(st.sampled_from(VERBS))
    headers = Headers(data.draw(HEADERS))
    if "Content-Type" not in headers:
        headers.add("Content-Type", FORM)

    answer = client.open(
        place.address,
        method=verb,
        query_string=data.draw(st.text(max_size=40) | st.just("%ff")),
        headers=headers,
        data=data.draw(st.binary(max_size=300)),
    )
    answer.close()

    assert answer.status_code < OURS


@pytest.mark.parametrize("surface", ["intake", "desk", "statistics"])
@SEARCH
@given(path=st.text(max_size=60) | st.sampled_from(["//x", "/en//", "/../etc", "/%2e%2e", "/\\"]))
def test_hostile_addresses_are_refused(visitors, surface, path):
    """Any path is a page, a redirect of ours, or an error page."""
    app = visitors[surface].app

    # As a server hands it over: bytes of UTF-8, each a character.
    written = f"/{path}".encode().decode("latin-1")
    answer = app.test_client().get("/", environ_overrides={"PATH_INFO": written})
    answer.close()

    assert answer.status_code < OURS
    assert "//" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("surface", ["intake", "desk", "statistics"])
def test_wrong_verbs_get_405(visitors, surface):
    """Every verb on every address; nothing answers to what it does not take."""
    app, places = visitors[surface].app, visitors[surface].places
    taken: dict[str, set[str]] = {}
    for place in places:
        taken.setdefault(place.address, set()).update(place.methods - {"OPTIONS"})
    client = app.test_client()

    for address, methods in taken.items():
        for verb in VERBS:
            answer = client.open(address, method=verb)
            answer.close()

            assert (verb in methods) == (answer.status_code != 405), (verb, address)
            assert answer.status_code < OURS


def test_strangers_are_asked_to_sign_in_or_get_nothing(visitors):
    """Without a session, every address of the desk shows the way in, and no more."""
    app, places = visitors["desk"].app, visitors["desk"].places
    for place in places:
        if place.endpoint in {"static", "healthz", "sign_in", "home", "join"}:
            continue
        stranger = Reviewer(through_app(app))
        if "GET" in place.methods:
            assert "/sign-in" == stranger.get(place.address).address.partition("?")[0]
        else:
            assert stranger.post(place.address, {"message": "x"}).status in {400, 403}


def test_a_cookie_of_somebody_else_is_no_error(visitors):
    """A cookie that was altered, cut or made up is as good as none."""
    app, reporter = visitors["intake"].app, visitors["intake"].person
    (name, value), *_ = reporter.cookies.items()
    for wrong in ("", "x", value[:-1], value[1:] + "A", value + value, "é"):
        stranger = Reporter(through_app(app), cookies={name: wrong})

        assert 200 == stranger.get("/en/report/form").status

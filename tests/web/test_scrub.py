"""Nothing that tells who asks reaches the application."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.web.scrub import KEPT_HEADERS, Scrub
from tests.support.guarded import guarded_app

CANARY = "canary-5f1c"


def scrubbed(environ, insecure_http=True):
    """Return what is left of an environ once the wrapped application sees it."""
    seen = {}

    def application(found, _start_response):
        seen.update(found)
        return []

    Scrub(application, insecure_http=insecure_http)(environ, lambda *_: len)
    return seen


TELLING = {
    "User-Agent": CANARY,
    "Accept-Language": CANARY,
    "X-Forwarded-For": CANARY,
    "X-Real-IP": CANARY,
    "X-Forwarded-Proto": CANARY,
    "X-Forwarded-Host": CANARY,
    "Forwarded": f"for={CANARY}",
    "Via": CANARY,
    "From": CANARY,
    "Accept": CANARY,
    "DNT": CANARY,
    "Sec-CH-UA": CANARY,
    "Authorization": CANARY,
    "CF-Connecting-IP": CANARY,
    "Referer": f"https://elsewhere.example/{CANARY}",
}


@pytest.mark.parametrize("header", TELLING)
def test_a_telling_header_is_gone(header):
    """Whatever a browser or proxy adds about the person is not in the environ."""
    client = guarded_app().test_client()

    response = client.get("/seen", headers={header: TELLING[header]})

    assert 200 == response.status_code
    assert CANARY not in response.text


def test_the_address_of_the_other_end_is_gone():
    """No address, port, name, socket or proxy detail is left."""
    environ = {
        "REMOTE_ADDR": "192.0.2.7",
        "REMOTE_PORT": "7",
        "REMOTE_USER": "somebody",
        "PROXY_ADDR": "192.0.2.8",
        "SSL_CLIENT_S_DN": "somebody",
        "gunicorn.socket": object(),
        "PATH_INFO": "/",
    }

    seen = scrubbed(environ, insecure_http=False)

    assert {"PATH_INFO": "/", "wsgi.url_scheme": "https"} == seen


@pytest.mark.parametrize(
    ("referer", "kept"),
    [
        ("http://localhost/en/report", True),
        ("https://localhost/en/report", False),
        ("http://localhost.example/", False),
        ("http://localhost:81/", False),
        ("http://localhost@elsewhere.example/", False),
        ("http://[", False),
    ],
)
def test_a_referer_stays_only_if_it_is_our_own_page(referer, kept):
    """Where somebody came from is nobody's business."""
    response = guarded_app().test_client().get("/seen", headers={"Referer": referer})

    assert kept == ("HTTP_REFERER" in response.get_json())


def test_the_scheme_is_a_setting_and_no_claim():
    """A forged X-Forwarded-Proto cannot change what the service takes itself to be."""
    client = guarded_app(insecure_http=False).test_client()

    response = client.get("/seen", headers={"X-Forwarded-Proto": "http"})

    assert "https" == response.get_json()["wsgi.url_scheme"]


@given(names=st.sets(st.from_regex(r"HTTP_[A-Z][A-Z_]{0,20}", fullmatch=True)))
def test_only_listed_headers_ever_pass(names):
    """A header nobody thought of is dropped as well."""
    seen = scrubbed(dict.fromkeys(names, "x"))

    assert {name for name in seen if name.startswith("HTTP_")} <= KEPT_HEADERS


@pytest.mark.parametrize(
    ("path", "asked", "kept"),
    [
        ("/video/signs.webm", "bytes=0-", True),
        ("/video/signs.webm", "bytes=100-2000", True),
        ("/en/", "bytes=0-", False),
        ("/static/public.css", "bytes=0-1", False),
        ("/video/signs.webm", "bytes=-1", False),
        ("/video/signs.webm", "bytes=0-1,5-9", False),
        ("/video/signs.webm", "bytes=٠-", False),
        ("/video/signs.webm", f"bytes=0-; {CANARY}", False),
    ],
)
def test_a_part_may_be_asked_for_where_a_video_is_and_in_one_form(path, asked, kept):
    """A player needs it; anywhere else it would only tell browsers apart."""
    seen = scrubbed({"PATH_INFO": path, "HTTP_RANGE": asked})

    assert kept == (seen.get("HTTP_RANGE") == asked)
    assert kept or "HTTP_RANGE" not in seen

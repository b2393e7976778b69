"""Only small, well-formed forms come in; nothing of them touches a disk."""

import io
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.web.csrf import make_token
from tests.support.guarded import SECRET, guarded_app

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"


@pytest.fixture
def app():
    """The small application."""
    return guarded_app()


@pytest.fixture
def token(app):
    """A good token, so that only the body decides."""
    with app.app_context():
        return make_token(SECRET)


@pytest.fixture
def no_files(monkeypatch):
    """Any attempt to make a temporary file fails the test."""

    def refuse(*_arguments, **_options):
        raise AssertionError("a temporary file was asked for")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("werkzeug.formparser.TemporaryFile", refuse, raising=False)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse, raising=False)


@pytest.mark.parametrize("encoding", [FORM, PARTS])
@pytest.mark.parametrize(("size", "expected"), [(200_000, 200), (300_000, 413)])
def test_both_encodings_have_one_limit(app, token, no_files, encoding, size, expected):
    """A large form is taken in memory, a larger one is refused."""
    data = {"csrf_token": token, "story": "x" * size}

    response = app.test_client().post("/send", data=data, content_type=encoding)

    assert expected == response.status_code


def test_a_body_without_a_length_has_the_same_limit(app, token):
    """The limit counts what is read, not what is claimed."""
    body = f"csrf_token={token}&story=".encode() + b"x" * limits.FORM_BODY_BYTES

    response = app.test_client().post(
        "/send",
        input_stream=io.BytesIO(body),
        content_type=FORM,
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert 413 == response.status_code


@pytest.mark.parametrize(
    ("encoding", "fields", "expected"),
    [
        (PARTS, limits.FORM_PARTS - 1, 200),
        (PARTS, limits.FORM_PARTS + 1, 413),
        (FORM, limits.FORM_FIELDS - 1, 200),
        (FORM, limits.FORM_FIELDS, 413),
    ],
)
def test_the_number_of_fields_is_limited(app, token, encoding, fields, expected):
    """Very many small fields are as much work as a large one."""
    data = {"csrf_token": token} | {f"f{number}": "x" for number in range(fields)}

    response = app.test_client().post("/send", data=data, content_type=encoding)

    assert expected == response.status_code


def test_a_file_is_refused_and_never_written(app, token, no_files):
    """There is no upload here, so a file gets 415 at its first byte."""
    data = {"csrf_token": token, "file": (io.BytesIO(b"\xff" * 100_000), "photo.jpg")}

    response = app.test_client().post("/send", data=data, content_type=PARTS)

    assert 415 == response.status_code


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"{}", "application/json", 415),
        (b"a=b", "text/plain", 415),
        (b"a=b", "", 415),
        (b"a=%zz", FORM, 400),
        (b"a=%", FORM, 400),
        (b"a=%ff", FORM, 400),
        (b"a=\xff", FORM, 400),
        (b"nonsense", f"{PARTS}; boundary=x", 400),
        (b"nonsense", PARTS, 400),
        (b"nonsense", f"{PARTS}; boundary=\xc3\xa9", 400),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb', f"{PARTS}; boundary=x", 400),
        (
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n',
            f"{PARTS}; boundary=x",
            400,
        ),
    ],
)
def test_a_malformed_body_is_refused(app, body, content_type, expected):
    """What no browser sends is answered in one sentence."""
    response = app.test_client().post("/kept", data=body, content_type=content_type)

    assert expected == response.status_code


@pytest.mark.parametrize(
    "path",
    ["/%00", "/%0d%0aX: y", "/%ff", "/%zz", "/?a=%00", "/?a=%ff", "/?a=%z", "/?%0a", "/%7f"],
)
def test_a_malformed_address_is_refused(app, path):
    """Broken escapes, wrong UTF-8 and control characters get 400, also where nothing lives."""
    assert 400 == app.test_client().get(path).status_code


@pytest.mark.parametrize("coding", ["gzip", "br", "identity"])
def test_packed_bodies_are_refused(app, token, coding):
    """Nothing is ever unpacked, so there is no bomb."""
    response = app.test_client().post(
        "/send", data={"csrf_token": token}, headers={"Content-Encoding": coding}
    )

    assert 415 == response.status_code


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_get_405(app, method):
    """Known pages say what they take; unknown ones are unknown."""
    client = app.test_client()

    response = client.open("/", method=method)

    assert 405 == response.status_code
    assert "OPTIONS" not in response.headers["Allow"]
    assert 404 == client.open("/nowhere", method=method).status_code


def test_options_is_off_for_static_files_too(tmp_path):
    """Flask makes their route before any setting can be given."""
    from flask import Flask

    from reporting.web.bodies import install_bodies

    app = Flask("styled", static_folder=str(tmp_path), static_url_path="/static")
    install_bodies(app)

    response = app.test_client().options("/static/a.css")

    assert 405 == response.status_code
    assert {"GET", "HEAD"} == set(response.headers["Allow"].split(", "))


def test_head_is_answered_like_get(app):
    """Same headers, no body."""
    client = app.test_client()

    assert dict(client.get("/").headers) == dict(client.head("/").headers)


@given(
    body=st.binary(max_size=300),
    content_type=st.sampled_from([FORM, PARTS, f"{PARTS}; boundary=x", "x", ""]),
)
def test_no_body_is_our_fault(body, content_type):
    """Any bytes at all give an answer below 500."""
    response = guarded_app().test_client().post("/kept", data=body, content_type=content_type)

    assert response.status_code < 500


@given(path=st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_address_is_our_fault(path):
    """Any address at all gives an answer below 500."""
    response = guarded_app().test_client().get("/x" + path, base_url="http://localhost/")

    assert response.status_code < 500

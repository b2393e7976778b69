"""Every answer carries the headers, and the browser can be asked to forget."""

import pytest
from flask import Flask

from reporting.web.assets import install_assets
from reporting.web.headers import ALWAYS, install_headers
from tests.support.guarded import SECRET, guarded_app


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/nowhere", 404),
        ("PUT", "/", 405),
        ("POST", "/send", 400),
        ("GET", "/%00", 400),
        ("GET", "/broken", 500),
    ],
)
def test_every_answer_carries_every_header(method, path, status):
    """Errors are answered with the same headers as pages, and nothing may be stored."""
    client = guarded_app(lambda: SECRET).test_client()

    response = client.open(path, method=method)

    assert status == response.status_code
    assert ALWAYS.items() <= dict(response.headers).items()
    assert "no-store" == response.headers["Cache-Control"]


def test_an_unknown_host_gets_the_headers_too():
    """The refusal of a foreign Host is an answer like any other."""
    response = guarded_app().test_client().get("/", base_url="http://elsewhere.example/")

    assert 400 == response.status_code
    assert ALWAYS.items() <= dict(response.headers).items()


def test_a_static_file_may_be_kept_only_under_an_address_that_changes_with_it(tmp_path):
    """The address ends in a digest of the file; without it the file is not kept."""
    (tmp_path / "a.css").write_text("p { margin: 0 }")
    app = Flask("styled", static_folder=str(tmp_path), static_url_path="/static")
    install_headers(app)
    install_assets(app)
    with app.test_request_context():
        address = app.url_for("static", filename="a.css")
        named = app.jinja_env.from_string("{{ asset('a.css') }}").render()

    client = app.test_client()
    kept = []
    for path in (address, "/static/a.css", "/static/b.css?v=1"):
        with client.get(path) as response:
            kept.append(response.headers["Cache-Control"])

    assert "?v=" in address
    assert address == named
    assert ["public, max-age=31536000, immutable", "no-store", "no-store"] == kept


@pytest.mark.parametrize(
    ("insecure_http", "expected"),
    [(False, '"cache", "cookies", "storage"'), (True, '"cache", "storage"')],
)
def test_leaving_asks_the_browser_to_forget(insecure_http, expected):
    """Kinds are named one by one; over plain http the cookies of other surfaces stay."""
    response = guarded_app(insecure_http=insecure_http).test_client().get("/leave")

    assert expected == response.headers["Clear-Site-Data"]

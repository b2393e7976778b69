"""A small application behind every guard, for the tests of the guards themselves."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

from flask import Flask, Response, g, make_response, request

from reporting.web.assets import install_assets
from reporting.web.bodies import install_bodies
from reporting.web.csrf import answers_kept, install_csrf
from reporting.web.headers import forget_me, install_headers
from reporting.web.origin import install_origin_guard
from reporting.web.scrub import Scrub

NOON = datetime(2026, 3, 2, 12, 40, tzinfo=UTC)
SECRET = b"a visitor's secret of 32 bytes.."


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        """Return the moment it is set to."""
        return self.moment


def _add_reading(app: Flask) -> None:
    @app.get("/")
    def page() -> str:
        return "page"

    @app.get("/healthz")
    def healthz() -> str:
        return "well"

    @app.get("/seen")
    def seen() -> dict[str, str]:
        return {name: str(value) for name, value in request.environ.items()}

    @app.get("/big/<int:size>")
    def big(size: int) -> str:
        return "x" * size

    @app.get("/cookie")
    def cookie() -> Response:
        response = make_response("page")
        response.set_cookie("visit", "1", secure=True, httponly=True, samesite="Strict")
        return response

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError(request.args.get("with", ""))


def _add_writing(app: Flask) -> None:
    @app.post("/send")
    def send() -> dict[str, str]:
        return dict(request.form)

    @app.post("/kept")
    @answers_kept
    def kept() -> dict[str, bool]:
        return {"stale": g.stale_form}


def guarded_app(
    secret: Callable[[], bytes | None] = lambda: SECRET, insecure_http: bool = True
) -> Flask:
    """Return the application; its clock is `app.extensions["reporting"].now`."""
    app = Flask("guarded", static_folder=None)
    app.extensions["reporting"] = SimpleNamespace(now=Clock())
    app.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1"]
    app.wsgi_app = Scrub(app.wsgi_app, insecure_http=insecure_http)  # type: ignore[method-assign]
    install_headers(app)
    install_assets(app)
    install_bodies(app)
    install_origin_guard(app)
    install_csrf(app, secret)

    _add_reading(app)
    _add_writing(app)

    @app.get("/leave")
    def leave() -> Response:
        return forget_me(make_response("gone"), insecure_http)

    return app

"""Builds the public surface: figures for everybody, and more of them behind sign-in."""

from collections.abc import Callable

from flask import Flask, request

from reporting import clock, limits
from reporting.passwords import STANDARD, Argon2Profile
from reporting.services import Services
from reporting.statistics.feedback import install_feedback
from reporting.statistics.files import install_files
from reporting.statistics.inside import install_inside
from reporting.statistics.proposed import install_proposed
from reporting.statistics.public import install_public
from reporting.statistics.queries import install_queries
from reporting.statistics.report import install_report
from reporting.statistics.roles import ALLOWED, SIGNED_IN
from reporting.statistics.writing import install_writing
from reporting.web.csrf import install_csrf
from reporting.web.door import EXTENSION, make_door
from reporting.web.limiter import TokenBucket
from reporting.web.roles import install_roles
from reporting.web.sessions import current_session, install_sessions
from reporting.web.sign_in import (
    Entrance,
    ask_to_sign_in,
    install_sign_in,
    secret_of_visitor,
)
from reporting.web.surface import make_app, services_of
from reporting.web.text import without_hidden
from reporting.web.unsent import install_unsent
from reporting.web.visit import install_visits

NAME = "statistics"


def create_app(
    services: Services | None = None,
    *,
    profile: Argon2Profile = STANDARD,
    steady: Callable[[], float] = clock.steady_now,
) -> Flask:
    """Return the statistics surface; `profile` and `steady` (seconds that only grow) for tests.

    Without `services`, those of the environment are used.
    """
    services = services_of(NAME, services)
    app = make_app(services, page_bucket=limits.FIGURES_BUCKET)
    app.extensions[EXTENSION] = make_door(services, NAME, profile, steady)
    app.jinja_env.globals.update(sheet=NAME, current_session=current_session)
    install_visits(app, f"{NAME}-form", insecure_http=services.insecure_http)
    install_sessions(app, NAME, insecure_http=services.insecure_http)
    install_csrf(app, secret_of_visitor)
    install_queries(app)
    install_roles(app, ALLOWED, ask_to_sign_in)
    install_sign_in(
        app, Entrance("statistics/base.html", SIGNED_IN, "figures", _written), address="/home"
    )
    install_public(app)
    install_files(app)
    install_report(app)
    install_inside(app)
    install_proposed(app)
    install_writing(app)
    install_feedback(app, TokenBucket(limits.FEEDBACK_RATE, limits.FEEDBACK_BURST, steady))
    install_unsent(app, "statistics/base.html", _written)
    return app


def _written() -> str:
    """Return what came with this request for the public page, both halves of an item."""
    parts = (request.form.get(name, "") for name in ("text", "did"))
    return "\n\n".join(without_hidden(part) for part in parts if part)

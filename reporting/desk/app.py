"""The desk as a WSGI application: `gunicorn 'reporting.desk:create_app()'`."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Flask

from reporting import clock, limits
from reporting.desk.asked import install_asked
from reporting.desk.case import install_case
from reporting.desk.duty import install_duty
from reporting.desk.exporting import install_exporting
from reporting.desk.gates import install_gates
from reporting.desk.health import install_health
from reporting.desk.inviting import install_inviting
from reporting.desk.joining import install_joining
from reporting.desk.notices import install_notices
from reporting.desk.openings import install_openings
from reporting.desk.promise import install_promise
from reporting.desk.referral import install_referral
from reporting.desk.roles import ALLOWED, HOMES, SIGNED_IN
from reporting.desk.roster import install_roster
from reporting.desk.search import install_search
from reporting.desk.views import install_cases
from reporting.desk.written import written
from reporting.errors import CannotOpen, ReportingError
from reporting.passwords import STANDARD, Argon2Profile
from reporting.services import Services
from reporting.web.csrf import install_csrf
from reporting.web.door import EXTENSION, make_door
from reporting.web.errors import error_page
from reporting.web.language import ENGLISH
from reporting.web.logs import log_error
from reporting.web.roles import install_roles
from reporting.web.sessions import current_session, install_sessions
from reporting.web.sign_in import (
    Entrance,
    ask_to_sign_in,
    install_sign_in,
    secret_of_visitor,
)
from reporting.web.surface import make_app, services_of
from reporting.web.unsent import install_unsent
from reporting.web.visit import install_visits


def create_app(
    services: Services | None = None,
    *,
    profile: Argon2Profile = STANDARD,
    steady: Callable[[], float] = clock.steady_now,
) -> Flask:
    """Return the desk; `profile` and `steady` (seconds that only grow) are for testing."""
    services = services_of("desk", services)
    app = make_app(services, page_bucket=limits.PAGE_BUCKET, languages=(ENGLISH,))
    app.extensions[EXTENSION] = make_door(services, "desk", profile, steady)
    app.jinja_env.globals.update(sheet="desk", current_session=current_session)
    install_visits(app, "desk-form", insecure_http=services.insecure_http)
    install_sessions(app, "desk", insecure_http=services.insecure_http)
    install_csrf(app, secret_of_visitor)
    install_roles(app, ALLOWED, ask_to_sign_in)
    install_sign_in(
        app, Entrance("desk/base.html", SIGNED_IN, "cases", written, HOMES, joins=True), address="/"
    )
    install_cases(app)
    install_search(app)
    install_case(app)
    install_referral(app)
    install_exporting(app)
    install_gates(app)
    install_asked(app)
    install_promise(app)
    install_notices(app)
    install_roster(app)
    install_openings(app)
    install_inviting(app)
    install_joining(app)
    install_health(app, services, steady)
    install_duty(app)
    install_unsent(app, "desk/base.html", written)
    app.register_error_handler(CannotOpen, _answer_damaged)
    return app


def _answer_damaged(error: ReportingError) -> Any:
    log_error("damaged", error)
    return error_page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "What is stored here does not open: it was damaged or altered. Please tell your lead.",
    )

"""Builds the surface for reporters."""

from collections.abc import Callable

from flask import Flask

from reporting import clock, limits
from reporting.intake import (
    adding,
    afterwards,
    approving,
    bringing,
    changing,
    checking,
    consenting,
    guiding,
    helping,
    pages,
    receipts,
    recognising,
    returning,
    saving,
    signlanguage,
    supporting,
    surveying,
    talking,
    withdrawing,
    writing,
)
from reporting.intake.easyread import pages as easyread
from reporting.intake.floods import EXTENSION, Floods
from reporting.intake.printed import papering
from reporting.services import Services
from reporting.web.csrf import install_csrf
from reporting.web.limiter import uneven
from reporting.web.surface import make_app, services_of
from reporting.web.visit import install_visits, visit_secret

NAME = "intake"
COOKIE = "intake"


def create_app(
    services: Services | None = None,
    *,
    patient: bool | None = None,
    steady: Callable[[], float] = clock.steady_now,
    toll: Callable[[], float] = uneven,
) -> Flask:
    """Return intake; without `services`, that of the environment.

    `patient` sets aside what slows a flood; None means: in a demo instance alone.
    `steady` returns seconds that only grow, by which buckets fill again; `toll` what a token costs.
    """
    services = services_of(NAME, services)
    app = make_app(services, page_bucket=limits.PAGE_BUCKET)
    if patient is None:
        patient = services.instance.demo
    app.extensions[EXTENSION] = Floods(
        services.store, services.now, patient=patient, steady=steady, toll=toll
    )
    signlanguage.install_video(app, services.service)
    install_visits(app, COOKIE, insecure_http=services.insecure_http)
    install_csrf(app, visit_secret)
    groups = (
        pages, writing, guiding, helping, checking, saving, receipts, afterwards, returning,
        talking, approving, surveying, withdrawing, recognising, supporting, changing, consenting,
        adding, bringing, easyread, papering, signlanguage,
    )  # fmt: skip
    for group in groups:
        app.register_blueprint(group.blueprint)
    return app

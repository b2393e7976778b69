"""Builds the public surface: one page without cookie or script."""

from flask import Flask, render_template

from reporting import limits
from reporting.services import Services
from reporting.statistics.kept import read_kept
from reporting.web.promised import figures_in_words, promised_by_all
from reporting.web.surface import make_app, services_of

NAME = "statistics"


def create_app(services: Services | None = None) -> Flask:
    """Return the statistics surface; without `services`, that of the environment."""
    services = services_of(NAME, services)
    app = make_app(services, page_bucket=limits.PAGE_BUCKET)

    @app.get("/")
    @app.get("/<lang>/")
    def start(lang: str = "") -> str:  # noqa: ARG001 - read by web.language
        return render_template(
            "statistics/start.html",
            promised=promised_by_all(services.service),
            figures=figures_in_words(services.service),
            kept=read_kept(services),
        )

    return app

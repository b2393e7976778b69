"""What all surfaces have in common: one Flask application with every shared guard installed.

A surface adds who its visitor is (`web.visit` or `web.sessions`), then `csrf`, then its pages.
"""

from flask import Flask, Response, current_app, g, request

from reporting.paths import templates_folder
from reporting.roster import Rosters
from reporting.service import Language
from reporting.services import Services, services_from_environment
from reporting.web.assets import install_assets
from reporting.web.bodies import install_bodies
from reporting.web.environment import PageEnvironment
from reporting.web.errors import install_error_pages
from reporting.web.headers import install_headers
from reporting.web.hosts import install_hosts
from reporting.web.language import init_language
from reporting.web.logs import install_logs
from reporting.web.onion import install_onion
from reporting.web.origin import SAFE_METHODS, install_origin_guard
from reporting.web.padding import install_padding
from reporting.web.page import install_page
from reporting.web.scrub import Scrub

EXTENSION = "reporting"


def services_of(surface: str, services: Services | None) -> Services:
    """Return `services`, or those of the environment where this process is the surface itself."""
    if services is not None:
        return services
    # Logs belong to the process, so only the one that serves sends them its way.
    install_logs(surface)
    return services_from_environment(surface)


def make_app(
    services: Services,
    *,
    page_bucket: int | None = None,
    languages: tuple[Language, ...] | None = None,
) -> Flask:
    """Return an application with guards, language, error pages, static files and /healthz.

    `page_bucket` is the size in bytes that every page is padded to a multiple of; `languages` are
    those of its pages, if not those of the service file.
    """
    # The package's name, so that static files are the package's.
    app = Flask("reporting", template_folder=str(templates_folder()))
    app.jinja_environment = PageEnvironment
    app.extensions[EXTENSION] = services
    # No redirect of the router's own making: it would name the host.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.wsgi_app = Scrub(app.wsgi_app, insecure_http=services.insecure_http)  # type: ignore[method-assign]
    install_headers(app)
    if page_bucket is not None:
        install_padding(app, page_bucket)
    install_hosts(app, services.hosts)
    install_onion(app, services.onion)
    install_bodies(app)
    install_origin_guard(app)
    install_assets(app)
    install_page(app, services.service)
    init_language(app, languages or services.service.languages, services.service.timezone)
    install_error_pages(app)

    @app.get("/healthz")
    def healthz() -> Response:
        # The database is not asked: a probe must not restart a process whose database is away.
        return Response("ok", mimetype="text/plain")

    return app


def current_services() -> Services:
    """Return the services of the application that answers the present request."""
    services: Services = current_app.extensions[EXTENSION]
    return services


def current_rosters() -> Rosters:
    """Return the rosters in force in the present request.

    For what a page shows: who only reads looks once a request, and again in the next, so that all
    parts of a page go by the same list. Who sends something may be told that the list changed, and
    is shown that of now. Who writes in a transaction asks `services.rosters` there.
    Raises RosterRefused or StoreUnavailable.
    """
    rosters: Rosters | None = g.get("rosters")
    if rosters is None or request.method not in SAFE_METHODS:
        rosters = g.rosters = current_services().rosters.current()
    return rosters

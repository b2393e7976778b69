"""The first page, the way out, and plain pages that only say something."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template

from reporting.web.headers import forget_me
from reporting.web.origin import comes_from_elsewhere
from reporting.web.promised import promised_by_all
from reporting.web.surface import current_services
from reporting.web.visit import end_visit

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
@blueprint.get("/<lang>/")
def start(lang: str = "") -> str:  # noqa: ARG001 - read by web.language
    """Say what this is, and where to begin; no cookie is set."""
    promised = promised_by_all(current_services().service)
    return render_template("intake/start.html", promised=promised)


@blueprint.get("/leave")
def leave() -> Response:
    """Go to a dull page at once, and ask the browser to forget this one; nothing is stored."""
    services = current_services()
    answer = make_response(redirect(services.service.leave_url, HTTPStatus.SEE_OTHER))
    if comes_from_elsewhere():
        return answer  # a link on somebody's page must not make a browser forget its words
    end_visit()
    return forget_me(answer, services.insecure_http)


def say(
    status: int, heading: str, sentences: Sequence[str], link: tuple[str, str]
) -> tuple[str, int]:
    """Return a plain page with one way on: `link` is (address, text)."""
    page = render_template("intake/plain.html", heading=heading, sentences=sentences, link=link)
    return page, status

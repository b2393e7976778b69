"""The page where the store takes nothing: what was written is given back to be copied."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Flask, make_response, render_template, request

from reporting.errors import ReportingError, StoreUnavailable
from reporting.web.errors import error_page
from reporting.web.logs import log_error


def install_unsent(app: Flask, layout: str, written: Callable[[], str]) -> None:
    """Answer 503 whenever the store of `app` fails, and give back what came with a form.

    `layout` is the template around the page; `written` returns what somebody wrote. The store is
    not asked again.
    """

    def give_back(error: ReportingError) -> Any:
        log_error("refused", error)
        kept = written() if request.method == "POST" else ""
        if not kept:
            return error_page(HTTPStatus.SERVICE_UNAVAILABLE)
        page = render_template("shared/unsent.html", layout=layout, kept=kept)
        response = make_response(page, HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = "60"
        return response

    app.register_error_handler(StoreUnavailable, give_back)

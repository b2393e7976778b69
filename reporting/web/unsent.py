"""The page where a text can go nowhere: what was written is given back to be copied."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import NotFound

from reporting.errors import ReportingError, StoreUnavailable, StoreUncertain
from reporting.web.errors import PAGES, error_page
from reporting.web.logs import log_error


class Unsent(NamedTuple):
    """What such a page says: its heading, and beside the text what to know or to do."""

    heading: Any
    said: Any


_UNAVAILABLE, _NOT_FOUND = HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.NOT_FOUND
_SAID = {
    _UNAVAILABLE: Unsent(PAGES[_UNAVAILABLE].heading, PAGES[_UNAVAILABLE].next_step),
    # In one sentence for all, because nobody learns here whether there ever was such a page.
    _NOT_FOUND: Unsent(
        PAGES[_NOT_FOUND].heading,
        lazy_gettext("This page is not there any more, or your account may not use it any more."),
    ),
}


def install_unsent(app: Flask, layout: str, written: Callable[[], str]) -> None:
    """Give back what came with a form whenever the store of `app` fails, or the page is gone.

    `layout` is the template around the page; `written` returns what somebody wrote. The store is
    not asked again.
    """

    def give_back(status: HTTPStatus, unsure: str = "") -> Response:
        # A form sent to no page of ours was never read, and may be of any size.
        lost = request.method == "POST" and request.routing_exception is None
        kept = written() if lost else ""
        if not kept:
            return error_page(status, unsure)
        said = _SAID[status]
        if unsure:
            said = said._replace(said=gettext(unsure))
        page = render_template("shared/unsent.html", layout=layout, kept=kept, page=said)
        response = make_response(page, status)
        if status == _UNAVAILABLE:
            response.headers["Retry-After"] = "60"
        return response

    def answer_unavailable(error: ReportingError) -> Response:
        log_error("refused", error)
        unsure = error.sentence if isinstance(error, StoreUncertain) else ""
        return give_back(_UNAVAILABLE, unsure)

    def answer_not_found(error: NotFound) -> Any:
        return error if error.response is not None else give_back(_NOT_FOUND)

    app.register_error_handler(StoreUnavailable, answer_unavailable)
    app.register_error_handler(NotFound, answer_not_found)

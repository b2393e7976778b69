"""Error pages: one plain template, a sentence and what to do next; no trace, no database."""

from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask, Response, make_response, render_template
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import HTTPException

from reporting.errors import (
    FileRefused,
    NoSuchReport,
    ReportingError,
    RosterRefused,
    StoreUnavailable,
    StoreUncertain,
    TooMany,
)
from reporting.evidence.words import FILE_REFUSALS
from reporting.vocabulary import label_of
from reporting.web.logs import log_error


class Words(NamedTuple):
    """What an error page says."""

    heading: Any
    sentence: Any
    next_step: Any


_AGAIN = lazy_gettext("Go back, look at your answers, and try again.")
_LATER = lazy_gettext("Please wait a minute, then try again.")
PAGES: dict[int, Words] = {
    HTTPStatus.BAD_REQUEST: Words(
        lazy_gettext("We could not use that"),
        lazy_gettext("What your browser sent could not be used. Nothing was kept."),
        _AGAIN,
    ),
    HTTPStatus.FORBIDDEN: Words(
        lazy_gettext("That is not allowed"),
        lazy_gettext(
            "This did not come from a page of this service, or this page is not open to you."
        ),
        lazy_gettext("Start again from the first page."),
    ),
    HTTPStatus.NOT_FOUND: Words(
        lazy_gettext("Page not found"),
        lazy_gettext("There is no page at this address."),
        lazy_gettext("If you typed the address, check that it is right."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Words(
        lazy_gettext("That is not possible here"),
        lazy_gettext("This page does not take what your browser sent. Nothing was kept."),
        lazy_gettext("Start again from the first page."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Words(
        lazy_gettext("That is too much at once"),
        lazy_gettext("What you sent is larger than we can take. Nothing was kept."),
        lazy_gettext("Go back, shorten it, and send it again."),
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Words(
        lazy_gettext("We cannot read that"),
        lazy_gettext("This page takes only the answers to its own questions. Nothing was kept."),
        _AGAIN,
    ),
    HTTPStatus.TOO_MANY_REQUESTS: Words(
        lazy_gettext("Please wait a moment"), lazy_gettext(TooMany.sentence), _LATER
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Words(
        lazy_gettext("Something went wrong"),
        lazy_gettext("That was our mistake, not yours."),
        lazy_gettext(
            "Please try again in a few minutes. Unless you have seen your receipt, "
            "do not count on anything having been kept."
        ),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Words(
        lazy_gettext("Not possible just now"),
        lazy_gettext("We cannot do this at the moment. Nothing was kept."),
        lazy_gettext("Please try again in a few minutes."),
    ),
}
_STATUS: dict[type[ReportingError], int] = {
    FileRefused: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,  # the others are said on the page of files
    NoSuchReport: HTTPStatus.NOT_FOUND,
    RosterRefused: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
}
_KEPT_HEADERS = ("Allow", "Retry-After")


def status_of(error: ReportingError) -> int:
    """Return the status an error of ours is answered with."""
    known = (code for kind, code in _STATUS.items() if isinstance(error, kind))
    return next(known, HTTPStatus.BAD_REQUEST)


def error_page(status: int, sentence: str = "") -> Response:
    """Return the page of `status`, with another `sentence` where one is given."""
    ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    other = HTTPStatus.INTERNAL_SERVER_ERROR if ours else HTTPStatus.BAD_REQUEST
    words = PAGES.get(status, PAGES[other])
    page = render_template(
        "shared/error.html",
        heading=words.heading,
        sentence=gettext(sentence) if sentence else words.sentence,
        next_step=words.next_step,
    )
    response = make_response(page, status)
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        response.headers["Retry-After"] = "60"
    return response


def _log_unhandled(exc_info: Any) -> None:
    log_error("unhandled", exc_info[1])


def _answer_http(error: HTTPException) -> Any:
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    response = error_page(error.code)
    for name, value in error.get_headers():
        if name in _KEPT_HEADERS:
            response.headers[name] = value
    return response


def why_not_stored(error: ReportingError, words: Any) -> str:
    """Return `words`, which say that nothing was kept, unless nobody can be sure of that."""
    return gettext(error.sentence) if isinstance(error, StoreUncertain) else str(words)


def noted_status(error: ReportingError) -> int:
    """Return the status of `error`, and log it where the operator has to know.

    A person's own mistake is nobody's business.
    """
    status = status_of(error)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        log_error("refused", error)
    return status


def _answer_ours(error: ReportingError) -> Response:
    said = label_of(FILE_REFUSALS, error.code) if isinstance(error, FileRefused) else error.sentence
    return error_page(noted_status(error), said)


def install_error_pages(app: Flask) -> None:
    """Answer every error of `app` with a plain page, and log no more than where it happened."""
    # Flask would log the whole trace, with the message of the error and so perhaps with text.
    app.log_exception = _log_unhandled  # type: ignore[method-assign]
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(ReportingError, _answer_ours)

"""What is answered to bytes that never become a request.

Gunicorn's own pages repeat what was sent and its log names the address; these do neither.
"""

from http import HTTPStatus

from gunicorn.http import errors

from reporting.web.headers import ALWAYS, NEVER_KEPT

SENTENCES = {
    HTTPStatus.BAD_REQUEST: "This request could not be understood. Nothing was kept.",
    HTTPStatus.REQUEST_TIMEOUT: (
        "Your answers did not reach us in time. Nothing was kept. Please try again."
    ),
    HTTPStatus.LENGTH_REQUIRED: "This request does not say how long it is. Nothing was kept.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "This address is too long. Nothing was kept.",
    HTTPStatus.EXPECTATION_FAILED: "This request asks for what we do not do. Nothing was kept.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "This request is too large. Nothing was kept.",
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "We cannot take files at the moment. Your answers and the files you added before are still "
        "here. Please go back, and try again in a few minutes."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong. Nothing was kept. Please try again.",
}
TOO_SLOW = (
    "Your file did not reach us in time, so it was not added. Your answers and the files you added "
    "before are still here. Please go back, and try again, or add a smaller file."
)
_STATUS_OF = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.UnsupportedTransferCoding: HTTPStatus.LENGTH_REQUIRED,
}
_OUR_FAULT = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)


def status_of(error: BaseException) -> HTTPStatus:
    """Return what to answer to what gunicorn's parser, or the application, raised."""
    if isinstance(error, _OUR_FAULT) or not isinstance(error, errors.ParseException):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return _STATUS_OF.get(type(error), HTTPStatus.BAD_REQUEST)


def answer(status: HTTPStatus, *, upload: bool = False) -> bytes:
    """Return a whole HTTP/1.1 answer with the usual headers, which closes the connection."""
    slow = upload and status is HTTPStatus.REQUEST_TIMEOUT
    body = f"{TOO_SLOW if slow else SENTENCES[status]}\n".encode()
    headers = ALWAYS | {
        "Cache-Control": NEVER_KEPT,
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body

"""Bounds what a request may bring, and refuses what is malformed before a view sees it.

Nothing here is ever spooled to disk in clear: bodies are small, and a file is refused at its first
byte (Werkzeug would write a large one to a temporary file), but for a view that `takes_file`. Such
a body was spooled under a key in memory before it came here (reporting/serving/spool.py).
"""

import re
from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any, TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, Request, abort, request
from werkzeug.exceptions import (
    BadRequest,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)
from werkzeug.formparser import FormDataParser

from reporting import limits
from reporting.errors import FileRefused
from reporting.evidence import codes
from reporting.web.origin import SAFE_METHODS

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
View = TypeVar("View", bound=Callable[..., Any])
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")


class FormRequest(Request):
    """A request that takes forms and nothing else."""

    takes_file = False

    def _get_file_stream(self, *_arguments: Any, **_options: Any) -> IO[bytes]:
        """Stand in for the function that would open a temporary file."""
        if not self.takes_file:
            raise UnsupportedMediaType
        self.takes_file = False  # one file a request: it is held in memory
        return BytesIO()

    def make_form_data_parser(self) -> FormDataParser:
        """Return a parser that raises ValueError on what is malformed (the usual one is mute)."""
        parser = super().make_form_data_parser()
        parser.silent = False
        return parser

    def _load_form_data(self) -> None:
        try:
            super()._load_form_data()
        except ValueError:
            raise BadRequest from None


def _decoded(text: bytes) -> bytes:
    """Undo percent-encoding; BadRequest where it is broken or is not UTF-8."""
    if _BROKEN_ESCAPE.search(text):
        raise BadRequest
    plain = unquote_to_bytes(text)
    _require_utf8(plain)
    return plain


def _require_utf8(plain: bytes) -> None:
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest from None


def _check_address() -> None:
    """Refuse an address with broken escapes, wrong UTF-8 or control characters."""
    raw = request.environ.get("RAW_URI", "")
    # Both spellings: what the client wrote, where the server keeps it, and what was decoded.
    for text in (raw, request.environ.get("QUERY_STRING", "")):
        if _CONTROL.search(_decoded(text.encode("latin-1", "replace"))):
            raise BadRequest
    path = request.environ.get("PATH_INFO", "").encode("latin-1", "replace")
    _require_utf8(path)
    if _CONTROL.search(path):
        raise BadRequest


def _check_form() -> None:
    """Read and parse the body of a form, or refuse it."""
    if request.mimetype == URLENCODED:
        body = request.get_data(cache=True)
        if body.count(b"&") >= limits.FORM_FIELDS:
            raise RequestEntityTooLarge
        _decoded(body)
    elif request.mimetype == MULTIPART:
        body = request.get_data(cache=True)
        _ = request.form  # refuses files, too many parts and what is malformed
        _require_utf8(body)
    elif request.content_length or request.mimetype:
        raise UnsupportedMediaType


def takes_file(view: View) -> View:
    """Mark a view whose form brings one file (docs/evidence.md)."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def _check_file() -> None:
    """Parse the body of a form with a file as it comes: it is not held twice."""
    if request.mimetype != MULTIPART:
        raise UnsupportedMediaType
    if (request.content_length or 0) > limits.UPLOAD_BODY_BYTES:
        raise FileRefused(codes.TOO_LARGE)
    request.max_content_length = limits.UPLOAD_BODY_BYTES
    request.takes_file = True  # type: ignore[attr-defined]
    _ = request.form


def install_bodies(app: Flask) -> None:
    """Let `app` take only small, well-formed forms: else 400, 405, 413 or 415.

    Install it before every guard that reads the form.
    """
    app.request_class = FormRequest
    app.config["MAX_CONTENT_LENGTH"] = limits.FORM_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = limits.FORM_BODY_BYTES
    app.config["MAX_FORM_PARTS"] = limits.FORM_PARTS
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    for rule in app.url_map.iter_rules():
        # Flask made the route of static files before the setting above existed.
        (rule.methods or set()).discard("OPTIONS")

    @app.before_request
    def check_request() -> None:
        _check_address()
        if request.routing_exception is not None:
            return  # 404, 405 or a redirect: the body stays unread
        if request.headers.get("Content-Encoding"):
            # Nothing is ever decompressed, so there is no bomb.
            abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        if request.method not in SAFE_METHODS:
            view = app.view_functions.get(request.endpoint or "")
            (_check_file if getattr(view, "takes_file", False) else _check_form)()

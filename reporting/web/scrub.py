"""Forgets who is asking, before any of our code runs.

The wrapper stands between the server and Flask, so that no view, error page, extension or log
line can hold an address or a browser's description: they are gone from the environ by then.
"""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# A list of what may stay, not of what must go: a header invented tomorrow is dropped too.
KEPT_HEADERS = frozenset(
    {
        "HTTP_HOST",
        "HTTP_COOKIE",
        "HTTP_ORIGIN",  # read by the origin guard
        "HTTP_SEC_FETCH_SITE",  # read by the origin guard
        "HTTP_REFERER",  # only where it is our own page, see below
        "HTTP_CONTENT_ENCODING",  # read by the body guard, which refuses it
        "HTTP_IF_NONE_MATCH",  # both only for style sheets
        "HTTP_IF_MODIFIED_SINCE",
    }
)
# Players ask for a video part by part. Kept in this one form, and where files of a video are sent:
# anywhere else, and in any other form, it would only tell browsers apart.
PLAYED = "/video/"
RANGE = r"bytes=(\d{1,12})-(\d{0,12})"
# What servers and proxies add about the other end; the socket would tell its address.
DROPPED = ("REMOTE_", "PROXY_", "SSL_CLIENT_")
DROPPED_KEYS = frozenset({"gunicorn.socket", "AUTH_TYPE"})


def _same_origin(referer: str, scheme: str, host: str) -> bool:
    try:
        page = urlsplit(referer)
    except ValueError:
        return False
    return (page.scheme, page.netloc) == (scheme, host)


class Scrub:
    """A WSGI application around another that removes what identifies a person or a browser."""

    def __init__(self, app: "WSGIApplication", *, insecure_http: bool) -> None:
        """Wrap `app`; `insecure_http` says which scheme the outside world uses.

        The scheme is a setting and not what the proxy claims (`X-Forwarded-Proto`), because
        a claim could be forged and the setting cannot.
        """
        self._app = app
        self._scheme = "http" if insecure_http else "https"

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        """Scrub `environ` in place and call the wrapped application with it."""
        environ["wsgi.url_scheme"] = self._scheme
        wanted = self._range_of(environ)
        for key in list(environ):
            header = key.startswith("HTTP_") and key not in KEPT_HEADERS
            if header or key.startswith(DROPPED) or key in DROPPED_KEYS:
                del environ[key]
        referer = environ.get("HTTP_REFERER", "")
        if referer and not _same_origin(referer, self._scheme, environ.get("HTTP_HOST", "")):
            del environ["HTTP_REFERER"]
        if wanted:
            environ["HTTP_RANGE"] = wanted
        return self._app(environ, start_response)

    @staticmethod
    def _range_of(environ: "WSGIEnvironment") -> str:
        asked: str = environ.get("HTTP_RANGE", "")
        played = environ.get("PATH_INFO", "").startswith(PLAYED)
        return asked if played and re.fullmatch(RANGE, asked, re.ASCII) else ""

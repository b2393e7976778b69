"""The headers every answer carries, errors and redirects included, and the one that forgets.

The values are those that score highest at the MDN HTTP Observatory
(`tests/support/observatory.py` holds its table). `Referrer-Policy` is `same-origin` and not
`no-referrer`, because with the latter browsers send `Origin: null` with our own forms.
"""

from http import HTTPStatus

from flask import Flask, Response, g, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
NEVER_NEEDED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Browsers ignore it over plain http, so the demo may send it too.
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NEVER_NEEDED),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Without this the browser may look up the names of helplines we link to: a trace on the
    # network that a person read our page, even if they follow no link.
    "X-DNS-Prefetch-Control": "off",
}
# Of the one page that shows a video: its file, its captions, and the whole screen for it.
PLAYING = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; media-src 'self'",
    "Permissions-Policy": ALWAYS["Permissions-Policy"].replace(
        "fullscreen=()", "fullscreen=(self)"
    ),
}
SANDBOXED = "default-src 'none'; frame-ancestors 'none'; sandbox"
NEVER_KEPT = "no-store"
# A picture of a farewell page is asked for with this. Chromium keeps whole pages for Back, even
# those of `no-store`, and puts the last one there only when the next has come: what comes with the
# farewell page itself is too early to clear it, and its picture is just in time.
FORGET = "forget"
KEPT_LONG = "public, max-age=31536000, immutable"


def _is_versioned_asset(response: Response) -> bool:
    """Say whether this is a static file whose address changes when its bytes do."""
    return (
        request.endpoint == "static"
        and "v" in request.args
        and response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}
    )


def install_headers(app: Flask) -> None:
    """Set the headers on every answer of `app`.

    Install it first: Flask runs the functions of `after_request` in reverse order, so that
    these values win over whatever was set before.
    """

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers[name] = value
        if g.get("playing"):
            response.headers.update(PLAYING)
        if g.get("sandboxed"):
            response.headers["Content-Security-Policy"] = SANDBOXED
        forgets = request.endpoint == "static" and FORGET in request.args
        response.headers["Cache-Control"] = (
            KEPT_LONG if _is_versioned_asset(response) and not forgets else NEVER_KEPT
        )
        if forgets:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


def sandbox(response: Response) -> Response:
    """Let what is not a page of ours do nothing at all, should a browser open it as one."""
    g.sandboxed = True
    return response


def let_play() -> None:
    """Let the page of this request play a video of this host, and show it on the whole screen."""
    g.playing = True


def forget_me(response: Response, insecure_http: bool) -> Response:
    """Ask the browser to forget this site: cache, cookies and storage; return `response`.

    The kinds are named one by one, because browsers differ about `*`. Under plain http the
    cookies stay out: the demo's surfaces share one host, and leaving one would sign a person
    out of the others.
    """
    kinds = ('"cache"', '"storage"') if insecure_http else ('"cache"', '"cookies"', '"storage"')
    response.headers["Clear-Site-Data"] = ", ".join(kinds)
    return response

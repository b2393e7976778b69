"""Refuses forms that another site sent.

Browsers say where a request comes from, and pages cannot forge it. `Sec-Fetch-Site` decides
where it is present; older browsers send `Origin`. A request with neither does not come from a
browser of the last years; the token of `csrf` still stands in its way.
"""

from http import HTTPStatus

from flask import Flask, abort, request

SAFE_METHODS = frozenset({"GET", "HEAD"})
OWN_SITES = frozenset({"same-origin", "none"})  # none: typed, reloaded or restored by the person


def comes_from_elsewhere() -> bool:
    """Say whether the browser tells that the present request was made by another site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in OWN_SITES
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    own = {f"{request.scheme}://{request.host}"}
    if request.host.endswith(".onion"):
        own.add(f"http://{request.host}")  # an onion address is its own encryption
    return origin not in own  # which refuses the Origin `null` as well


def install_origin_guard(app: Flask) -> None:
    """Answer 403 to every unsafe request of `app` that another site made."""

    @app.before_request
    def refuse_elsewhere() -> None:
        if request.routing_exception is not None or request.method in SAFE_METHODS:
            return  # nothing would be done: the answer is a page, or 404, or 405
        if comes_from_elsewhere():
            abort(HTTPStatus.FORBIDDEN)

"""Answers only to the names a surface is known by.

Flask's own setting (TRUSTED_HOSTS) refuses before addresses can be built, so that not even the
error page could name its style sheet; and it cannot name an IPv6 address.
"""

from collections.abc import Collection
from http import HTTPStatus

from flask import Flask, abort, request


def _name_of(host: str) -> str:
    """Return `host` without its port, lower case; `[::1]:8000` is `[::1]`."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def install_hosts(app: Flask, hosts: Collection[str]) -> None:
    """Refuse with 400 every request of `app` for another host. Install it before other guards."""
    known = frozenset(host.lower() for host in hosts)

    @app.before_request
    def refuse_unknown_host() -> None:
        # Redirects of the router stand behind this too: none names a host somebody made up.
        if _name_of(request.host) not in known:
            abort(HTTPStatus.BAD_REQUEST)

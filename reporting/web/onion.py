"""Tells Tor Browser that there is an onion address of the same page, where an operator set one up.

At that address nobody on the network sees whom a visitor speaks to: there is no name to look up,
and no exit. Bodies are the same at both, because no page names a host.
"""

from http import HTTPStatus
from urllib.parse import quote

from flask import Flask, Response, request

HEADER = "Onion-Location"


def install_onion(app: Flask, onion: str) -> None:
    """Name the onion address `onion` on every page of `app` asked for elsewhere; nothing if ""."""
    if not onion:
        return

    @app.after_request
    def tell(response: Response) -> Response:
        # In clear, as such addresses are: the way to them is encrypted by what they are. Not on
        # errors: who asks for a host that is none of ours is told nothing.
        shown = response.status_code == HTTPStatus.OK and response.mimetype == "text/html"
        if shown and request.host != onion:
            response.headers[HEADER] = f"http://{onion}{quote(request.path)}"
        return response

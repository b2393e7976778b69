"""Pads pages, so that the size of an encrypted answer does not tell which page it was."""

from flask import Flask, Response

_LINE = b" " * 127 + b"\n"


def pad_page(html: bytes, bucket: int) -> bytes:
    """Return `html` with white space after it, up to the next multiple of `bucket` bytes.

    Spaces in lines: some programs choke on a line of many thousand characters.
    """
    missing = -len(html) % bucket
    return html + (_LINE * (missing // len(_LINE) + 1))[:missing]


def install_padding(app: Flask, bucket: int) -> None:
    """Pad every HTML answer of `app`, errors and redirects included."""

    @app.after_request
    def pad(response: Response) -> Response:
        if response.mimetype == "text/html" and not response.direct_passthrough:
            response.set_data(pad_page(response.get_data(), bucket))
        return response

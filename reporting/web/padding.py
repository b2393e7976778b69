"""Pads pages, so that the size of an encrypted answer does not tell which page it was."""

from flask import Flask, Response, g

_LINE = b" " * 127 + b"\n"


def pad_page(html: bytes, bucket: int) -> bytes:
    """Return `html` with white space after it, up to the next multiple of `bucket` bytes.

    Spaces in lines: some programs choke on a line of many thousand characters.
    """
    missing = -len(html) % bucket
    return html + (_LINE * (missing // len(_LINE) + 1))[:missing]


def ask_bucket(bucket: int) -> None:
    """Pad the present answer to a multiple of `bucket` instead of the surface's, if larger."""
    g.page_bucket = max(bucket, g.get("page_bucket", 0))


def install_padding(app: Flask, bucket: int) -> None:
    """Pad every HTML answer of `app`, errors and redirects included."""

    @app.after_request
    def pad(response: Response) -> Response:
        if response.mimetype == "text/html" and not response.direct_passthrough:
            wanted = max(bucket, g.get("page_bucket", 0))
            response.set_data(pad_page(response.get_data(), wanted))
        return response

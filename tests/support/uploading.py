"""Adds files to a report as a browser does."""

from reporting import ids
from tests.support.journey import Reporter
from tests.support.page import Page, fields_of

EDGE = "edge-of-a-form"
MULTIPART = f"multipart/form-data; boundary={EDGE}"
FILES = "/en/report/files"
MORE_FILES = "/en/conversation/files"  # of a report that was sent


def body_of(name: str, data: bytes, token: str) -> bytes:
    """Return the body of the form that brings one file."""
    lead = (
        f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return lead.encode() + data + f"\r\n--{EDGE}--\r\n".encode()


def upload(reporter: Reporter, name: str, data: bytes, address: str = FILES) -> Page:
    """Add one file from a page of files, and go where that leads."""
    page = reporter.get(address)
    [token] = fields_of(page.form_with("csrf_token"))["csrf_token"]
    body = body_of(name, data, token)
    return reporter._follow(reporter.request("POST", address, body, (("Content-Type", MULTIPART),)))


def pictures_of(page: Page) -> list[str]:
    """Return the addresses of the pictures a page shows."""
    return [str(each.get("src")) for each in page.main.iter("img")]


def new_number() -> str:
    """Return a number that nothing has."""
    return ids.to_hex(ids.new_id())

"""A page with every macro on it satisfies axe and the HTML checker, in both directions."""

from threading import Thread

import pytest
from werkzeug.serving import make_server

from reporting.web.headers import install_headers
from tests.support import axe, nu
from tests.support.browser import DESKTOP, PHONE, Way
from tests.web.sample import sample_app

pytestmark = pytest.mark.browser
EVERY_WAY = [
    (tag, Way(script=False, size=size)) for tag in ("en", "ar") for size in (PHONE, DESKTOP)
]


@pytest.fixture(scope="module")
def address():
    """Serve the sample page on this machine, with the headers of the service."""
    app = sample_app()
    install_headers(app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("tag", "way"), EVERY_WAY, ids=str)
def test_a_page_with_every_macro_has_no_finding(visit, address, tag, way):
    """Before and after a mistake, and no wider than the screen."""
    visitor = visit(way)
    page = visitor.page

    page.goto(f"{address}/{tag}/sample?whole=1")
    found = axe.check_page(visitor)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.fill("#story", "x" * 300)
    with page.expect_navigation():
        page.click("button[type=submit]")
    found_after = axe.check_page(visitor)

    assert [] == found
    assert [] == found_after
    assert page.title().startswith({"en": "Error: ", "ar": "خطأ: "}[tag])
    assert width <= way.size[0]


def test_a_page_with_every_macro_is_right_html():
    """As sent, padding included."""
    client = sample_app().test_client()
    pages = {
        "whole": client.get("/en/sample?whole=1"),
        "right to left": client.get("/ar/sample?whole=1"),
        "with mistakes": client.post("/en/sample", data={"story": "x" * 300, "role": "x"}),
        "not found": client.get("/en/nowhere"),
    }

    assert [] == nu.check_html([(name, answer.data) for name, answer in pages.items()])

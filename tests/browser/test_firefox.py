"""Every public page in Firefox without script, drawn pictures and web fonts."""

import base64
import struct

import pytest

from reporting.statistics.roles import ALLOWED
from reporting.web.roles import EVERYBODY
from tests.browser.test_accessibility import WITHOUT_PAGE
from tests.support.firefox import open_firefox
from tests.support.routes import places_of

pytestmark = pytest.mark.browser

LEAST_HEIGHT = 200
MOST_GAP = 30  # CSS pixels between a picture and its words
LEAST_BYTES = 4000  # a white picture of this size is packed into fewer
SURFACES = {"intake": "en", "arabic intake": "ar", "statistics": "en"}
NAMES = {"code": "council", "kind": "assessment", "about": "1", "table": "received"}


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """One window for all pages."""
    with open_firefox(tmp_path_factory.mktemp("firefox")) as opened:
        opened.ask("WebDriver:SetWindowRect", width=500, height=900)
        yield opened


@pytest.mark.parametrize("surface", SURFACES)
def test_every_public_page_is_drawn(firefox, stage, surface):
    """As whoever has just arrived is shown it: none is blank, none is wider than the window."""
    kind = surface.split()[-1]
    values = {"lang": SURFACES[surface]} | (NAMES if kind == "statistics" else {})
    wrong, looked_at = [], 0
    for place in places_of(stage.apps[surface], **values):
        if "GET" not in place.methods or place.endpoint in WITHOUT_PAGE[kind]:
            continue
        if kind == "statistics" and ALLOWED[place.endpoint] is not EVERYBODY:
            continue
        firefox.ask("WebDriver:Navigate", url=stage.addresses[surface] + place.address)
        width, room = firefox.number("html", "scrollWidth"), firefox.number("html", "clientWidth")
        drawn = base64.b64decode(firefox.ask("WebDriver:TakeScreenshot", hash=False)["value"])
        _, height = struct.unpack(">II", drawn[16:24])
        looked_at += 1
        if width > room or height < LEAST_HEIGHT or len(drawn) < LEAST_BYTES:
            wrong.append((place.address, width, room, height, len(drawn)))

    assert looked_at > 5
    assert [] == wrong


def test_words_have_the_whole_line_where_no_picture_is_drawn(firefox, stage):
    """Easy read leaves no empty column for what this browser does not draw."""
    firefox.ask("WebDriver:Navigate", url=f"{stage.addresses['intake']}/en/easy/about")

    begins = firefox.number(".easy__line > div", "offsetLeft")
    begins -= firefox.number(".easy__line", "offsetLeft")

    assert 0 == firefox.number(".picture", "clientWidth")
    assert begins <= MOST_GAP

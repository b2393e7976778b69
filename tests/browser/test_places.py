"""Who can help in one place, chosen without script and without asking anybody."""

from urllib.parse import urlsplit

import pytest

from tests.support import axe
from tests.support.browser import DESKTOP, PHONE, Way

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_place_is_narrowed_to_by_the_browser_alone(stage, visit, size, tag):
    """Its entries and those for everywhere stay, others go, and no request is made."""
    visitor = visit(Way(script=False, size=size))
    stage.go(visitor, "intake" if tag == "en" else "arabic intake", f"/{tag}/support")
    page, asked = visitor.page, []
    sees = page.locator("#main-content summary").filter(visible=True).count
    everything = sees()
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_role("link", name="Wirral").click()

    assert page.locator("#in-wirral").is_visible()
    assert not page.locator("#in-liverpool").is_visible()
    assert 0 == page.locator("#everybody .local").filter(visible=True).count()
    everywhere = sees()
    assert 0 < everywhere < everything
    assert [] == axe.check_page(visitor)

    page.get_by_role("link", name="Liverpool").click()

    assert page.locator("#in-liverpool").is_visible()
    assert everywhere < sees()

    page.locator("a[href='#everybody']").click()

    assert everything == sees()
    # The icon of the tab is asked for again only because a watched browser has no cache.
    assert {"/static/icon.png"} >= {urlsplit(each).path for each in asked}

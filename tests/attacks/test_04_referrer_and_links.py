"""Attack 4: a link tells a helpline, or its host, where somebody was."""

import pytest

from tests.support.journey import FORM
from tests.support.routes import places_of


@pytest.mark.parametrize("surface", ["intake", "desk"])
def test_every_answer_keeps_the_referrer_at_home(world, surface):
    """Every address, errors included."""
    app = getattr(world, surface)
    client = app.test_client()
    addresses = [place.address for place in places_of(app)] + ["/nothing"]
    for address in addresses:
        for verb in ("GET", "POST"):
            answer = client.open(address, method=verb)
            answer.close()

            assert "same-origin" == answer.headers["Referrer-Policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ((("Sec-Fetch-Site", "same-origin"),), 200),
        ((("Sec-Fetch-Site", ""),), 403),
        ((("Sec-Fetch-Site", "cross-site"),), 403),
        ((("Sec-Fetch-Site", "same-site"),), 403),
        ((("Sec-Fetch-Site", "cross-site"), ("Origin", "null")), 403),
    ],
)
def test_a_form_is_taken_from_our_own_pages_alone(world, headers, status):
    """A same-origin referrer does no harm, and another site's form is refused."""
    reporter = world.reporter()
    reporter.begin()
    page = reporter.request(
        "POST", "/en/report/form", b"story=x", (*headers, ("Content-Type", FORM))
    )

    # 400: it got behind the guard, and the form without a token is shown again.
    assert (400 if status == 200 else status) == page.status


def test_the_way_out_names_nobody(world):
    """The link to a dull page carries no referrer, and the page before is forgotten."""
    reporter = world.reporter()
    reporter.begin()
    link = next(a for a in reporter.page.document.iter("a") if a.get("href") == "/leave")

    answer = reporter.request("GET", "/leave")

    assert "noreferrer" in link.get("rel", "").split()
    assert 303 == answer.status
    assert "storage" in answer.header("Clear-Site-Data")
    assert {} == reporter.cookies

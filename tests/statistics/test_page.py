"""The public page: for now, what will be published."""

import pytest

from reporting import statistics
from tests.support.journey import Person, through_app


@pytest.fixture
def visitor(world):
    """Somebody of the public."""
    return Person(through_app(statistics.create_app(world.services("intake"))))


@pytest.mark.parametrize("address", ["/", "/en/"])
def test_the_page_says_what_will_come(visitor, address):
    """And that nothing has come yet."""
    page = visitor.get(address)

    assert 200 == page.status
    assert "Nothing has been released yet." in page.text
    assert [] == page.cookies


def test_the_page_states_the_promise_and_where_its_figures_come_from(visitor):
    """What is promised, what counts, and that nothing is told live."""
    page = visitor.get("/")

    assert "A person answers within 24 hours, every day." in page.text
    assert "Only a message that a person has written and signed counts" in page.text
    assert "tests of the promise, and releases that are frozen when a quarter" in page.text


def test_the_page_is_light(visitor):
    """At most 40 kB, without script."""
    page = visitor.get("/")

    assert len(page.body) <= 40_000
    assert b"<script" not in page.body


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("GET", "/healthz", 200), ("POST", "/", 405), ("OPTIONS", "/", 405), ("GET", "/x", 404)],
)
def test_only_reading_is_possible(visitor, method, address, status):
    """Everything else is refused."""
    assert status == visitor.request(method, address).status

"""The page on which people say where notices are sent to them."""

from dataclasses import replace

import pytest

from reporting.errors import CannotOpen
from reporting.notices.contacts import open_contact
from reporting.store.accounts import find_account, update_account
from reporting.store.contacts import find_contact, put_contact
from reporting.store.tables import roster
from tests.desk.conftest import READER, Place
from tests.support.dump import read_all
from tests.support.journey import Reviewer
from tests.support.page import Page

ADDRESS = "anna.canary@north.example"


def enter(reviewer: Reviewer, address: str) -> Page:
    """Send the form of the page."""
    return reviewer.submit(reviewer.get("/notices").form_with("address"), {"address": address})


def contact_of(place: Place, username: str = READER) -> str | None:
    """Return the address of somebody as the watch reads it."""
    with place.store.read() as connection:
        row = find_contact(connection, place.account_id(username))
    if row is None:
        return None
    watch = place.services.instance.load_watch()
    return open_contact(watch.unwrapper, row.username, row.bytes)


def test_an_address_is_kept_for_the_watch_alone(place: Place) -> None:
    """It opens to the watch, stands in no row, and no page shows it again."""
    reviewer = place.reviewer()

    page = enter(reviewer, f" {ADDRESS} ")

    assert (200, "/notices?done=kept") == (page.status, page.address)
    assert "Your address was kept." in page.text
    assert ADDRESS == contact_of(place)
    assert "canary" not in repr(read_all(place.store))
    assert "canary" not in page.text + reviewer.get("/notices").text


def test_another_address_takes_the_place_of_the_first(place: Place) -> None:
    """There is one row, and it is of the same size."""
    reviewer = place.reviewer()
    enter(reviewer, "a@b.example")
    first = read_all(place.store)["contact"]

    enter(reviewer, ADDRESS)

    second = read_all(place.store)["contact"]
    assert ADDRESS == contact_of(place)
    assert [1649] == [len(row["bytes"]) for row in first]
    assert [1649] == [len(row["bytes"]) for row in second]
    assert first != second


def test_the_page_is_marked_in_the_bar(place: Place) -> None:
    """As the one that is open."""
    page = place.reviewer().get("/notices")

    [here] = [link for link in page.document.iter("a") if link.get("aria-current")]
    assert "/notices" == here.get("href")


def test_an_address_can_be_removed(place: Place) -> None:
    """Nothing is left of it, and the page says what that means."""
    reviewer = place.reviewer()
    page = enter(reviewer, ADDRESS)

    page = reviewer.submit(page.forms[-1], {})

    assert "/notices?done=removed" == page.address
    assert "No notice reaches you now." in page.text
    assert [] == read_all(place.store)["contact"]


@pytest.mark.parametrize(
    "typed", ["", "anna", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "a" * 300]
)
def test_what_is_no_address_is_shown_again_with_what_to_do(place: Place, typed: str) -> None:
    """Nothing is kept of it."""
    page = enter(place.reviewer(), typed)

    assert 400 == page.status
    assert 1 == len(page.errors)
    assert contact_of(place) is None


def test_nothing_is_kept_while_the_watch_is_not_vouched_for(place: Place) -> None:
    """Without a roster in force the key of the watch could be anybody's."""
    reviewer = place.reviewer()
    with place.store.write() as connection:
        connection.execute(roster.delete())

    page = enter(reviewer, ADDRESS)

    assert 503 == page.status
    assert "Your address was not kept" in page.errors[0]
    assert contact_of(place) is None


def test_leads_see_whom_no_notice_reaches(place: Place) -> None:
    """Others of their body by name, but for who was removed; reviewers see nobody."""
    enter(place.reviewer("north-reviewer-1"), ADDRESS)
    with place.store.write() as connection:
        gone = find_account(connection, "north-reviewer-2")
        assert gone is not None
        update_account(connection, replace(gone, disabled=True))

    lead, reviewer = place.reviewer("north-lead-1"), place.reviewer("north-reviewer-3")

    names = [text for text in lead.get("/notices").text.split() if "north-" in text]
    assert {"north-lead-2", "north-reviewer-3", "north-chair-1"} == set(names)
    assert "north-lead-2" not in reviewer.get("/notices").text


def test_an_address_of_somebody_else_does_not_open(place: Place) -> None:
    """A row moved from one account to another is bound to the first one's name."""
    enter(place.reviewer(), ADDRESS)
    with place.store.write() as connection:
        row = find_contact(connection, place.account_id(READER))
        assert row is not None
        put_contact(connection, place.account_id("north-lead-1"), row.bytes)

    with pytest.raises(CannotOpen):
        contact_of(place, "north-lead-1")


def test_the_page_is_the_same_with_and_without_a_report(place: Place) -> None:
    """It knows nothing of reports."""
    reviewer = place.reviewer()
    before = reviewer.get("/notices")
    place.send()

    after = reviewer.get("/notices")

    assert before.text == after.text

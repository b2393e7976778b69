"""An analyst has one organisation, boards and leads those of their body; others are unknown."""

import pytest

COMPARE = "compare?table=received&first={0}-1&second={0}-2"


def pages_of(code):
    """Return every page that is about one organisation."""
    return (
        f"/organisations/{code}",
        f"/en/organisations/{code}",
        f"/releases/{code}-1",
        f"/figures/{code}",
        f"/figures/{code}/{COMPARE.format(code)}",
    )


@pytest.mark.parametrize("username", ["analyst-1", "board-1", "north-lead-1"])
def test_another_organisation_is_unknown(filled, username):
    """Each of its pages answers as one that was never there."""
    person = filled.reader(username)
    nowhere = person.get("/organisations/nowhere")

    for address in pages_of("council"):
        assert 200 == person.get(address).status, address
    for address in pages_of("transport"):
        page = person.get(address)
        assert (404, nowhere.text) == (page.status, page.text), address


@pytest.mark.parametrize("username", ["analyst-1", "board-1"])
def test_lists_hold_the_own_organisation_alone(filled, username):
    """In the list of releases, and after sign-in."""
    person = filled.reader(username)

    assert "/figures/council" == person.get("/figures").address
    text = person.get("/releases").text
    assert "Demo City Council" in text
    assert "Demo Regional Transport" not in text


def test_the_public_sees_what_is_published_of_all(filled):
    """A release is made to be safe in anybody's hands."""
    visitor = filled.reader()

    for code in ("council", "transport"):
        assert 200 == visitor.get(f"/organisations/{code}").status
        assert 200 == visitor.get(f"/releases/{code}-1").status


def test_who_has_signed_in_sees_every_table_of_a_release(filled):
    """Those of areas too, with what is counted in each; the public does not."""
    analyst, visitor = filled.reader("analyst-1"), filled.reader()
    address = "/releases/council-10"

    assert "Reports by area" in analyst.get(address).text
    assert "Adults and children" in analyst.page.text
    assert "Which part of the organisation" in analyst.page.text
    assert "Reports by area" not in visitor.get(address).text


def test_a_board_and_a_lead_read_what_was_withheld_and_an_analyst_does_not(filled):
    """With the one reason there is."""
    for username, told in (("board-1", True), ("north-lead-1", True), ("analyst-1", False)):
        text = filled.reader(username).get("/figures/council").text

        assert told == ("Tables that were withheld" in text)

"""A second signature is another person's, whatever number the first one's account had."""

from dataclasses import replace

import pytest

from reporting.roster import Rosters
from reporting.store.accounts import find_account
from tests.desk.casework import OUTCOME, fill, triaged
from tests.desk.conftest import READER, Place
from tests.desk.test_gates import make, open_gate

AGAIN = "north-lead-1"


def make_one(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the signed list say that the lead's account is the one the reviewer got after a reset."""
    with place.store.read() as connection:
        found = [find_account(connection, name) for name in (READER, AGAIN)]
    first, again = (row.id for row in found if row is not None)
    rosters = place.services.rosters.current()
    north = rosters.by_body["north"]
    members = (replace(m, follows=first) if m.account == again else m for m in north.members)
    changed = Rosters({**rosters.by_body, "north": replace(north, members=tuple(members))})
    monkeypatch.setattr(type(place.services.rosters), "current", lambda _: changed)


def test_nobody_signs_what_they_proposed_under_an_earlier_number(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They can take it back, as before."""
    reviewer, again = place.reviewer(), place.reviewer(AGAIN)
    case = triaged(place, reviewer, severity="4")
    fill(reviewer, case, "outcome", OUTCOME)
    make_one(place, monkeypatch)

    refused = fill(again, case, "second", {"answer": "sign"})
    taken_back = fill(again, case, "second", {"answer": "decline"})

    assert 400 == refused.status
    assert "The proposal is off." in taken_back.text


def test_nobody_signs_a_gate_that_they_opened_under_an_earlier_number(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No button, and none by hand: it waits on."""
    made, again = make(place), place.reviewer(AGAIN)
    open_gate(place, made, "serious_risk")
    form = again.get(f"/cases/{made.number}/gates").form_with("opening")
    make_one(place, monkeypatch)

    sent = again.submit(form, {})
    page = again.get(f"/cases/{made.number}/gates")

    assert 409 == sent.status
    assert "Waits for a second signature" in page.text
    assert "Sign as the second reader" not in page.text


def test_what_was_signed_under_two_numbers_of_one_person_takes_no_effect(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wrote it: the events are read by the signed list, and the page says so."""
    reviewer, again = place.reviewer(), place.reviewer(AGAIN)
    case = triaged(place, reviewer, severity="4")
    fill(reviewer, case, "outcome", OUTCOME)
    fill(again, case, "second", {"answer": "sign"})
    decided = reviewer.get(f"/cases/{case}")
    make_one(place, monkeypatch)

    rv = reviewer.get(f"/cases/{case}")

    assert "This was not allowed" not in decided.text
    assert "This was not allowed, so nothing follows from it." in rv.text
    assert "A second signature is needed" in rv.text


def test_the_filter_offers_nobody_what_they_proposed_under_an_earlier_number(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for a colleague's signature, and counts nowhere as one of theirs."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer, severity="4")
    fill(reviewer, case, "outcome", OUTCOME)
    colleague = place.reviewer("north-lead-2").get("/cases?state=second")
    make_one(place, monkeypatch)

    rv = place.reviewer(AGAIN).get("/cases?state=second")
    everything = place.reviewer(AGAIN).get("/cases?state=all")

    assert "1 report waits for your second signature." in colleague.text
    assert "There is no report to show here." in rv.text
    assert "Waits for the second signature of a colleague" in everything.text

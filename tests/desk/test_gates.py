"""Gates at the desk: a reason, a second reader, and what stands behind an open one."""

from dataclasses import replace

import pytest

from reporting.message import WORDING, WORDING_ANSWER
from tests.desk.conftest import Place
from tests.support.referred import CARD, Referring, make_referring

WHY, WHAT = "A fire was announced.", "Somebody said that a house would burn on Friday."
SECOND = "north-lead-1"


def make(place: Place, *consents: str, sources: str = "over_50") -> Referring:
    """Return a triaged case with these consents."""
    card = replace(CARD, consents=consents, sources=sources)
    return make_referring(place.services, place.store, place.signed_in(), card)


def open_gate(place: Place, made: Referring, gate: str, username: str = "") -> str:
    """Open a gate at its page; return what the answer says."""
    visitor = place.reviewer(username) if username else place.reviewer()
    page = visitor.get(f"/cases/{made.number}/gates/{gate}")
    done = visitor.submit(page.form_with("reason"), {"reason": WHY, "text": WHAT})
    return done.text


def sign(place: Place, made: Referring, username: str = SECOND) -> str:
    """Sign as a second reader; return the text of the page of gates."""
    visitor = place.reviewer(username)
    page = visitor.get(f"/cases/{made.number}/gates")
    visitor.submit(page.form_with("opening"), {})
    return visitor.get(f"/cases/{made.number}/gates").text


def test_two_readers_open_a_gate(place: Place) -> None:
    """The reason stays with the report; the first cannot sign twice."""
    made = make(place)
    open_gate(place, made, "serious_risk")
    mine = place.reviewer().get(f"/cases/{made.number}/gates")
    assert "Waits for a second signature" in mine.text
    assert "Sign as the second reader" not in mine.text

    shown = sign(place, made)

    assert WHY in shown
    assert "Waits for a second signature" not in shown


def test_at_night_one_acts_and_by_the_next_night_it_is_overdue(place: Place) -> None:
    """In red, on the page of the case as well."""
    made = make(place)
    place.moment.pass_by(hours=9)  # 23:20 in London
    open_gate(place, made, "serious_risk")
    assert "Open by one signature" in place.reviewer().get(f"/cases/{made.number}/gates").text

    place.moment.pass_by(hours=24)

    visitor = place.reviewer(SECOND)
    assert "overdue" in visitor.get(f"/cases/{made.number}/gates").text
    assert "Second signature overdue" in visitor.get(f"/cases/{made.number}").text


def test_the_police_are_told_with_consent(place: Place) -> None:
    """A sheet without an identity, for the force of the place, that says what it cannot do."""
    made = make(place, "share_police")
    address = f"/cases/{made.number}/gates/police/sheet"
    open_gate(place, made, "police")
    assert 404 == place.reviewer().get(address).status
    sign(place, made)

    sheet = place.reviewer().get(address)

    for words in ("Demo Police", WHAT, "warrant", "Demo Oversight North"):
        assert words in sheet.text
    assert made.desk().case.report.story not in sheet.text


@pytest.mark.parametrize("gate", ["police", "own_name"])
def test_without_consent_a_gate_stays_shut(place: Place, gate: str) -> None:
    """The page says what lacks, and a form sent by hand is refused."""
    made = make(place)

    said = open_gate(place, made, gate)

    assert "has not agreed" in said
    assert not [e for e in made.desk().case.chain.events if e.kind == "gate_opened"]


def test_serious_risk_stands_for_consent(place: Place) -> None:
    """Two sign for it, then two for what follows."""
    made = make(place)
    open_gate(place, made, "serious_risk")
    sign(place, made)

    open_gate(place, made, "police")

    assert "Print the sheet" in sign(place, made)


def test_the_body_complains_itself(place: Place) -> None:
    """One signature, with consent to a summary."""
    made = make(place, "share_summary")
    open_gate(place, made, "own_name")

    sheet = place.reviewer().get(f"/cases/{made.number}/gates/own_name/sheet")

    assert WHAT in sheet.text
    assert "Signed for the oversight body" in sheet.text


def test_those_whom_it_is_about_are_told_last(place: Place) -> None:
    """First the reporter says how it is safe; the page shows exactly what will be learnt."""
    made = make(place, sources="up_to_3")
    assert "has not been asked yet" in open_gate(place, made, "accused")
    visitor = place.reviewer()
    page = visitor.get(f"/cases/{made.number}/gates/wording")
    visitor.submit(page.form_with("text"), {"text": "We would say: on a Friday."})
    assert WORDING == made.desk().case.conversation.messages[-1].kind
    assert "has not answered" in open_gate(place, made, "accused")

    made.say(WORDING_ANSWER, {"gate": "accused"}, "Say this spring.")

    shown = visitor.get(f"/cases/{made.number}/gates/accused")
    assert "Say this spring." in shown.text
    empty = visitor.submit(shown.form_with("reason"), {"text": WHAT})
    assert 400 == empty.status
    assert "Exactly what they would learn" in empty.text


def test_a_gate_that_does_not_exist_is_not_there(place: Place) -> None:
    """Nor a sheet of one that has none."""
    made = make(place)

    for rest in ("nonsense", "nonsense/sheet", "serious_risk/sheet"):
        assert 404 == place.reviewer().get(f"/cases/{made.number}/gates/{rest}").status

"""A lead tells of the absence of a colleague who cannot: kept, shown to them, and ended."""

from xml.etree.ElementTree import Element

import pytest

from reporting import ids
from reporting.duty import Absence, Duty, Shift
from reporting.store import duty as rota
from tests.desk.conftest import READER, Place
from tests.support.cast import TODAY
from tests.support.journey import Reviewer
from tests.support.page import fields_of

LEAD, ABSENCES = "north-lead-1", "/duty/absences"
WEDNESDAY, DAYS = TODAY + 2, {"first": "2026-05-06", "last": "2026-05-07"}


def kept(place: Place) -> list[tuple[int, int, int]]:
    """Return who is away, and from when to when."""
    with place.store.read() as connection:
        found = rota.list_absences(connection, 0, TODAY + 999)
    return [(each.account, each.first, each.last) for each in found]


def keep(place: Place, username: str) -> int:
    """Keep that somebody is away on Wednesday; return the number of it."""
    absence = Absence(ids.new_id(), place.account_id(username), WEDNESDAY, WEDNESDAY)
    with place.store.write() as connection:
        rota.insert_absence(connection, absence)
    return absence.id


def tell(lead: Reviewer, colleague: str, days: dict[str, str]) -> None:
    """Have a lead say that a colleague is away."""
    lead.get(ABSENCES)
    lead.submit(lead.page.form_with("colleague"), {"colleague": colleague, **days})


def ending(person: Reviewer) -> Element:
    """Return the form that ends the one absence of the page."""
    (form,) = [f for f in person.page.forms if "/absences/" in f.get("action", "")]
    return form


def test_a_colleague_who_is_ill_is_away_at_once(place: Place) -> None:
    """The rota says so to all, the week to fill to leads, and the colleague sees it and ends it."""
    reader = place.account_id(READER)
    with place.store.write() as connection:
        rota.delete_duties(connection, rota.list_duties(connection, 0, TODAY + 999))
        shifts = [Shift(TODAY + n, part) for n in range(16) for part in (0, 1, 2)]
        rota.insert_duties(
            connection, [Duty(ids.new_id(), "north", shift, reader) for shift in shifts]
        )
    lead = place.reviewer(LEAD)

    tell(lead, ids.to_hex(reader), DAYS)

    assert "The absence is kept." in lead.page.text
    assert [(reader, WEDNESDAY, WEDNESDAY + 1)] == kept(place)
    gap = "Nobody is on duty from Wednesday 6 May, 00:00, to Thursday 7 May, 24:00."
    assert gap in lead.get("/duty").text
    assert 6 == lead.get("/duty/2026-05-04").text.count("north-reviewer-1 (away)")
    reviewer = place.reviewer()
    reviewer.get("/my-duty")
    reviewer.submit(ending(reviewer), {})
    assert [] == kept(place)


def test_a_lead_ends_an_absence(place: Place) -> None:
    """Whoever is back sooner, and has not said so, counts again."""
    keep(place, READER)
    lead = place.reviewer(LEAD)
    page = lead.get(ABSENCES)
    assert "north-reviewer-1: Wednesday 6 May to Wednesday 6 May" in page.text

    page = lead.submit(ending(lead), {})

    assert "The absence has ended or is removed." in page.text
    assert "Nobody is away, today or later." in page.text
    assert [] == kept(place)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"colleague": ""}, "Choose who is away"),
        ({"colleague": "00000000000000ff"}, "Choose from the answers on this page"),
        ({"colleague": "x"}, "Choose from the answers on this page"),
        ({"first": "2026-05-03"}, "The first day must be today or later"),
        ({"last": "2026-05-05"}, "The last day must be the first day or later"),
    ],
)
def test_a_wrong_entry_is_refused_in_words(
    place: Place, changes: dict[str, str], says: str
) -> None:
    """The page says what to enter, and nothing is kept."""
    lead = place.reviewer(LEAD)
    entered = {"colleague": ids.to_hex(place.account_id(READER)), **DAYS} | changes

    tell(lead, entered.pop("colleague"), entered)

    assert 400 == lead.page.status
    assert says in lead.page.text
    assert [] == kept(place)


def test_leads_have_no_say_in_another_body(place: Place) -> None:
    """They see none of its absences, keep none, and end none whose number they have."""
    number = keep(place, "south-reviewer-1")
    before = kept(place)
    lead = place.reviewer(LEAD)

    assert "Nobody is away, today or later." in lead.get(ABSENCES).text
    south = ids.to_hex(place.account_id("south-reviewer-1"))
    lead.submit(lead.page.form_with("colleague"), {"colleague": south, **DAYS})
    assert 400 == lead.page.status
    values = fields_of(lead.page.form_with("colleague"))
    lead.post(f"{ABSENCES}/{ids.to_hex(number)}", {"csrf_token": values["csrf_token"]})
    assert 404 == lead.post(f"{ABSENCES}/x", {"csrf_token": values["csrf_token"]}).status

    assert before == kept(place)


def test_reviewers_tell_of_their_own_absences_alone(place: Place) -> None:
    """The page and both buttons are not there for them, nor the way to it."""
    number = keep(place, LEAD)
    reviewer = place.reviewer()
    reviewer.get("/my-duty")
    token = fields_of(reviewer.page.form_with("first"))["csrf_token"]

    assert ABSENCES not in reviewer.get("/duty").links
    assert 404 == reviewer.get(ABSENCES).status
    assert 404 == reviewer.post(f"{ABSENCES}/{ids.to_hex(number)}", {"csrf_token": token}).status
    assert 1 == len(kept(place))

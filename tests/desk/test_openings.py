"""The weekly list of leads: who opened what they can open too, and nothing of anything else."""

import pytest

from reporting import limits
from tests.desk.casework import fill
from tests.desk.conftest import READER, Place
from tests.desk.test_opening import DECLARATION, GIVING_UP
from tests.desk.test_worlds import look
from tests.support.cast import make_report
from tests.support.page import fields_of

LEAD, OTHER = "north-lead-1", "north-reviewer-3"
AGAINST_NORTH = make_report(struck=("oversight_provider_or_this_service",))


def test_a_lead_reads_who_opened_a_report_and_why(place: Place) -> None:
    """By user name and day, with the reason that was given."""
    [case] = place.send()
    fill(place.reviewer(), case, "opening", DECLARATION)

    page = place.reviewer(LEAD).get("/openings")

    assert 200 == page.status
    assert "Week from 4 May to 10 May" in page.text
    assert f"{READER} 4 May Opened it I am on duty." in page.text
    assert f"/cases/{case}/opening" in page.links


def test_who_opened_without_an_answer_is_told(place: Place) -> None:
    """An answer that comes later leaves it as it was."""
    [case] = place.send()
    reviewer = place.reviewer()
    reviewer.open_case(case)
    fill(reviewer, case, "opening", DECLARATION)

    page = place.reviewer(LEAD).get("/openings")

    assert "Opened it without answering the question None given" in page.text


@pytest.mark.parametrize("path", ["acknowledge", "messages"])
def test_who_reads_it_by_an_answer_that_is_refused_is_told(place: Place, path: str) -> None:
    """The report stands on that page too, so nobody reads it so without a trace."""
    [case] = place.send()
    reviewer = place.reviewer()
    form = reviewer.get("/my-connections").form_with("csrf_token")
    values = {"csrf_token": fields_of(form)["csrf_token"][0], "message": ""}

    page = reviewer.post(f"/cases/{case}/{path}", values)

    assert 400 == page.status
    assert page.by_id("report") is not None
    assert f"{READER} 4 May Opened it" in place.reviewer(LEAD).get("/openings").text


def test_who_reads_what_others_were_asked_is_told(place: Place) -> None:
    """A translation is all of a report, and its page is no way round the record."""
    [case] = place.send()

    place.reviewer().get(f"/cases/{case}/translation")

    assert f"{READER} 4 May Opened it" in place.reviewer(LEAD).get("/openings").text


def test_who_gave_a_report_up_is_told_to_those_who_have_it_still(place: Place) -> None:
    """A recusal is no secret to a lead, and has no reason."""
    [case] = place.send()
    fill(place.reviewer(), case, "opening", GIVING_UP)

    page = place.reviewer(LEAD).get("/openings")

    assert f"{READER} 4 May Gave it up None given" in page.text


def test_each_week_has_its_own_list(place: Place) -> None:
    """A week ends with Sunday; what names no week that has begun asks for this one."""
    [case] = place.send()
    place.reviewer().open_case(case)
    place.moment.pass_by(days=7)
    lead = place.reviewer(LEAD)

    this, before = (lead.get(address).text for address in ("/openings", "/openings?week=2026-W19"))

    assert "Week from 11 May to 17 May" in this
    assert READER not in this
    assert f"{READER} 4 May" in before
    for made_up in ("2026-W20", "2026-W21", "2026-W60", "2026W19", "9999-W52", "0001-W01", "x"):
        assert "Week from 11 May" in lead.get(f"/openings?week={made_up}&after=zz").text
    assert "The week before" not in lead.get("/openings?week=1970-W02").text


def test_reviewers_have_no_such_page(place: Place) -> None:
    """It is not there for them, and no link leads to it."""
    reviewer = place.reviewer()

    assert "/openings" not in reviewer.get("/cases").links
    assert 404 == reviewer.get("/openings").status


def test_an_excluded_lead_sees_no_trace_of_what_colleagues_opened(place: Place) -> None:
    """Byte for byte, headers included."""
    lead = place.reviewer(LEAD)
    before = look(lead, ("/openings", "/openings?week=2026-W18", "/cases"))

    [case] = place.send(AGAINST_NORTH)
    fill(place.reviewer("south-reviewer-1"), case, "opening", DECLARATION)

    assert 200 == before[0][0]
    assert before == look(lead, ("/openings", "/openings?week=2026-W18", "/cases"))
    assert "I am on duty." in place.reviewer("south-lead-1").get("/openings").text


def test_an_opening_that_was_taken_out_of_the_database_is_told(place: Place) -> None:
    """A list that ends early must not look whole."""
    [case] = place.send()
    place.reviewer().open_case(case)
    place.remove_events()

    page = place.reviewer(LEAD).get("/openings")

    assert "is not whole, so openings may be missing here" in page.text


def test_a_long_list_goes_on_where_the_time_was_over(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page reads a batch at least; together they have every opening once."""
    cases = place.send(count=3)
    reviewer = place.reviewer()
    for case in cases:
        reviewer.open_case(case)
    lead = place.reviewer(LEAD)
    lead.list_cases()
    monkeypatch.setattr("reporting.desk.openings._BATCH", 2)
    place.moment.step = limits.REFRESH_SECONDS

    first = lead.get("/openings")
    [further] = [each for each in first.links if "after=" in each]
    second = lead.get(further)

    assert "Not every report has been looked at yet." in first.text
    assert "Not every report has been looked at yet." not in second.text
    shown = [each for page in (first, second) for each in page.links if each.endswith("/opening")]
    assert sorted(f"/cases/{case}/opening" for case in cases) == sorted(shown)

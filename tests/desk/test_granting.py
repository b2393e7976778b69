"""The page on which a report is given to a colleague."""

from reporting import ids
from reporting.casework import kinds
from tests.desk.casework import fill
from tests.desk.conftest import EXCLUDED, Place
from tests.desk.test_opening import case_of, done, give_up
from tests.support.cast import make_report
from tests.support.page import offered

LATER, LEAD = "north-reviewer-3", "north-lead-1"


def number_of(place: Place, username: str) -> str:
    """Return the number of an account as a form has it."""
    return ids.to_hex(place.account_id(username))


def test_a_colleague_who_came_later_is_offered_and_can_open_it_then(place: Place) -> None:
    """Nobody else is offered; the event names them and the reason, and leads read so."""
    case = place.send_before(LATER)
    reviewer, later = place.reviewer(), place.reviewer(LATER)
    assert [] == later.list_cases()
    assert f"/cases/{case}/grant" in reviewer.open_case(case).links

    page = reviewer.get(f"/cases/{case}/grant")
    names = offered(page.form_with("account"), "account")
    given = fill(reviewer, case, "grant", {"account": names[0], "reason": "I am away."})

    assert [number_of(place, LATER)] == names
    assert "Your colleague can open the report now" in given.text
    assert [case] == later.list_cases()
    history = later.open_case(case).text
    assert "A colleague gave this report to a colleague as well" in history
    assert "Reason: I am away." in history
    listed = place.reviewer(LEAD).get("/openings").text
    assert "Gave it to a colleague I am away." in listed


def test_where_there_is_nobody_the_page_says_so_and_has_no_form(place: Place) -> None:
    """Whether it is because of an exclusion it does not say."""
    [case] = place.send()

    page = place.reviewer().get(f"/cases/{case}/grant")

    assert "There is nobody to give it to" in page.text
    assert [] == page.forms


def test_a_made_up_choice_is_refused_like_an_unknown_one(place: Place) -> None:
    """Excluded, unknown, no number at all: the same page, and no event."""
    case = place.send_before(LATER)
    reviewer = place.reviewer()

    answers = []
    for account in (number_of(place, EXCLUDED), "0123456789abcdef", "x"):
        page = fill(reviewer, case, "grant", {"account": account, "reason": "I am away."})
        answers.append((page.status, page.errors))

    assert (400, ["Choose from the answers on this page"]) == answers[0]
    assert 1 == len({str(each) for each in answers})
    assert [] == done(case_of(place, case))
    assert [] == place.reviewer(EXCLUDED).list_cases()


def test_who_writes_meanwhile_is_told_that_it_was_given(place: Place) -> None:
    """Their note is kept on the page, and nothing was overwritten."""
    case = place.send_before(LATER)
    reviewer, lead = place.reviewer(), place.reviewer(LEAD)
    reviewer.get(f"/cases/{case}/notes")
    form = reviewer.page.form_with("seen")
    fill(lead, case, "grant", {"account": number_of(place, LATER), "reason": "I am away."})

    page = reviewer.submit(form, {"text": "My note."})

    assert 409 == page.status
    assert "A colleague gave this report to a colleague as well" in page.text
    assert "My note." in page.text
    assert [kinds.GRANTED, kinds.OPENED] == done(case_of(place, case))


def test_whoever_gave_it_up_is_not_offered_again(place: Place) -> None:
    """Giving up is for good."""
    [case] = place.send(make_report())
    give_up(place.reviewer(), case)

    page = place.reviewer(LEAD).get(f"/cases/{case}/grant")

    assert [] == page.forms

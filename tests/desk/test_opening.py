"""The question before a case is opened, what it leaves, and giving a report up."""

import pytest

from reporting import ids
from reporting.case import Case, read_case
from reporting.casework import kinds
from reporting.desk.access import find_report_key
from reporting.opening import open_triage
from tests.desk.casework import fill
from tests.desk.conftest import READER, Place
from tests.desk.test_worlds import UNKNOWN, look
from tests.support.cast import make_report
from tests.support.dump import read_all, shape_of
from tests.support.journey import Reviewer

LEAD = "north-lead-1"
DECLARATION = {"known": "no", "reason": "I am on duty."}
GIVING_UP = {"known": "yes"}


def case_of(place: Place, case: str, username: str = READER) -> Case:
    """Open a case as somebody who can."""
    signed_in, number = place.signed_in(username), ids.ReportId(int(case, 16))
    key = find_report_key(place.store, signed_in.account.id, signed_in.identity, number)
    assert key is not None
    found = read_case(place.store, number, key, place.services.rosters.current())
    assert found is not None
    return found


def done(case: Case) -> list[str]:
    """Return the kinds of the events of a case."""
    assert frozenset() == case.chain.problems
    return [event.kind for event in case.chain.events]


def give_up(reviewer: Reviewer, case: str) -> str:
    """Give a report up; return the words of the page that follows."""
    return fill(reviewer, case, "opening", GIVING_UP).text


def test_the_list_leads_to_the_question_and_the_question_to_the_case(place: Place) -> None:
    """Nothing the reporter wrote is shown before it is answered."""
    [case] = place.send(make_report(story="The words themselves."))
    reviewer = place.reviewer()

    asked = reviewer.get(f"/cases/{case}/opening")
    page = fill(reviewer, case, "opening", DECLARATION)

    assert f"/cases/{case}/opening" in reviewer.get("/cases").links
    assert "Who it was about" in asked.text
    assert "The words themselves." not in asked.text
    assert f"/cases/{case}" == page.address
    assert "The words themselves." in page.text
    assert [kinds.DECLARED, kinds.OPENED] == done(case_of(place, case))


def test_the_question_is_asked_once(place: Place) -> None:
    """From then on the link leads to the case."""
    [case] = place.send()
    reviewer = place.reviewer()
    fill(reviewer, case, "opening", DECLARATION)

    assert f"/cases/{case}" == reviewer.get(f"/cases/{case}/opening").address
    assert "Do you know anybody in this report?" not in reviewer.page.text


def test_who_knows_somebody_after_all_gives_it_up(place: Place) -> None:
    """The page of the case leads there; until the answer is yes, nothing changes."""
    [case] = place.send()
    reviewer = place.reviewer()
    page = fill(reviewer, case, "opening", DECLARATION)
    again = f"/cases/{case}/opening?again=yes"

    assert again in page.links
    asked = reviewer.get(again)
    assert "Do you know somebody in it after all?" in asked.text
    unanswered = reviewer.submit(asked.form_with("known"), {})
    assert (400, 1) == (unanswered.status, len(unanswered.errors))
    back = reviewer.submit(unanswered.form_with("known"), {"known": "no"})
    assert f"/cases/{case}" == back.address
    assert [kinds.DECLARED, kinds.OPENED] == done(case_of(place, case))

    given = reviewer.submit(reviewer.get(again).form_with("known"), GIVING_UP)

    assert "You have given that report up." in given.text
    assert [] == reviewer.list_cases()
    assert 404 == reviewer.get(again).status
    assert kinds.RECUSED in done(case_of(place, case, LEAD))


def test_who_has_not_answered_is_not_asked_again(place: Place) -> None:
    """They are asked for the first time, with the reason that colleagues read."""
    [case] = place.send()
    reviewer = place.reviewer()

    asked = reviewer.get(f"/cases/{case}/opening?again=yes")

    assert "Before you open this report" in asked.text
    assert f"/cases/{case}/opening?again=yes" not in reviewer.open_case(case).links


@pytest.mark.parametrize("values", [{}, {"known": "no"}, {"known": "no", "reason": " "}])
def test_an_unfinished_answer_opens_nothing(place: Place, values: dict[str, str]) -> None:
    """The sentence says what is missing, and no event is written."""
    [case] = place.send()

    page = fill(place.reviewer(), case, "opening", values)

    assert 400 == page.status
    assert 1 == len(page.errors)
    assert [] == done(case_of(place, case))


def test_an_opening_is_recorded_once_an_account_and_day(place: Place) -> None:
    """It changes no revision, so it is in nobody's way; the page asks the question."""
    [case] = place.send()
    reviewer, before = place.reviewer(), place.row(case)

    first = reviewer.open_case(case)
    reviewer.open_case(case)
    place.moment.pass_by(hours=24)
    place.reviewer().open_case(case)

    assert "Do you know anybody in this report?" in first.text
    assert [kinds.OPENED, kinds.OPENED] == done(case_of(place, case))
    assert before.revision == place.row(case).revision


def test_who_gives_a_report_up_cannot_open_it_again(place: Place) -> None:
    """It is as if it had never been there; colleagues go on, and the event says who."""
    [case] = place.send()
    reviewer = place.reviewer()

    said = give_up(reviewer, case)

    assert "You have given that report up." in said
    assert [] == reviewer.list_cases()
    pages = [look(reviewer, (f"/cases/{number}",)) for number in (case, UNKNOWN)]
    assert pages[0] == pages[1]
    [event] = case_of(place, case, LEAD).chain.events
    assert (kinds.RECUSED, place.account_id(READER)) == (event.kind, event.actor)


def test_every_row_is_written_anew_and_the_shape_stays(place: Place) -> None:
    """One changed row would name who was recused."""
    place.send()
    [case] = place.send()
    number = int(case, 16)
    before = {r["account_id"]: r["bytes"] for r in _rows(place, number)}
    shape = shape_of(place.store)["stanza"]

    give_up(place.reviewer(), case)

    after = {r["account_id"]: r["bytes"] for r in _rows(place, number)}
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
    assert shape == shape_of(place.store)["stanza"]


def _rows(place: Place, number: int) -> list[dict[str, object]]:
    return [row for row in read_all(place.store)["stanza"] if row["report_id"] == number]


def test_a_recusal_is_in_the_sealed_access_list(place: Place) -> None:
    """Every later rewriting begins from it, so no roster brings the account back."""
    [case] = place.send()

    give_up(place.reviewer(), case)

    signed_in, row = place.signed_in(LEAD), place.row(case)
    number = ids.ReportId(int(case, 16))
    key = find_report_key(place.store, signed_in.account.id, signed_in.identity, number)
    assert key is not None
    triage = open_triage(key, row.header, row.triage)
    assert "never" == triage.access[place.account_id(READER)]


def test_the_last_of_a_body_hands_it_to_the_other_body(place: Place) -> None:
    """That is said truthfully, and the other body can open it at once."""
    [case] = place.send()
    readers = [p.username for p in place.people.values() if p.username.startswith("north-")
               and p.role in {"reviewer", "lead"}]  # fmt: skip
    said = []
    for username in readers:
        reviewer = place.reviewer(username)
        if case in reviewer.list_cases():
            said.append(give_up(reviewer, case))

    assert all("colleagues of your body can" in each for each in said[:-1])
    assert "the other oversight body acts on it now" in said[-1]
    assert case in place.reviewer("south-reviewer-1").list_cases()


def test_where_nobody_is_left_nothing_is_changed(place: Place) -> None:
    """A report that nobody could open would be lost."""
    [case] = place.send(make_report(about=("oversight_provider_or_this_service",)))
    readers = [p.username for p in place.people.values() if p.username.startswith("south-")
               and p.role in {"reviewer", "lead"}]  # fmt: skip
    for username in readers:
        last = place.reviewer(username)
        if case in last.list_cases():
            said = give_up(last, case)

    assert "Nobody else could open this report then, so nothing was changed." in said
    assert [case] == last.list_cases()


def test_an_excluded_account_and_an_unknown_report_get_the_same_answer(place: Place) -> None:
    """Whatever is sent to the page of the question."""
    [case] = place.send()
    excluded = place.reviewer("north-reviewer-2")

    first, second = (look(excluded, (f"/cases/{each}/opening",)) for each in (case, UNKNOWN))

    assert first == second
    assert 404 == first[0][0]

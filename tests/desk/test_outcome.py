"""The outcome, the second signature, and how a case ends."""

import pytest

from reporting import clock, ids
from reporting.case import read_case
from reporting.desk.access import find_report_key
from reporting.retention import closed_until, open_until
from tests.desk.casework import OUTCOME, WORDS, decided, fill, triaged
from tests.desk.conftest import Place
from tests.desk.test_cases import rows_of
from tests.desk.test_triage import facts
from tests.support.page import fields_of, text_of


def test_an_outcome_reaches_the_reporter_and_is_counted(place: Place) -> None:
    """The words go out with the decision, and a fact beside them."""
    reviewer = place.reviewer()

    decided(place, reviewer)
    page = reviewer.page

    assert f"You, 4 May: the outcome {WORDS}" in [text_of(e) for e in page.by_class("message")]
    assert "Outcome decided." in page.text
    assert ["decided", "received"] == sorted(fact["population"] for fact in facts(place)[0])


def test_a_changed_outcome_counts_as_a_change(place: Place) -> None:
    """A case is decided once."""
    reviewer = place.reviewer()
    case = decided(place, reviewer)

    fill(reviewer, case, "outcome", {**OUTCOME, "finding": "partly_substantiated"})

    populations = sorted(fact["population"] for fact in facts(place)[0])
    assert ["decided", "decisions_changed", "received"] == populations


@pytest.mark.parametrize("words", ["", "Done.", None])
def test_words_that_name_nothing_are_refused(place: Place, words: str | None) -> None:
    """Empty, too short, and the beginning as it was offered."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)
    values = {name: value for name, value in OUTCOME.items() if name != "words"}

    page = fill(reviewer, case, "outcome", values if words is None else {**values, "words": words})

    assert 400 == page.status
    assert 1 == len(page.errors)
    assert 1 == len(place_messages(reviewer, case))


def place_messages(reviewer, case):
    """Return the messages of a case."""
    return reviewer.open_case(case).by_class("message")


def test_no_further_action_names_what_was_tried(place: Place) -> None:
    """Each option that the triage card calls possible, and what came of it."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)
    ending = {**OUTCOME, "actions": ("no_further_action",)}

    page = fill(reviewer, case, "outcome", ending)
    assert 400 == page.status
    assert 2 == len(page.errors)
    tried = {"tried_observe": "Nobody was seen.", "tried_brief_team": "The team was spoken to."}
    page = fill(reviewer, case, "outcome", {**ending, **tried})

    assert "It is proposed." in page.text
    assert 1 == len(page.by_class("message"))


def test_the_second_reader_signs_what_the_reporter_gets(place: Place) -> None:
    """They see the very words; signing sends them, and says in which roles."""
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    case = triaged(place, first, severity="3")
    fill(first, case, "outcome", OUTCOME)
    assert ["received"] == [fact["population"] for fact in facts(place)[0]]

    shown = second.get(f"/cases/{case}/second").text
    page = fill(second, case, "second", {"answer": "sign"})

    signed = "decided this, and a second reader checked and signed it."
    assert WORDS in shown
    assert signed in shown
    last = text_of(page.by_class("message")[-1])
    assert WORDS in last
    assert last.endswith(signed)
    assert 2 == len(facts(place)[0])


def test_a_proposal_stands_first_for_whoever_must_sign_it(place: Place) -> None:
    """Above what is due; the proposer has their own further down."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer, severity="3")
    proposed = fill(reviewer, case, "outcome", OUTCOME)
    read = place.reviewer("north-lead-1").open_case(case)

    found = []
    for page in (read, proposed):
        headings = [text_of(e) for e in page.main.iter("h2")]
        found.append(headings.index("A second signature is needed") < headings.index("What is due"))

    assert [True, False] == found


def test_nobody_signs_their_own_proposal(place: Place) -> None:
    """They can take it back, and no form lets them sign."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer, severity="4")
    fill(reviewer, case, "outcome", OUTCOME)

    page = fill(reviewer, case, "second", {"answer": "sign"})
    assert 400 == page.status
    page = fill(reviewer, case, "second", {"answer": "decline"})

    assert "The proposal is off." in page.text
    assert "A second signature is needed" not in page.text


def test_a_proposal_is_declined_with_a_reason(place: Place) -> None:
    """Colleagues read why; the reporter is told nothing."""
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    case = triaged(place, first, severity="3")
    fill(first, case, "outcome", OUTCOME)

    assert 400 == fill(second, case, "second", {"answer": "decline"}).status
    page = fill(second, case, "second", {"answer": "decline", "reason": "Ask the team first."})

    assert "You declined the proposal on 4 May: to decide it." in page.text
    assert "Reason: Ask the team first." in page.text
    assert 1 == len(page.by_class("message"))


def test_a_case_is_closed_by_two_and_kept_for_a_year(place: Place) -> None:
    """Until then it opens again, and is then kept as long as any report."""
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    case = decided(place, first)
    fill(first, case, "close", {})
    assert "is removed on 4 May 2027" in second.get(f"/cases/{case}/second").text

    page = fill(second, case, "second", {"answer": "sign"})
    today = clock.day_of(place.moment.now)

    assert "Closed." in page.text
    assert closed_until(today, 12) == place.row(case).expiry
    assert "Next word to the reporter" not in page.text
    second.get("/cases")
    assert "Nothing is due. Removed on 4 May 2027" in rows_of(second)[0]
    page = fill(second, case, "reopen", {"reason": "It went on."})
    assert "Triaged." in page.text
    assert open_until(place.row(case).received) == place.row(case).expiry
    assert "Outcome, or why there is none yet" in page.text


def test_a_case_without_an_outcome_is_not_closed(place: Place) -> None:
    """There is no link and no way."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)

    assert f"/cases/{case}/close" not in reviewer.open_case(case).links
    assert 409 == fill(reviewer, case, "close", {}).status


def test_questions_after_the_outcome_wait_for_the_reporter(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer about worse treatment is for a lead who did nothing to the case."""
    reviewer = place.reviewer()
    case = decided(place, reviewer)
    assert "Ask the reporter: was it fair? By 11 May" in reviewer.page.text

    page = fill(reviewer, case, "survey", {})
    assert "The question waits for the reporter." in page.text
    assert 409 == reviewer.get(f"/cases/{case}/check-in").status
    rosters = place.services.rosters.current()
    monkeypatch.setattr(place.services.rosters, "current", lambda: rosters)
    place.moment.pass_by(days=80)
    reviewer = place.reviewer()
    assert f"/cases/{case}/check-in" in reviewer.open_case(case).links
    page = fill(reviewer, case, "check-in", {})

    assert 4 == len(page.by_class("message"))
    signed = place.signed_in("north-lead-1")
    number = ids.ReportId(int(case, 16))
    key = find_report_key(place.store, signed.account.id, signed.identity, number)
    assert key is not None
    found = read_case(place.store, number, key, place.services.rosters.current())
    assert found is not None
    last = found.conversation.messages[-1]
    leads = {ids.to_hex(place.account_id(f"north-lead-{each}")) for each in (1, 2)}
    assert ("check_in", 1) == (last.kind, last.data["number"])
    assert last.data["lead"] in leads


def test_a_plan_is_a_message_that_says_so(place: Place) -> None:
    """The timer of the plan ends; what begins a message is never sent as it stands."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)
    page = reviewer.get(f"/cases/{case}?begin=plan")
    form = page.form_with("message")
    assert "This is what we plan to do:" in fields_of(form)["message"][0]

    assert 400 == reviewer.submit(form, {}).status
    reviewer.get(f"/cases/{case}?begin=plan")
    page = reviewer.submit(reviewer.page.form_with("message"), {"message": "We go and look."})

    assert "Plan, told to the reporter" not in page.text
    assert "You told the reporter the plan on 4 May." in page.text

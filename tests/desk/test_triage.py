"""The triage card: what a reviewer makes of a report, and what is counted by it."""

import pytest

from reporting import canonical
from reporting.clock import LAST_HOUR
from reporting.factrow import open_row
from reporting.roster import Rosters
from reporting.store.facts import list_facts
from tests.desk.casework import CARD, OUTCOME, acknowledged, fill, triaged
from tests.desk.conftest import Place
from tests.desk.test_cases import cases_of, rows_of
from tests.desk.test_opening import case_of
from tests.support.dump import read_all
from tests.support.page import text_of


def facts(place: Place):
    """Return what the release job would count, without dummies."""
    identity = place.services.instance.load_statistics()
    with place.store.read() as connection:
        rows = list_facts(connection)
    opened = (open_row(row, identity.unwrapper) for row in rows)
    return [fact for fact in opened if fact is not None], len(rows)


def test_a_triage_card_is_kept_in_words(place: Place) -> None:
    """The page shows the card, wishes beside the report, and the state."""
    reviewer = place.reviewer()

    case = triaged(place, reviewer)
    page = reviewer.page

    assert "The triage card is kept." in page.text
    card, report = page.by_id("triage"), page.by_id("report")
    assert card is not None
    assert report is not None
    for words in ("2: again and again", "More than 50 people", "Nobody in the team may learn"):
        assert words in text_of(card)
    assert "Wishes Put the thing right" in text_of(report)
    assert "Triaged." in page.text
    assert f"/cases/{case}/outcome" in page.links


def test_a_triage_is_counted_once_among_dummies(place: Place) -> None:
    """The fact and the card are one transaction; rows are as many as ever."""
    reviewer = place.reviewer()
    triaged(place, reviewer)

    found, rows = facts(place)

    assert [["not_known", "anti_black", "yes", "public"]] == [fact["codes"] for fact in found]
    assert 64 == rows


def test_a_second_triage_takes_back_what_was_counted(place: Place) -> None:
    """The correction names the old codes and the new ones."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)

    fill(reviewer, case, "triage", {"kind": "antisemitism"})
    found, _ = facts(place)

    received = [fact for fact in found if fact["population"] == "received"]
    assert ["facts_corrected", "received", "received"] == sorted(f["population"] for f in found)
    [correction] = [fact for fact in received if fact["was"]]
    assert ["not_known", "anti_black", "yes", "public"] == correction["was"]
    assert ["not_known", "antisemitism", "yes", "public"] == correction["codes"]


def test_a_case_keeps_no_number_of_a_fact(place: Place) -> None:
    """Neither inside its events nor in any row: nothing joins what was counted to a report."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)
    fill(reviewer, case, "triage", {"kind": "antisemitism"})
    found, _ = facts(place)

    opened = case_of(place, case)

    assert len(found) == 3
    events = repr([event.data for event in opened.chain.events])
    rows = repr({name: each for name, each in read_all(place.store).items() if name != "fact"})
    assert "antisemitism" in events
    for fact in found:
        assert fact["id"] not in events
        assert repr(canonical.decode_bytes(fact["id"]))[2:-1] not in rows


def test_a_second_triage_with_the_same_codes_counts_nothing(place: Place) -> None:
    """What is not counted may be changed as often as one likes."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)

    fill(reviewer, case, "triage", {"severity": "1"})
    found, rows = facts(place)

    assert (1, 128) == (len(found), rows)


def test_without_a_job_to_count_for_the_next_act_counts(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost and nothing counted twice; the event of the triage says what is not."""
    reviewer = place.reviewer()
    with monkeypatch.context() as without:
        without.setattr(Rosters, "statistics", None)
        case = triaged(place, reviewer)
        fill(reviewer, case, "outcome", OUTCOME)
        assert ([], 0) == facts(place)

    for text in ("Once.", "Twice."):
        fill(reviewer, case, "notes", {"text": text})
        found, rows = facts(place)

        assert ["decided", "received"] == sorted(fact["population"] for fact in found)
        assert 64 == rows


@pytest.mark.parametrize("sort", ["spam", "duplicate"])
def test_what_is_no_report_takes_a_second_signature_and_counts_nothing(
    place: Place, sort: str
) -> None:
    """After it nothing is due, so nobody buries a report alone; a kind word stays possible."""
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    case = acknowledged(place, first)

    page = fill(first, case, "triage", {**CARD, "sort": sort})
    assert "It is proposed." in page.text
    assert "Acknowledged." in page.text
    page = fill(second, case, "second", {"answer": "sign"})

    assert "You have signed it, and it is done." in page.text
    assert "Triage, and a plan" not in page.text
    assert "Next word to the reporter" not in page.text
    assert ([], 64) == facts(place)
    assert [case] == cases_of(second, "/cases?state=triaged")
    assert "Nothing is due. Removed on 4 May 2027" in rows_of(second)[0]
    due = place.row(case).due
    page = second.reply(case, "Thank you all the same.")
    assert 200 == page.status
    assert due == place.row(case).due < LAST_HOUR


def test_a_report_that_was_called_spam_by_mistake_is_counted_after_all(place: Place) -> None:
    """Another triage takes it back: it is kept as long as any report, and something is due."""
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    case = acknowledged(place, first)
    kept = place.row(case).expiry
    fill(first, case, "triage", {**CARD, "sort": "spam"})
    fill(second, case, "second", {"answer": "sign"})
    assert place.row(case).expiry < kept

    page = fill(second, case, "triage", {"sort": "report"})

    assert kept == place.row(case).expiry
    assert "Plan, told to the reporter" in page.text
    assert 1 == len(facts(place)[0])


def test_each_question_of_the_card_is_asked(place: Place) -> None:
    """An empty card says what is missing, one sentence a question."""
    reviewer = place.reviewer()
    case = acknowledged(place, reviewer, reporter_role="prefer_not")

    page = fill(reviewer, case, "triage", {})

    assert 400 == page.status
    assert 9 == len(page.errors)


def test_a_report_that_nobody_answered_is_not_triaged(place: Place) -> None:
    """The first answer comes first."""
    [case] = place.send()
    reviewer = place.reviewer()

    page = reviewer.get(f"/cases/{case}/triage")

    assert 409 == page.status
    assert 409 == fill(reviewer, case, "triage", CARD).status


def test_the_second_of_two_is_told_what_the_first_did(place: Place) -> None:
    """Nothing is overwritten, and what was filled in stays."""
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    case = acknowledged(place, first)
    second.get(f"/cases/{case}/triage")
    form = second.page.form_with("seen")
    fill(first, case, "triage", CARD)

    page = second.submit(form, {**CARD, "plan": "Another plan."})

    assert 409 == page.status
    assert "A colleague triaged it on 4 May." in page.text
    assert "Another plan." in page.text

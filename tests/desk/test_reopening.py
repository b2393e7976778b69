"""A reporter who asks to look at a closed case again, from both sides."""

from reporting import clock
from reporting.deadline import next_word_due
from reporting.promise import FOUNDING
from reporting.retention import open_until
from reporting.store.reports import get_case
from tests.desk.casework import CARD, OUTCOME, fill
from tests.support.said import row_of


def test_a_closed_case_opens_again_when_its_reporter_asks(world):
    """It is kept as an open one is, a word is due again, and so is an outcome."""
    # Given
    words = world.reporter().write_report()
    reviewer, second = world.reviewer("north-reviewer-1"), world.reviewer("north-lead-1")
    (case,) = reviewer.list_cases()
    reviewer.acknowledge(case, "Thank you. We have read it.")
    fill(reviewer, case, "triage", CARD)
    fill(reviewer, case, "outcome", OUTCOME)
    fill(reviewer, case, "close", {})
    assert "Closed." in fill(second, case, "second", {"answer": "sign"}).text
    world.clock.advance(days=20)
    reporter = world.reporter()
    reporter.return_with(words)
    reporter.get("/en/conversation/again")

    # When
    reporter.submit(reporter.page.form_with("reason"), {"reason": "Nobody asked me."})

    # Then
    found = row_of(world, words)
    assert found is not None
    with world.store.read() as connection:
        row = get_case(connection, found.report)
    assert row is not None
    today = clock.day_of(world.clock())
    assert open_until(row.received) == row.expiry
    assert next_word_due(FOUNDING, today, world.service.timezone) == row.due
    assert clock.quarter_of_hour(row.due) == row.wake
    page = world.reviewer("north-reviewer-1").open_case(case)
    assert "Triaged. The reporter has answered." in page.text
    assert "Outcome, or why there is none yet" in page.text
    assert "The reporter, 24 May: please look at it again Nobody asked me." in page.text
    assert "altered" not in page.text

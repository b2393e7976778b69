"""What a reporter tells of worse treatment stands on the page of one lead, and on no other."""

import pytest

from reporting.conversation import Saying
from reporting.message import CHECK_IN, OUTCOME
from reporting.store.accounts import find_account
from tests.support.said import tell

LEAD, HANDLER, OTHER = "north-lead-2", "north-reviewer-1", "north-lead-1"
TOLD = "They took me off the rota."
HEADING = "Worse treatment: for you alone"


@pytest.fixture
def asked(world):
    """A decided case whose reporter was asked about worse treatment, and has come back."""
    reporter = world.reporter()
    words = reporter.write_report()
    tell(world, words, Saying("Thank you."))
    tell(world, words, Saying("We changed the rule.", OUTCOME), "outcome_decided")
    with world.store.read() as connection:
        lead = find_account(connection, LEAD)
    assert lead is not None
    data = {"organisation": "council", "number": 1, "lead": f"{lead.id:016x}"}
    tell(world, words, Saying("May we ask?", CHECK_IN, data))
    reporter.return_with(words)
    return reporter


def page_of(world, username):
    """Return the page of the case as an account sees it."""
    reviewer = world.reviewer(username)
    return reviewer.open_case(reviewer.list_cases()[0])


def answer(reporter, worse, story=""):
    """Answer the question."""
    reporter.get("/en/conversation/check-in")
    form = reporter.page.form_with("worse")
    assert 200 == reporter.submit(form, {"worse": worse, "story": story}).status


def test_the_lead_who_was_named_reads_it(world, asked):
    """Day and words, marked as theirs alone."""
    answer(asked, "yes", TOLD)

    page = page_of(world, LEAD)

    assert HEADING in page.text
    assert TOLD in page.text


@pytest.mark.parametrize("username", [HANDLER, OTHER])
def test_nobody_else_is_shown_it(world, asked, username):
    """Neither who worked on the case nor another lead."""
    answer(asked, "yes", TOLD)

    page = page_of(world, username)

    assert HEADING not in page.text
    assert TOLD not in page.text


def test_no_and_no_answer_look_alike(world, asked):
    """A no is nothing to read, and nobody is told that it was said."""
    before = page_of(world, LEAD).by_id("worse")
    answer(asked, "no")

    after = page_of(world, LEAD).by_id("worse")

    assert before is not None
    assert after is not None
    assert list(before.itertext()) == list(after.itertext())

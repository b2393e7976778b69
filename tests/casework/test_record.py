"""Writing to a case: the event and what changes with it, in one transaction or not at all."""

import pytest
from sqlalchemy import delete

from reporting import case as answers
from reporting import clock
from reporting.casework import kinds
from reporting.casework.record import Act, note, record
from reporting.casework.triagecard import triage_card_to_json
from reporting.conversation import Saying
from reporting.errors import Changed, NotAllowed, StoreUnavailable
from reporting.message import OUTCOME
from reporting.store.tables import report
from tests.casework.test_progress import CARD, DECISION, WORDS
from tests.support.opened import open_desk

SECOND = "north-lead"
TRIAGED = Act(kinds.TRIAGED, triage_card_to_json(CARD))


@pytest.fixture
def desk(tmp_path):
    """A report that was acknowledged."""
    made = open_desk(tmp_path)
    answers.acknowledge(made.store, made.read(), made.report_key, made.author(1), "Thank you.")
    return made


def do(desk, act, hours=2, name="north-reviewer"):
    """Let an account do something to the case as it is now."""
    record(desk.store, desk.read(), desk.report_key, desk.author(hours, name), act)


def test_a_triage_moves_the_case_for_the_desk_and_for_the_reporter(desk):
    """State, severity and what is due next follow from the one event."""
    before = desk.read().card.due
    do(desk, TRIAGED)

    case = desk.read()

    assert ("triaged", "triaged") == (case.progress.state, case.conversation.status.state)
    assert 2 == case.card.severity
    assert before < case.card.due < clock.LAST_HOUR
    assert case.times_fit


def test_after_the_first_answer_the_triage_is_due(desk):
    """Three days, to the end of the day."""
    case = desk.read()

    assert case.received // 24 + 3 == case.card.due // 24


def test_what_is_not_allowed_is_not_written(desk):
    """A case without an outcome is not closed, nor decided before its triage."""
    for act in (Act(kinds.CLOSED), Act(kinds.DECIDED, DECISION), Act("closed_as_anonymous")):
        with pytest.raises(NotAllowed):
            do(desk, act)

    assert () == desk.read().chain.events


def test_an_outcome_and_its_words_are_one(desk):
    """The message to the reporter and the event stand or fall together."""
    do(desk, TRIAGED)
    do(desk, Act(kinds.DECIDED, DECISION, Saying(WORDS, OUTCOME)))

    case = desk.read()

    assert "outcome_decided" == case.progress.state
    assert (OUTCOME, WORDS) == (
        case.conversation.messages[-1].kind,
        case.conversation.messages[-1].text,
    )
    assert frozenset() == case.conversation.problems | case.chain.problems


def test_two_at_once_overwrite_nothing(desk):
    """The second is told that something changed."""
    seen = desk.read()
    do(desk, TRIAGED)

    with pytest.raises(Changed):
        record(desk.store, seen, desk.report_key, desk.author(3, SECOND), TRIAGED)

    assert 1 == len(desk.read().chain.events)


def test_an_opening_stands_in_nobodys_way(desk):
    """It adds an event and changes no revision."""
    seen = desk.read()
    note(desk.store, seen, desk.report_key, desk.author(2, SECOND), Act(kinds.OPENED))

    record(desk.store, seen, desk.report_key, desk.author(3), TRIAGED)

    assert [kinds.OPENED, kinds.TRIAGED] == [e.kind for e in desk.read().chain.events]
    assert frozenset() == desk.read().chain.problems


def test_closing_takes_two(desk):
    """Proposed by one, signed by another; the same twice is not enough."""
    do(desk, TRIAGED)
    do(desk, Act(kinds.DECIDED, DECISION, Saying(WORDS, OUTCOME)))
    with pytest.raises(NotAllowed):
        do(desk, Act(kinds.CLOSED))
    do(desk, Act(kinds.PROPOSED, {"kind": kinds.CLOSED, "data": {}}))
    sequence = desk.read().progress.proposal.sequence
    with pytest.raises(NotAllowed):
        do(desk, Act(kinds.SECONDED, {"proposal": sequence}))

    do(desk, Act(kinds.SECONDED, {"proposal": sequence}), name=SECOND)

    assert "closed" == desk.read().progress.state
    assert "" == desk.read().card.proposer


def test_a_failure_leaves_nothing_half_done(desk):
    """What belongs to the transaction can refuse all of it."""

    def fail(_):
        raise StoreUnavailable

    with pytest.raises(StoreUnavailable):
        do(desk, Act(kinds.TRIAGED, TRIAGED.data, also=fail))

    assert ("acknowledged", ()) == (desk.read().progress.state, desk.read().chain.events)


def test_a_case_that_is_gone_is_told(desk):
    """Somebody had it open when its day came."""
    seen = desk.read()
    with desk.store.write() as connection:
        connection.execute(delete(report))

    with pytest.raises(Changed):
        record(desk.store, seen, desk.report_key, desk.author(3), TRIAGED)

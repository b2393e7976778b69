"""What a triage or a decision adds to the counts: facts of the cases of the table, and no other."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reporting.casework import kinds
from reporting.casework.counting import OUTCOME_OF, Counting, Counts, count, counted_of
from reporting.casework.progress import Outcome, Progress
from reporting.casework.triagecard import TriageCard, triage_card_from_json, triage_card_to_json
from reporting.vocabulary import FINDINGS, OUTCOMES, codes
from tests.support.cast import COUNCIL, demo_service

CARD = TriageCard(
    "report", "no_danger", 2, "over_50", False, False, "anti_black", "staff", "not_known"
)
NOW = datetime(2026, 5, 4, 13, tzinfo=UTC)
RECEIVED = 493_848  # an hour of 4 May 2026
DECISION = {"finding": "substantiated", "actions": ["training"], "words": "…"}


def counting() -> Counting:
    """Return how a report on the demo council is counted that was answered within six hours."""
    service = demo_service()
    return Counting(service.organisations[COUNCIL], service.timezone, NOW, RECEIVED, 6)


def facts(*args):
    """Return the facts of something alone."""
    return count(*args)[0]


def triage(**changes):
    """Return the data of a triage, with what is counted of it."""
    data = triage_card_to_json(replace(CARD, **changes))
    return data | {"counted": counted_of(data, counting())}


def after(data) -> Progress:
    """Return a progress after that triage."""
    card = triage_card_from_json({k: v for k, v in data.items() if k != "counted"})
    return Progress("triaged", triage=card, triaged=RECEIVED // 24, counted=data["counted"])


@pytest.mark.parametrize("sort", ["not_racism", "duplicate", "spam"])
def test_only_a_report_of_racism_is_counted(sort):
    """Nothing is kept of the others, and no fact is made."""
    data = triage(sort=sort)

    assert data["counted"] is None
    assert () == facts(kinds.TRIAGED, data, Progress("acknowledged"), counting())


def test_the_event_keeps_what_was_counted():
    """The codes and the quarter of the hour it came."""
    assert {
        "quarter": "2026q1",
        "codes": ["not_known", "anti_black", "yes", "staff"],
    } == triage()["counted"]


def test_what_becomes_no_report_is_taken_back():
    """One fact takes back and puts nothing in its place."""
    correction, taken = facts(kinds.TRIAGED, triage(sort="spam"), after(triage()), counting())

    assert "facts_corrected" == correction.population
    assert (None, ("not_known", "anti_black", "yes", "staff")) == (taken.codes, taken.was)


def test_a_decision_on_what_is_not_counted_is_not_counted():
    """A finding about something else than racism is no figure about racism."""
    progress = after(triage(sort="not_racism"))

    assert () == facts(kinds.DECIDED, DECISION, progress, counting())


def test_a_decision_says_whether_anything_was_done():
    """No further action is none."""
    ending = DECISION | {"actions": ["no_further_action"]}

    [done] = facts(kinds.DECIDED, DECISION, after(triage()), counting())
    [left] = facts(kinds.DECIDED, ending, after(triage()), counting())

    assert ("not_known", "anti_black", "upheld", "yes", "yes") == done.codes
    assert ("not_known", "anti_black", "upheld", "no", "yes") == left.codes


def test_every_finding_is_one_of_the_published_outcomes():
    """No case falls out of the figures because of what was found."""
    assert set(codes(FINDINGS)) == OUTCOME_OF.keys()
    assert set(OUTCOME_OF.values()) == set(codes(OUTCOMES))


def test_what_could_not_be_counted_is_counted_with_the_next_act():
    """Triage and decision, each in its own quarter, and neither a second time."""
    uncounted = replace(
        after(triage()),
        counted=None,
        decided=RECEIVED // 24 - 40,
        decisions=2,
        outcome=Outcome("substantiated", ("training",), "…", DECISION),
    )

    made, counts = count(kinds.MOVED, {"to": "in_action"}, uncounted, counting())

    told = [(fact.population, fact.quarter, fact.late) for fact in made]
    assert [
        ("received", "2026q1", False),
        ("decided", "2025q4", False),
        ("decisions_changed", "2026q1", False),
    ] == told
    assert Counts(triage()["counted"], 2) == counts
    done = replace(uncounted, counted=counts.counted, decisions_counted=counts.decisions)
    assert ((), counts) == count(kinds.NOTED, {}, done, counting())

"""How far a case is, from its events: the table of transitions, and the second signature."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.casework.progress import follow
from reporting.casework.timing import happened_of, is_over
from reporting.casework.triagecard import TriageCard, triage_card_from_json, triage_card_to_json
from reporting.errors import CannotOpen
from reporting.ids import AccountId, ReportId
from reporting.message import FROM_REPORTER, REOPEN, SURVEY_ANSWER, Message
from reporting.status import Status
from reporting.vocabulary import ACTIONS, FINDINGS, SORTS, STATES, codes

A, B = AccountId(1), AccountId(2)
ANSWERED = Status(493_128, 24, acknowledged=6)
CARD = TriageCard("report", "no_danger", 2, "over_50", False, False, "anti_black", "staff", "")
DOCUMENT = (Path(__file__).parents[2] / "docs" / "case.md").read_text("utf-8")


def event(sequence, kind, data=None, actor=A, messages=0):
    """Return an event in its place."""
    return CaseEvent(
        ReportId(1), sequence, b"", kind, actor, 493_150 + sequence, messages, data or {}
    )


def chain_of(*steps: tuple[Any, ...]) -> tuple[CaseEvent, ...]:
    """Return events from (kind, data, actor)."""
    return tuple(event(at, *step) for at, step in enumerate(steps))


def triage(**changes):
    """Return the step of a triage."""
    return (kinds.TRIAGED, triage_card_to_json(CARD) | changes)


def said(sequence, kind):
    """Return a message of the reporter."""
    return Message(ReportId(1), sequence, b"", FROM_REPORTER, kind, "", "reporter", 20_547)


WORDS = "We trained the team."
DECISION = {"finding": "substantiated", "actions": ["training"], "words": WORDS}


def test_a_case_goes_from_received_to_closed():
    """The whole way, with the second signature at its end."""
    # Given
    steps: tuple[tuple[Any, ...], ...] = (
        triage(),
        (kinds.MOVED, {"to": "in_action", "reason": "…"}),
        (kinds.DECIDED, DECISION),
        (kinds.MONITORED, {}),
        (kinds.PROPOSED, {"kind": "closed", "data": {}}),
        (kinds.SECONDED, {"proposal": 4}, B),
    )

    # When
    states = [follow(ANSWERED, chain_of(*steps[:count])).state for count in range(7)]

    # Then
    expected = "acknowledged triaged in_action outcome_decided monitoring monitoring closed"
    assert expected.split() == states


def test_nobody_answered_yet_is_received():
    """The status says so, not the events."""
    assert "received" == follow(Status(493_128, 24), ()).state


def test_nobody_seconds_their_own_proposal():
    """The second signature is another person's, whatever stands in the database."""
    steps = (triage(), (kinds.DECIDED, DECISION), (kinds.PROPOSED, {"kind": "closed", "data": {}}))

    rv = follow(ANSWERED, chain_of(*steps, (kinds.SECONDED, {"proposal": 2}, A)))

    assert ("outcome_decided", (3,)) == (rv.state, rv.refused)


@pytest.mark.parametrize(
    ("card", "decision"),
    [
        ({}, {"finding": "malicious", "actions": ["training"]}),
        ({}, {"finding": "substantiated", "actions": ["no_further_action"]}),
        ({"severity": 3}, DECISION),
        ({"sources": "from_4_to_10"}, DECISION),
        ({"sources": "up_to_3"}, DECISION),
    ],
)
def test_a_decision_on_which_much_hangs_needs_a_second_signature(card, decision):
    """Alone it is not followed; proposed and seconded it is."""
    alone = follow(ANSWERED, chain_of(triage(**card), (kinds.DECIDED, decision)))
    proposal = (kinds.PROPOSED, {"kind": "decided", "data": decision})
    second = (kinds.SECONDED, {"proposal": 1}, B)
    together = follow(ANSWERED, chain_of(triage(**card), proposal, second))

    assert ("triaged", (1,)) == (alone.state, alone.refused)
    assert ("outcome_decided", ()) == (together.state, together.refused)


@pytest.mark.parametrize(
    "odd",
    [
        (kinds.TRIAGED, {"sort": []}),
        (kinds.DECIDED, {"actions": 1}),
        (kinds.PROPOSED, {"kind": kinds.DECIDED, "data": {"actions": 1}}),
    ],
)
def test_an_event_that_is_not_written_as_these_are_is_refused(odd):
    """Nobody takes the page of a case from its readers by signing nonsense."""
    progress = follow(ANSWERED, chain_of(odd, triage()))

    assert (0,) == progress.refused
    assert "triaged" == progress.state


def test_a_reporter_opens_a_closed_case_again():
    """What the reporter says comes after the events that had not seen it."""
    steps: tuple[tuple[Any, ...], ...] = (
        triage(),
        (kinds.DECIDED, DECISION),
        (kinds.PROPOSED, {"kind": "closed", "data": {}}),
        (kinds.SECONDED, {"proposal": 2}, B),
    )

    rv = follow(ANSWERED, chain_of(*steps), [said(0, REOPEN)])

    assert "triaged" == rv.state


def test_an_answered_survey_is_feedback():
    """Once the outcome is decided."""
    steps = (triage(), (kinds.DECIDED, DECISION))

    rv = follow(ANSWERED, chain_of(*steps), [said(0, SURVEY_ANSWER)])

    assert ("feedback_given", True) == (rv.state, rv.survey_answered)


def test_a_second_decision_keeps_the_day_of_the_first():
    """A changed decision counts as a change, not as another case decided."""
    rv = follow(ANSWERED, chain_of(triage(), (kinds.DECIDED, DECISION), (kinds.DECIDED, DECISION)))

    assert (2, 493_151 // 24) == (rv.decisions, rv.decided)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(kinds.KINDS)),
            st.fixed_dictionaries({"to": st.sampled_from([*codes(STATES), "closed_as_anonymous"])}),
            st.sampled_from([A, B]),
        ),
        max_size=12,
    )
)
def test_no_events_lead_to_a_state_that_is_none(steps):
    """Whatever somebody writes, a case is in one of the states."""
    assert follow(ANSWERED, chain_of(*steps)).state in codes(STATES)


@pytest.mark.parametrize("state", codes(STATES))
def test_only_a_case_with_an_outcome_is_closed(state):
    """Nothing is closed for being anonymous, silent or inconvenient."""
    rv = kinds.next_state(kinds.CLOSED, state)

    assert ("closed" if state in kinds.AFTER else None) == rv


def test_every_kind_is_in_the_page():
    """docs/case.md names all that can be done."""
    assert [] == [kind for kind in kinds.KINDS if f"`{kind}`" not in DOCUMENT]


def test_a_triage_card_with_another_key_does_not_open():
    """Cards are closed: nothing rides along."""
    value = triage_card_to_json(CARD)

    assert CARD == triage_card_from_json(value)
    with pytest.raises(CannotOpen):
        triage_card_from_json(value | {"name": "x"})
    with pytest.raises(CannotOpen):
        triage_card_from_json(value | {"severity": "2"})


@pytest.mark.parametrize("sort", ["spam", "duplicate"])
def test_nobody_alone_says_that_it_is_no_report(sort):
    """Nothing is due after it: so it needs a second signature, as closing does."""
    alone = follow(ANSWERED, chain_of(triage(sort=sort)))
    data = triage(sort=sort)[1]
    proposal = (kinds.PROPOSED, {"kind": "triaged", "data": data})
    together = follow(ANSWERED, chain_of(proposal, (kinds.SECONDED, {"proposal": 0}, B)))

    assert ("acknowledged", (0,)) == (alone.state, alone.refused)
    assert ("triaged", True) == (together.state, is_over(together))


def test_a_triage_tells_what_was_counted():
    """It rides beside the card, and nothing else does."""
    counted = {"quarter": "2026q1", "codes": ["a", "b", "yes", "staff"]}

    rv = follow(ANSWERED, chain_of(triage(counted=counted)))

    assert counted == rv.counted
    assert CARD == rv.triage


def test_an_outcome_is_due_again_after_a_reopening():
    """As long after it as after the report."""
    steps = (triage(), (kinds.DECIDED, DECISION), (kinds.REOPENED, {"reason": "…"}))
    progress = follow(ANSWERED, chain_of(*steps))

    rv = happened_of(ANSWERED, 493_128, progress)

    assert (None, progress.reopened) == (rv.decided, rv.reasoned)


@pytest.mark.parametrize(
    "proposed",
    [("closed", {}), ("triaged", triage(sort="spam")[1]), ("decided", DECISION)],
    ids=["closing", "spam", "a heavy decision"],
)
def test_another_number_of_one_person_is_no_second_one(proposed):
    """Whoever got another account since signs under neither for the other."""
    kind, data = proposed
    ended = [(kinds.DECIDED, DECISION)] if kind == "closed" else []
    steps = [triage(severity=4 if kind == "decided" else 2), *ended]
    waiting = len(steps)
    steps += [
        (kinds.PROPOSED, {"kind": kind, "data": data}),
        (kinds.SECONDED, {"proposal": waiting}, B),
    ]
    events = chain_of(*steps)

    by_two = follow(ANSWERED, events)
    by_one = follow(ANSWERED, (*events[:-1], replace(events[-1], first=A)))

    assert (None, ()) == (by_two.proposal, by_two.refused)
    assert by_one.proposal is not None
    assert (waiting + 1,) == by_one.refused


PLACES = {
    "acknowledged": {"acknowledged"},
    "a state of work": kinds.WORKING,
    "after the outcome": kinds.AFTER,
    "a state of work, or after the outcome": kinds.WORKING | kinds.AFTER,
    "after the outcome, or closed": kinds.AFTER | {"closed"},
    "any but received": kinds.ANY - {"received"},
    "any but received and closed": kinds.ANY - {"received", "closed"},
}


def told_transitions() -> dict[tuple[str, str], str]:
    """Return what the table of the page says: of kind and state, the state it leads to."""
    told = {}
    table = DOCUMENT.partition("| kind | from | to |")[2].partition("\n\n")[0]
    for row in table.splitlines():
        cells = [cell.strip() for cell in row.strip("| ").split(" | ")]
        if len(cells) != 3:
            continue
        for kind in re.findall(r"`(\w+)`", cells[0]):
            for state in PLACES[cells[1]]:
                told[kind, state] = cells[2]
    return told


def test_the_table_of_transitions_is_the_page():
    """Every kind in every state: where it leads, or that it is not allowed there."""
    told = told_transitions()
    named = {kind for kind, _ in told}

    for kind in kinds.KINDS:
        for state in kinds.ANY:
            to = told.get((kind, state), "stays" if kind not in named else "no")
            chosen = "in_action" if to == "a state of work" else ""
            expected = {"stays": state, "no": None, "a state of work": chosen}.get(to, to)
            assert expected == kinds.next_state(kind, state, chosen), (kind, state)
    assert 15 == len(named)


def test_closed_as_anonymous_cannot_be_said():
    """No state, finding, action or sort is it, and no word that a case may carry says so."""
    said = [term for terms in (STATES, FINDINGS, ACTIONS, SORTS) for term in terms]

    assert len(said) > 30
    assert [] == [t.code for t in said if "anonym" in f"{t.code} {t.label}".lower()]
    for state in codes(STATES):
        assert kinds.next_state("closed_as_anonymous", state) is None
    alone = (kinds.DECIDED, DECISION | {"actions": ["no_further_action"]})
    assert "acknowledged" == follow(ANSWERED, chain_of(alone)).state
    assert "triaged" == follow(ANSWERED, chain_of(triage(), alone)).state

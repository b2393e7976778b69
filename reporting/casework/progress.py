"""How far a case is: worked out anew from its events and messages, and kept nowhere else.

Pure. An event that was not allowed where it stands is not followed, and is told of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reporting import limits
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.casework.triagecard import TriageCard, triage_card_from_json
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.message import FROM_REPORTER, REOPEN, SURVEY_ANSWER, Message
from reporting.status import Status
from reporting.vocabulary import MALICIOUS, NO_FURTHER_ACTION

# How many people could be the source: from here down a second reader looks at a decision.
FEW_SOURCES = frozenset({"from_4_to_10", "up_to_3"})
_COUNTS = frozenset({"counted", "counts"})  # beside the card in the data of a triage


@dataclass(frozen=True)
class Outcome:
    """What was decided: one finding, what is done, and the words the reporter was given."""

    finding: str
    actions: tuple[str, ...]
    words: str
    data: Mapping[str, Any] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """Something that waits for a second signature: which event proposed it, by whom, and what.

    `proposer` is the account, `person` whoever holds it, whom another must follow.
    """

    sequence: int
    proposer: AccountId
    person: AccountId
    kind: str
    data: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Progress:
    """The state of a case and what led to it; days are UTC days, None for what has not been.

    `refused` are the sequence numbers of events that were not allowed where they stand.
    """

    state: str
    triage: TriageCard | None = None
    outcome: Outcome | None = None
    decided: int | None = None  # the first decision
    decisions: int = 0
    triaged: int | None = None  # the first triage
    counted: Mapping[str, Any] | None = field(default=None, repr=False)  # docs/case.md, "Counting"
    decisions_counted: int = 0
    planned: int | None = None
    reasoned: int | None = None
    survey_sent: int | None = None
    survey_answered: bool = False
    check_ins: tuple[int, ...] = ()
    reopened: int | None = None
    proposal: Proposal | None = None
    refused: tuple[int, ...] = ()


def needs_second(kind: str, data: Mapping[str, Any], triage: TriageCard | None) -> bool:
    """Say whether something takes effect only with the signature of a second person.

    Closing does, and saying that something is no report of its own, because nothing is due of it
    any more. So does a decision that could end a case against its reporter, or where much hangs on
    it: `malicious`, no further action, severity 3 and 4, and where ten people or fewer could be the
    source.
    """
    if kind == kinds.CLOSED:
        return True
    if kind == kinds.TRIAGED:
        return data.get("sort") in kinds.UNCOUNTED
    if kind != kinds.DECIDED:
        return False
    ends = data.get("finding") == MALICIOUS or NO_FURTHER_ACTION in data.get("actions", ())
    weighs = triage is not None and (
        triage.severity >= limits.SECOND_READER_SEVERITY or triage.sources in FEW_SOURCES
    )
    return ends or weighs


def follow(
    status: Status, events: Sequence[CaseEvent], messages: Iterable[Message] = ()
) -> Progress:
    """Return how far a case is, from its status, its genuine events and its messages."""
    progress = Progress("received" if status.acknowledged is None else "acknowledged")
    said = sorted(
        (m for m in messages if m.direction == FROM_REPORTER and m.kind in _SAID),
        key=lambda message: message.sequence,
    )
    for event in events:
        while said and said[0].sequence < event.messages:
            progress = _hear(progress, said.pop(0))
        try:
            progress = _count(_step(progress, event), event)
        except TypeError:
            # Signed, but not written as these are: it must not take the page from everybody.
            progress = _refuse(progress, event)
    for message in said:
        progress = _hear(progress, message)
    return progress


def _count(progress: Progress, event: CaseEvent) -> Progress:
    """Follow what an event says is counted after it, where its kind alone would say otherwise."""
    said = event.data.get("counts")
    if not isinstance(said, dict) or not isinstance(said.get("decisions"), int):
        return progress
    counted = said.get("counted")
    return replace(
        progress,
        counted=counted if isinstance(counted, dict) else None,
        decisions_counted=said["decisions"],
    )


_SAID = frozenset({REOPEN, SURVEY_ANSWER})


def _hear(progress: Progress, message: Message) -> Progress:
    """Follow what the reporter did."""
    if message.kind == REOPEN:
        state = kinds.next_state(kinds.REOPENED, progress.state)
        if state is None:
            return progress
        return replace(progress, state=state, proposal=None, reopened=message.day)
    answered = replace(progress, survey_answered=True)
    if progress.state == "outcome_decided":
        return replace(answered, state="feedback_given")
    return answered


def _step(progress: Progress, event: CaseEvent) -> Progress:
    data = event.data
    if event.kind == kinds.PROPOSED:
        return _propose(progress, event)
    if event.kind in (kinds.SECONDED, kinds.DECLINED):
        return _settle(progress, event)
    if needs_second(event.kind, data, progress.triage):
        return _refuse(progress, event)
    return _apply(progress, event, event.kind, data)


def _propose(progress: Progress, event: CaseEvent) -> Progress:
    kind, data = str(event.data.get("kind", "")), event.data.get("data", {})
    fits = isinstance(data, dict) and needs_second(kind, data, progress.triage)
    if not fits or kinds.next_state(kind, progress.state) is None:
        return _refuse(progress, event)
    proposal = Proposal(event.sequence, event.actor, event.person, kind, data)
    return replace(progress, proposal=proposal)


def _settle(progress: Progress, event: CaseEvent) -> Progress:
    waiting = progress.proposal
    if waiting is None or event.data.get("proposal") != waiting.sequence:
        return _refuse(progress, event)
    if event.kind == kinds.DECLINED:
        return replace(progress, proposal=None)
    if event.person == waiting.person:
        return _refuse(progress, event)
    return _apply(replace(progress, proposal=None), event, waiting.kind, waiting.data)


def _refuse(progress: Progress, event: CaseEvent) -> Progress:
    return replace(progress, refused=(*progress.refused, event.sequence))


def _apply(progress: Progress, event: CaseEvent, kind: str, data: Mapping[str, Any]) -> Progress:
    state = kinds.next_state(kind, progress.state, str(data.get("to", "")))
    if state is None:
        return _refuse(progress, event)
    day = event.hour // 24
    moved = replace(progress, state=state)
    if kind == kinds.TRIAGED:
        return _triage(progress, moved, event, data)
    if kind == kinds.DECIDED:
        outcome = Outcome(
            str(data.get("finding", "")), tuple(data.get("actions", ())),
            str(data.get("words", "")), data,
        )  # fmt: skip
        return replace(
            moved,
            outcome=outcome,
            decided=progress.decided or day,
            decisions=progress.decisions + 1,
            decisions_counted=progress.decisions_counted + (progress.counted is not None),
        )
    return _date(moved, kind, day)


def _triage(
    before: Progress, moved: Progress, event: CaseEvent, data: Mapping[str, Any]
) -> Progress:
    counted = data.get("counted")
    try:
        card = triage_card_from_json({k: v for k, v in data.items() if k not in _COUNTS})
    except CannotOpen:
        return _refuse(before, event)
    return replace(
        moved,
        triage=card,
        triaged=before.triaged or event.hour // 24,
        counted=counted if isinstance(counted, dict) else None,
    )


def _date(progress: Progress, kind: str, day: int) -> Progress:
    if kind == kinds.PLANNED:
        return replace(progress, planned=progress.planned or day)
    if kind == kinds.REASONED:
        return replace(progress, reasoned=day)
    if kind == kinds.SURVEY_SENT:
        return replace(progress, survey_sent=day)
    if kind == kinds.REOPENED:
        return replace(progress, reopened=day)
    if kind == kinds.CHECK_IN_SENT:
        return replace(progress, check_ins=(*progress.check_ins, day))
    return progress

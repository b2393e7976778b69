"""What a triage or a decision adds to the counts, and what a later one takes back (docs/facts.md).

Pure. The codes that were counted lie in the triage event under `counted`, so that a correction
knows what to take back and no fact needs to name its case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from reporting import clock
from reporting.casework import kinds
from reporting.casework.progress import Progress
from reporting.casework.triagecard import triage_card_to_json
from reporting.facts import (
    Fact,
    Received,
    correction_facts,
    decided_fact,
    decision_changed_fact,
    is_late,
    is_within_3_months,
    is_within_24h,
    quarter_of_hour,
    received_fact,
)
from reporting.service import Organisation
from reporting.vocabulary import NO_FURTHER_ACTION

COUNTED_SORT = "report"
OUTCOME_OF = {
    "substantiated": "upheld",
    "partly_substantiated": "upheld",
    "not_substantiated": "not_upheld",
    "malicious": "not_upheld",
    "unable_to_determine": "unable_to_tell",
    "not_investigated_by_wish": "recorded",
    "pattern_recorded": "recorded",
    "withdrawn": "recorded",
    "outside_remit_referred": "referred",
}


@dataclass(frozen=True)
class Counting:
    """Where and when something is counted: `received` is an hour, `wait` a bucket of hours."""

    place: Organisation
    zone: ZoneInfo
    now: datetime
    received: int
    wait: int

    @property
    def quarter(self) -> str:
        """The quarter of now."""
        return quarter_of_hour(clock.hour_of(self.now), self.zone)


def counted_of(card: Mapping[str, Any], counting: Counting) -> dict[str, Any] | None:
    """Return what the triage event keeps of what is counted by it; None if nothing is.

    `card` is the data of a triage. Only a report of racism is counted.
    """
    if card["sort"] != COUNTED_SORT:
        return None
    within = "yes" if is_within_24h(counting.wait) else "no"
    codes = Received(card["area"], card["kind"], within, card["reporter"])
    return {"quarter": quarter_of_hour(counting.received, counting.zone), "codes": list(codes)}


@dataclass(frozen=True)
class Counts:
    """What is counted of a case: of its triage (docs/case.md, "Counting"), and how many decisions.

    `counted` is None where nothing is.
    """

    counted: Mapping[str, Any] | None
    decisions: int


def counts_of(progress: Progress) -> Counts:
    """Return what is counted of a case so far."""
    return Counts(progress.counted, progress.decisions_counted)


def usual_counts(kind: str, data: Mapping[str, Any], before: Progress) -> Counts:
    """Return what is counted after something that takes effect, if its event says nothing of it."""
    if kind == kinds.TRIAGED:
        return Counts(data.get("counted"), before.decisions_counted)
    decided = kind == kinds.DECIDED and before.counted is not None
    return Counts(before.counted, before.decisions_counted + decided)


def count(
    kind: str, data: Mapping[str, Any], before: Progress, counting: Counting
) -> tuple[tuple[Fact, ...], Counts]:
    """Return the facts of something that takes effect now, and what is counted after it.

    What could not be counted when it was done, because there was nobody to count it, is among them.
    """
    card = data if kind == kinds.TRIAGED else _card(before)
    now = None if card is None else counted_of(card, counting)
    facts = () if card is None else _triage_facts(card, now, before, counting)
    told, decisions = before.decisions_counted, before.decisions + (kind == kinds.DECIDED)
    if now is None:
        return facts, Counts(None, told)
    if decisions and not told:
        facts, told = (*facts, _decided(kind, data, before, counting)), 1
    changed = (decision_changed_fact(counting.place, counting.quarter),) * (decisions - told)
    return (*facts, *changed), Counts(now, decisions)


def _card(progress: Progress) -> Mapping[str, Any] | None:
    return None if progress.triage is None else triage_card_to_json(progress.triage)


def _decided(kind: str, data: Mapping[str, Any], before: Progress, counting: Counting) -> Fact:
    """Return the fact of the first decision: the one that is made now, or an earlier one."""
    triage, outcome, when = before.triage, data, counting.now
    if triage is None:
        raise ValueError("decided without a triage")
    if before.outcome is not None and before.decided is not None:
        when = clock.moment_of_hour(before.decided * clock.HOURS_A_DAY)
        outcome = data if kind == kinds.DECIDED else before.outcome.data
    return decided_fact(
        counting.place,
        quarter_of_hour(clock.hour_of(when), counting.zone),
        area=triage.area,
        kind=triage.kind,
        outcome=OUTCOME_OF[outcome["finding"]],
        action=bool(set(outcome["actions"]) - {NO_FURTHER_ACTION}),
        within_3_months=is_within_3_months(counting.received, when, counting.zone),
    )


def _triage_facts(
    data: Mapping[str, Any], now: Mapping[str, Any] | None, before: Progress, counting: Counting
) -> tuple[Fact, ...]:
    was, triaged = before.counted, counting.now
    if before.triaged is not None:
        triaged = clock.moment_of_hour(before.triaged * clock.HOURS_A_DAY)
    if was is None and now is None:
        return ()
    if was is None:
        return (
            received_fact(
                counting.place,
                now["quarter"] if now else "",
                area=data["area"],
                kind=data["kind"],
                reporter=data["reporter"],
                wait=counting.wait,
                late=is_late(counting.received, triaged),
            ),
        )
    if now is not None and now["codes"] == was["codes"]:
        return ()
    old = Fact("received", counting.place, str(was["quarter"]), tuple(was["codes"]))
    right = None if now is None else Received(*now["codes"])
    return correction_facts(counting.place, counting.quarter, old, right)

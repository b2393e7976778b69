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


def facts_of(
    kind: str, data: Mapping[str, Any], before: Progress, counting: Counting
) -> tuple[Fact, ...]:
    """Return the facts of something that takes effect now, after the progress `before`."""
    if kind == kinds.TRIAGED:
        return _triage_facts(data, before, counting)
    counts = before.triage is not None and before.counted is not None
    if kind != kinds.DECIDED or not counts or before.triage is None:
        return ()
    if before.decisions:
        return (decision_changed_fact(counting.place, counting.quarter),)
    return (
        decided_fact(
            counting.place,
            counting.quarter,
            area=before.triage.area,
            kind=before.triage.kind,
            outcome=OUTCOME_OF[data["finding"]],
            action=bool(set(data["actions"]) - {NO_FURTHER_ACTION}),
            within_3_months=is_within_3_months(counting.received, counting.now, counting.zone),
        ),
    )


def _triage_facts(
    data: Mapping[str, Any], before: Progress, counting: Counting
) -> tuple[Fact, ...]:
    was, now = before.counted, data.get("counted")
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
                late=is_late(counting.received, counting.now),
            ),
        )
    if now is not None and now["codes"] == was["codes"]:
        return ()
    old = Fact("received", counting.place, str(was["quarter"]), tuple(was["codes"]))
    right = None if now is None else Received(*now["codes"])
    return correction_facts(counting.place, counting.quarter, old, right)

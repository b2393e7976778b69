"""Gates: what nobody does alone, or without a reason that stays (docs/referral.md, "Gates").

Pure. One table says who signs and what is needed; the rest follows from the events of a case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from reporting import clock, limits
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.casework.progress import FEW_SOURCES
from reporting.casework.triagecard import TriageCard
from reporting.ids import AccountId
from reporting.message import (
    FROM_REPORTER,
    TO_REPORTER,
    WISHES,
    WORDING,
    WORDING_ANSWER,
    Message,
)
from reporting.vocabulary import SHARE_SUMMARY

SERIOUS_RISK, SAFEGUARDING, POLICE, ACCUSED, OWN_NAME = (
    "serious_risk", "safeguarding", "police", "accused", "own_name",
)  # fmt: skip


@dataclass(frozen=True)
class Gate:
    """One gate: how many readers of the case sign, and what must be there before it is opened.

    `at_night`: one signature opens it at night, the second follows. `consent` is a code of
    CONSENTS, which the gate of serious risk stands for. `asks`: the reporter is asked for safe
    wording first.
    """

    code: str
    signatures: int
    at_night: bool = False
    consent: str = ""
    asks: bool = False


GATES: Mapping[str, Gate] = {
    gate.code: gate
    for gate in (
        Gate(SERIOUS_RISK, 2, at_night=True),
        Gate(SAFEGUARDING, 2),
        Gate(POLICE, 2, consent="share_police"),
        Gate(ACCUSED, 2, asks=True),
        Gate(OWN_NAME, 1, consent=SHARE_SUMMARY),
    )
}


class Standing(Enum):
    """How far an opening is."""

    OPEN = "open"
    ALONE = "alone"  # open by one signature, at night; the second is still due
    WAITING = "waiting"  # for the second signature
    OVERDUE = "overdue"  # the second did not come in time: closed until it does


class Lack(Enum):
    """What is not there yet, so that a gate cannot be opened."""

    CONSENT = "consent"
    WORDING = "wording"  # the reporter has not been asked
    ANSWER = "answer"  # the reporter was asked, and silence is no answer yet, or never


@dataclass(frozen=True)
class GateOpening:
    """One opening of a gate: by whom, in which hour, why, and what would be said.

    `opener` is the account, `person` whoever holds it: another one signs second.
    """

    gate: str
    sequence: int
    opener: AccountId
    person: AccountId
    hour: int
    reason: str
    text: str
    second: AccountId | None = None

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "GateOpening(…)"

    @property
    def second_due(self) -> int:
        """The hour by which the second signature is due where one was enough at first."""
        return self.hour + limits.GATE_SECOND_HOURS


def gate_openings(events: Sequence[CaseEvent]) -> tuple[GateOpening, ...]:
    """Return all openings, the first one first; a signature of the opener's own counts nothing."""
    found: dict[int, GateOpening] = {}
    for event in events:
        data = event.data
        if event.kind == kinds.GATE_OPENED and str(data.get("gate")) in GATES:
            found[event.sequence] = GateOpening(
                str(data["gate"]),
                event.sequence,
                event.actor,
                event.person,
                event.hour,
                str(data.get("reason", "")),
                str(data.get("text", "")),
            )
        elif event.kind == kinds.GATE_CONFIRMED:
            named = data.get("opening")
            opening = found.get(named) if isinstance(named, int) else None
            if opening and opening.second is None and event.person != opening.person:
                found[opening.sequence] = replace(opening, second=event.actor)
    return tuple(found.values())


def standing_of(opening: GateOpening, hour: int, zone: ZoneInfo) -> Standing:
    """Return how far an opening is in an hour since the epoch."""
    gate = GATES[opening.gate]
    if opening.second is not None or gate.signatures == 1:
        return Standing.OPEN
    if not gate.at_night or not is_night(opening.hour, zone):
        return Standing.WAITING
    return Standing.ALONE if hour < opening.second_due else Standing.OVERDUE


def is_night(hour: int, zone: ZoneInfo) -> bool:
    """Say whether an hour since the epoch is one in which a second reader is not woken."""
    begins, ends = limits.GATE_NIGHT
    local = clock.moment_of_hour(hour).astimezone(zone).hour
    return local >= begins or local < ends


def find_open(
    events: Sequence[CaseEvent], gate: str, hour: int, zone: ZoneInfo
) -> GateOpening | None:
    """Return the newest opening of a gate through which something may be done now, or None."""
    passable = (Standing.OPEN, Standing.ALONE)
    return next(
        (
            opening
            for opening in reversed(gate_openings(events))
            if opening.gate == gate and standing_of(opening, hour, zone) in passable
        ),
        None,
    )


@dataclass(frozen=True)
class Situation:
    """What a gate asks of a case: its events, messages and triage, and the hour it is now."""

    events: Sequence[CaseEvent]
    messages: Sequence[Message]
    triage: TriageCard | None
    now: datetime
    zone: ZoneInfo
    summary_hours: int

    @property
    def hour(self) -> int:
        """The hour it is, since the epoch."""
        return clock.hour_of(self.now)

    @property
    def overruled(self) -> bool:
        """Whether the gate of serious risk is open."""
        return find_open(self.events, SERIOUS_RISK, self.hour, self.zone) is not None

    @property
    def few(self) -> bool:
        """Whether ten people or fewer could be the source, or nobody has judged that yet."""
        return self.triage is None or self.triage.sources in FEW_SOURCES

    def agreed(self, consent: str) -> bool:
        """Say whether the reporter agreed to something, as the triage card has it.

        What the reporter has since taken back from their own page counts at once.
        """
        said = [m for m in self.messages if m.kind == WISHES and m.direction == FROM_REPORTER]
        if said and consent not in said[-1].data.get("consents", ()):
            return False
        return self.triage is not None and consent in self.triage.consents


def lack_of(gate: Gate, situation: Situation) -> Lack | None:
    """Return what must be there before a gate can be opened; None if nothing lacks."""
    if situation.overruled:
        return None
    if gate.consent and not situation.agreed(gate.consent):
        return Lack.CONSENT
    if not gate.asks:
        return None
    asked = [m for m in situation.messages if _is(m, TO_REPORTER, WORDING, gate)]
    if not asked:
        return Lack.WORDING
    if any(_is(m, FROM_REPORTER, WORDING_ANSWER, gate) for m in situation.messages):
        return None
    return Lack.ANSWER if situation.few or not _waited(asked[-1], situation) else None


def _is(message: Message, direction: str, kind: str, gate: Gate) -> bool:
    """Say whether a message is of this kind, from this side: nobody answers for a reporter."""
    said = (message.direction, message.kind, message.data.get("gate"))
    return said == (direction, kind, gate.code)


def _waited(message: Message, situation: Situation) -> bool:
    """Say whether as many hours as a summary waits are over since the end of a message's day."""
    begin = (message.day + 1) * clock.HOURS_A_DAY
    return situation.hour >= begin + situation.summary_hours

"""What can be done to a case, from which state it may be done, and where that leads (docs/case.md).

The one table of transitions. What is not in it cannot be done: `progress` ignores such an event
and says that it is not allowed, `record` refuses to write it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.vocabulary import STATES, codes

# What reading, lending and guarding leave behind; none of them moves a case.
OPENED, DECLARED, RECUSED, GRANTED, EXPORTED = (
    "opened", "declared", "recused", "granted", "exported",
)  # fmt: skip
# What a reviewer works with.
TRIAGED, MOVED, NOTED, LINKED, UNLINKED, PLANNED, REASONED = (
    "triaged", "moved", "noted", "linked", "unlinked", "planned", "reasoned",
)  # fmt: skip
# Whether somebody who is kept out is let in.
OVERRIDE_ASKED, OVERRIDDEN, OVERRIDE_ENDED = "override_asked", "overridden", "override_ended"
# What ends a case, and the second signature on it.
DECIDED, MONITORED, CLOSED, REOPENED = "decided", "monitored", "closed", "reopened"
PROPOSED, SECONDED, DECLINED = "proposed", "seconded", "declined"
# What is asked of one person outside the case, and what opens a gate.
REFERRAL_DRAFTED, REFERRED, ASKED, REFERRAL_WITHDRAWN, GATE_OPENED, GATE_CONFIRMED = (
    "referral_drafted", "referred", "asked", "referral_withdrawn", "gate_opened", "gate_confirmed",
)  # fmt: skip
# What a reporter is asked after the outcome.
SURVEY_SENT, CHECK_IN_SENT = "survey_sent", "check_in_sent"

WORKING = frozenset(
    {"triaged", "awaiting_reporter", "held_threshold", "support_only", "in_action", "referred"}
)
AFTER = frozenset({"outcome_decided", "feedback_given", "monitoring"})
OPEN = frozenset({"acknowledged"}) | WORKING | AFTER
ANY = frozenset(codes(STATES))
UNCOUNTED = frozenset({"duplicate", "spam"})  # sorts of which nothing more is due
STAYS = ""  # as the state of an event: the case stays where it is


@dataclass(frozen=True)
class Kind:
    """From which states something may be done, and to which it leads.

    `to` STAYS leaves the state; `chosen` means that the event names one of WORKING itself.
    """

    sources: frozenset[str]
    to: str = STAYS
    chosen: bool = False


_ANYWHERE = Kind(ANY)
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys((OPENED, DECLARED, RECUSED, GRANTED), _ANYWHERE),
    **dict.fromkeys((NOTED, LINKED, UNLINKED, SECONDED, DECLINED, PROPOSED), _ANYWHERE),
    **dict.fromkeys((ASKED, REFERRAL_WITHDRAWN, GATE_OPENED, GATE_CONFIRMED), _ANYWHERE),
    EXPORTED: Kind(ANY - {"received"}),  # before a person has answered there is nothing to decide
    OVERRIDE_ASKED: Kind(OPEN),  # before the first answer there is nobody to ask
    OVERRIDDEN: Kind(OPEN),
    OVERRIDE_ENDED: _ANYWHERE,
    TRIAGED: Kind(OPEN, to="triaged"),  # again later: the card changes, the state stays
    MOVED: Kind(WORKING, chosen=True),
    PLANNED: Kind(WORKING),
    REASONED: Kind(WORKING),
    REFERRAL_DRAFTED: Kind(WORKING | AFTER),
    REFERRED: Kind(WORKING | AFTER, to="referred"),
    DECIDED: Kind(WORKING | AFTER, to="outcome_decided"),  # again later: a changed decision
    SURVEY_SENT: Kind(AFTER),
    MONITORED: Kind(AFTER, to="monitoring"),
    CHECK_IN_SENT: Kind(AFTER),
    CLOSED: Kind(AFTER, to="closed"),
    REOPENED: Kind(AFTER | {"closed"}, to="triaged"),
}


def next_state(kind: str, state: str, chosen: str = "") -> str | None:
    """Return the state after an event of `kind` in `state`, or None if it is not allowed there.

    A second triage, and a referral after the outcome, change no state.
    """
    rule = KINDS.get(kind)
    if rule is None or state not in rule.sources:
        return None
    if rule.chosen:
        return chosen if chosen in WORKING else None
    if kind == TRIAGED and state != "acknowledged":
        return state
    if kind == REFERRED and state in AFTER:
        return state
    return rule.to or state

"""Referrals of a case: drafted, put to the reporter, sent, withdrawn (docs/referral.md).

Pure: everything follows from the events and messages of the case, and whether something may be
sent is one rule, applied when it is sent and again whenever the events are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from reporting import canonical, clock, ids, primitives
from reporting.asked import EDITED, NO, YES
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.casework.gates import SAFEGUARDING, Situation, find_open
from reporting.casework.progress import follow
from reporting.errors import CannotOpen
from reporting.ids import ReferralId
from reporting.message import FROM_REPORTER, SUMMARY, SUMMARY_ANSWER, TO_REPORTER, Message
from reporting.referring.addressee import Addressee, addressee_from_json
from reporting.serves import ADVISER, HELPING_ROLES, INTERPRETER, OWNER
from reporting.status import Status
from reporting.vocabulary import SHARE_SUMMARY

STORY = -1  # as the message that is translated


class Standing(Enum):
    """Whether a draft may be sent, and why."""

    AGREED = "agreed"
    EDITED = "edited"
    REFUSED = "refused"
    WAITING = "waiting"
    SILENT = "silent"
    SILENT_FEW = "silent_few"
    OVERRULED = "overruled"


MAY_BE_SENT = frozenset({Standing.AGREED, Standing.EDITED, Standing.SILENT, Standing.OVERRULED})


@dataclass(frozen=True)
class Draft:
    """A summary that was put to the reporter; `until` is the hour to which it waits.

    `words` is what would be sent: the summary, or what the reporter made of it. `by` is a UTC day.
    `shown` says whether the reporter was shown this very summary: what they agreed to is what they
    read, and not what an event says of it.
    """

    referral: ReferralId
    to: Addressee
    summary: str
    asked: str
    by: int
    until: int
    answer: str = ""
    words: str = ""
    shown: bool = False

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Draft(…)"


@dataclass(frozen=True)
class Sent:
    """A referral that was sent on UTC day `day`, with the key that opens it.

    `message` is the sequence of the message that is translated, STORY for the report's own text;
    `part` which passage of it, from 0.
    `allowed` says whether it was allowed where it stands.
    """

    referral: ReferralId
    key: bytes = field(repr=False)
    kind: str
    to: Addressee
    text: str = field(repr=False)
    asked: str = field(repr=False)
    by: int
    day: int
    message: int = STORY
    part: int = 0
    withdrawn: bool = False
    allowed: bool = True


@dataclass(frozen=True)
class Referrals:
    """All of a case: the draft that is not sent yet, if any, and what was sent."""

    draft: Draft | None
    sent: tuple[Sent, ...]

    def of_kind(self, kind: str) -> tuple[Sent, ...]:
        """Return what was sent to people of one kind."""
        return tuple(each for each in self.sent if each.kind == kind)


@dataclass(frozen=True)
class Record:
    """What referrals are read from; `summary_hours` is what the organisation promises."""

    status: Status
    events: Sequence[CaseEvent]
    messages: Sequence[Message]
    zone: ZoneInfo
    summary_hours: int

    def situation(self, events: Sequence[CaseEvent], said: int, now: datetime) -> Situation:
        """Return how things stood after `events` and the first `said` messages."""
        messages = [m for m in self.messages if m.sequence < said]
        triage = follow(self.status, events, messages).triage
        return Situation(events, messages, triage, now, self.zone, self.summary_hours)


def standing_of(draft: Draft, situation: Situation) -> Standing:
    """Return whether a draft may be sent: one rule (docs/referral.md, "Events and consent")."""
    if situation.overruled:
        return Standing.OVERRULED
    if not draft.shown:
        return Standing.WAITING
    said = {YES: Standing.AGREED, EDITED: Standing.EDITED, NO: Standing.REFUSED}.get(draft.answer)
    if said is not None:
        return said
    if situation.hour < draft.until:
        return Standing.WAITING
    silence_is_yes = not situation.few and situation.agreed(SHARE_SUMMARY)
    return Standing.SILENT if silence_is_yes else Standing.SILENT_FEW


def may_advise(situation: Situation) -> bool:
    """Say whether a safeguarding adviser may be asked."""
    gate = find_open(situation.events, SAFEGUARDING, situation.hour, situation.zone)
    return gate is not None or situation.overruled or situation.agreed(SHARE_SUMMARY)


def read_referrals(record: Record) -> Referrals:
    """Return the referrals of a case."""
    draft: Draft | None = None
    sent: dict[ReferralId, Sent] = {}
    for place, event in enumerate(record.events):
        try:
            if event.kind == kinds.REFERRAL_DRAFTED:
                draft = _draft(event)
            elif event.kind in (kinds.REFERRED, kinds.ASKED):
                one = _sent(event)
                allowed = _allowed(record, place, one, draft)
                sent[one.referral] = replace(one, allowed=allowed)
                draft = None if draft and draft.referral == one.referral else draft
            elif event.kind == kinds.REFERRAL_WITHDRAWN:
                number = _number(event.data, "referral")
                draft = None if draft and draft.referral == number else draft
                if number in sent:
                    sent[ReferralId(number)] = replace(sent[ReferralId(number)], withdrawn=True)
        except CannotOpen:
            continue  # signed by a reader, but not written as these are: nothing follows from it
    answered = None if draft is None else _answered(draft, record.messages)
    return Referrals(answered, tuple(sent.values()))


def _allowed(record: Record, place: int, one: Sent, draft: Draft | None) -> bool:
    event = record.events[place]
    now = clock.moment_of_hour(event.hour)
    situation = record.situation(record.events[:place], event.messages, now)
    if one.kind == ADVISER:
        return may_advise(situation)
    if one.kind == INTERPRETER:
        return True
    if draft is None or draft.referral != one.referral:
        return False
    answered = _answered(draft, situation.messages)
    same = (one.text, one.to, one.asked) == (answered.words, answered.to, answered.asked)
    return same and standing_of(answered, situation) in MAY_BE_SENT


def _answered(draft: Draft, messages: Sequence[Message]) -> Draft:
    """Return a draft with the newest answer of the reporter to it."""
    number = ids.to_hex(draft.referral)
    found = replace(draft, shown=any(_shows(message, draft) for message in messages))
    for message in messages:
        if message.kind != SUMMARY_ANSWER or message.direction != FROM_REPORTER:
            continue
        answer = message.data.get("answer")
        if message.data.get("referral") == number and answer in (YES, NO, EDITED):
            words = message.text if answer == EDITED else draft.summary
            found = replace(found, answer=answer, words=words)
    return found


def _shows(message: Message, draft: Draft) -> bool:
    """Say whether a message to the reporter is of exactly this summary, and all that goes along."""
    said = {
        "referral": ids.to_hex(draft.referral),
        "until": draft.until,
        "asked": draft.asked,
        **draft.to.named,
    }
    right = message.kind == SUMMARY and message.direction == TO_REPORTER
    # Without the name of an area they were shown none.
    told = {name: message.data.get(name, "") for name in said}
    return right and (message.text, told) == (draft.summary, said)


def _draft(event: CaseEvent) -> Draft:
    data = event.data
    summary = _text(data, "summary")
    return Draft(
        ReferralId(_number(data, "referral")),
        addressee_from_json(data),
        summary,
        _text(data, "asked"),
        _count(data, "by"),
        _count(data, "until"),
        words=summary,
    )


def _sent(event: CaseEvent) -> Sent:
    data, owner = event.data, event.kind == kinds.REFERRED
    kind = OWNER if owner else _text(data, "kind")
    if kind not in HELPING_ROLES or owner != (kind == OWNER):
        raise CannotOpen
    return Sent(
        referral=ReferralId(_number(data, "referral")),
        key=canonical.decode_bytes(data.get("key"), primitives.KEY_SIZE),
        kind=kind,
        to=addressee_from_json(data),
        text=_text(data, "summary" if owner else "text"),
        asked=_text(data, "asked"),
        by=_count(data, "by"),
        day=event.hour // clock.HOURS_A_DAY,
        message=STORY if owner else _count(data, "message"),
        part=0 if owner else _count(data, "part"),
    )


def _number(data: Any, name: str) -> int:
    number = ids.from_hex(str(data.get(name, "")))
    if number is None:
        raise CannotOpen
    return number


def _text(data: Any, name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise CannotOpen
    return value


def _count(data: Any, name: str) -> int:
    value = data.get(name)
    if type(value) is not int:
        raise CannotOpen
    return value

"""Overrides of a case: whether somebody who is kept out is let in after all (docs/case.md).

Pure. It takes two leads who are not kept out themselves, a reason, and the reporter's yes to what
they were shown. Silence is no yes, and a no ends it. Everything follows from signed events and
messages, by one rule that is applied when it is signed and whenever the events are read.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from reporting import clock, ids
from reporting.asked import NO, YES
from reporting.casework import kinds
from reporting.casework.chain import Chain
from reporting.casework.event import CaseEvent
from reporting.ids import AccountId
from reporting.message import FROM_REPORTER, OVERRIDE, OVERRIDE_ANSWER, TO_REPORTER, Message


class Standing(Enum):
    """How far an override is."""

    WAITING = "waiting"  # for the reporter
    AGREED = "agreed"  # by the reporter; the second lead has not signed
    REFUSED = "refused"  # by the reporter
    ENDED = "ended"  # by a lead
    SIGNED = "signed"


@dataclass(frozen=True)
class Override:
    """One question whether `account` is let in: who asked it on which UTC day, why, in which words.

    `persons` are who asked and who would be let in, whatever numbers they have: neither signs.
    `shown` says whether the reporter was shown those words. `noted` says whether an event tells
    how it ended; after a no the next one who opens the case writes it.
    """

    number: str
    account: AccountId
    asker: AccountId
    day: int
    reason: str
    persons: frozenset[AccountId]
    words: str = ""
    shown: bool = False
    standing: Standing = Standing.WAITING
    noted: bool = False

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Override(…)"

    @property
    def is_running(self) -> bool:
        """Whether it can still be signed."""
        return self.standing in (Standing.WAITING, Standing.AGREED)


@dataclass(frozen=True)
class Overrides:
    """All of a case, the first one first; `forged` are events that let nobody in by right."""

    all: tuple[Override, ...] = ()
    forged: tuple[int, ...] = field(default=())

    @property
    def newest(self) -> Override | None:
        """The newest one."""
        return self.all[-1] if self.all else None

    @property
    def let_in(self) -> frozenset[AccountId]:
        """Who was let in."""
        return frozenset(each.account for each in self.all if each.standing == Standing.SIGNED)


def read_overrides(
    chain: Chain, messages: Sequence[Message], leads: Collection[AccountId]
) -> Overrides:
    """Return the overrides of a case; `leads` are all who ever signed as one, by the rosters."""
    found: dict[str, Override] = {}
    forged: list[int] = []
    for event in chain.events:
        number = str(event.data.get("override", ""))
        if event.kind == kinds.OVERRIDE_ASKED:
            asked = _asked(event, number, messages, chain)
            if asked is None or event.actor not in leads or number in found:
                forged.append(event.sequence)
                continue
            # A newer question takes the place of one that is still running.
            found = {n: _end(each) if each.is_running else each for n, each in found.items()}
            found[number] = asked
        elif event.kind == kinds.OVERRIDDEN:
            before = found.get(number)
            if before is None or not _may_sign(before, event, messages, leads):
                forged.append(event.sequence)
            else:
                found[number] = replace(before, standing=Standing.SIGNED, noted=True)
        elif event.kind == kinds.OVERRIDE_ENDED and number in found:
            found[number] = _ended(found[number], event, messages, leads)
    return Overrides(tuple(_answered(each, messages) for each in found.values()), tuple(forged))


def may_sign(override: Override, person: AccountId) -> bool:
    """Say whether the reporter agreed, and `person` is neither who asked nor who is let in."""
    agreed = override.shown and override.standing == Standing.AGREED
    return agreed and person not in override.persons


def _may_sign(
    override: Override,
    event: CaseEvent,
    messages: Sequence[Message],
    leads: Collection[AccountId],
) -> bool:
    said = [m for m in messages if m.sequence < event.messages]
    names = event.data.get("account") == ids.to_hex(override.account)
    return names and event.actor in leads and may_sign(_answered(override, said), event.person)


def _asked(
    event: CaseEvent, number: str, messages: Sequence[Message], chain: Chain
) -> Override | None:
    account = ids.from_hex(str(event.data.get("account", "")))
    if account is None or not number:
        return None
    put = [m for m in messages if _is(m, TO_REPORTER, OVERRIDE, number)]
    # The question goes out in the transaction of its event, signed by the same account.
    right = [m for m in put if m.sequence == event.messages and m.signer == ids.to_hex(event.actor)]
    return Override(
        number,
        AccountId(account),
        event.actor,
        event.hour // clock.HOURS_A_DAY,
        str(event.data.get("reason", "")),
        frozenset({event.person, chain.person_of(AccountId(account))}),
        right[0].text if right else "",
        shown=bool(right) and len(put) == 1,
    )


def _is(message: Message, direction: str, kind: str, number: str) -> bool:
    """Say whether a message is of this kind, from this side: nobody answers for a reporter."""
    said = (message.direction, message.kind, message.data.get("override"))
    return said == (direction, kind, number)


def _answered(override: Override, messages: Sequence[Message]) -> Override:
    """Return a running override with what the reporter said; the first no ends it."""
    if not override.is_running:
        return override
    answers = [
        m.data.get("answer")
        for m in messages
        if _is(m, FROM_REPORTER, OVERRIDE_ANSWER, override.number)
    ]
    if NO in answers:
        return replace(override, standing=Standing.REFUSED)
    return replace(override, standing=Standing.AGREED if YES in answers else Standing.WAITING)


def _end(override: Override) -> Override:
    return replace(override, standing=Standing.ENDED, noted=True)


def _ended(
    override: Override,
    event: CaseEvent,
    messages: Sequence[Message],
    leads: Collection[AccountId],
) -> Override:
    if not override.is_running:
        return override
    said = [m for m in messages if m.sequence < event.messages]
    answered = _answered(override, said)
    if answered.standing == Standing.REFUSED:
        return replace(answered, noted=True)
    # Anybody who opens the case notes a no; what the reporter has not refused, only a lead ends.
    return _end(override) if event.actor in leads else override

"""The events of a case in their order, checked against the head that counts them.

The head is sealed in the report's own row: without it the newest event could be deleted unseen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reporting import canonical, ids, limits, primitives, sealing
from reporting.casework.event import (
    CaseEvent,
    SignedEvent,
    open_case_event,
    seal_case_event,
    sign_case_event,
)
from reporting.errors import BadSignature, CannotOpen
from reporting.ids import AccountId, EventId, ReportId
from reporting.primitives import Signer
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED
from reporting.roster import Rosters

NO_EVENT = bytes(primitives.DIGEST_SIZE)
NO_EVENTS = bytes(primitives.DIGEST_SIZE)  # the sum of none
_KEYS = frozenset({"v", "count", "last"})


@dataclass(frozen=True)
class Head:
    """How many events a case has, and the digest of the newest."""

    count: int = 0
    last: bytes = NO_EVENT


@dataclass(frozen=True)
class Chain:
    """The genuine events in order, and which problems whoever opens the case must be told of.

    `persons` has the number that the holder of each account had first.
    """

    events: tuple[CaseEvent, ...]
    problems: frozenset[str] = frozenset()
    persons: Mapping[AccountId, AccountId] = field(default_factory=dict, repr=False)

    def person_of(self, account: AccountId) -> AccountId:
        """Return who holds an account; one whom no list names is somebody of their own."""
        return self.persons.get(account, account)


@dataclass(frozen=True)
class Link:
    """A new event and the head that goes with it, sealed, for one transaction."""

    number: EventId
    box: bytes
    head: bytes


def seal_head(report_key: bytes, digest: bytes, head: Head) -> bytes:
    """Seal a head to the report whose header digest is `digest`."""
    plaintext = canonical.dumps(
        {"v": 1, "count": head.count, "last": canonical.encode_bytes(head.last)}
    )
    key = primitives.derive(report_key, "chain")
    return sealing.seal(key, "chain", digest, plaintext, limits.CHAIN_SIZE)


def open_head(report_key: bytes, digest: bytes, box: bytes) -> Head:
    """Open a head, or raise CannotOpen; nothing stands for none in reports from before events."""
    if not box:
        return Head()
    key = primitives.derive(report_key, "chain")
    value = canonical.loads(sealing.unseal(key, "chain", digest, box), _KEYS)
    if type(value["count"]) is not int:
        raise CannotOpen
    return Head(value["count"], canonical.decode_bytes(value["last"], primitives.DIGEST_SIZE))


def read_chain(
    report_key: bytes,
    digest: bytes,
    report: ReportId,
    head: bytes,
    rows: Iterable[tuple[EventId, bytes]],
    rosters: Rosters,
) -> Chain:
    """Open, order and check all events of a case; what is not genuine is left out and told of."""
    signing_keys, persons = rosters.signing_keys, rosters.persons
    problems: set[str] = set()
    signed: list[SignedEvent] = []
    for number, box in rows:
        try:
            signed.append(open_case_event(report_key, digest, number, box))
        except CannotOpen:
            problems.add(UNREADABLE)
    signed.sort(key=lambda item: item.event.sequence)
    previous = NO_EVENT
    genuine: list[CaseEvent] = []
    for item in signed:
        if _genuine(item, report, signing_keys):
            genuine.append(replace(item.event, first=persons.get(item.event.actor)))
        else:
            problems.add(UNSIGNED)
        if item.event.previous != previous:
            problems.add(GAP)
        previous = item.digest
    try:
        if open_head(report_key, digest, head) != Head(len(signed), previous):
            problems.add(MISSING)
    except CannotOpen:
        problems.add(MISSING)
    return Chain(tuple(genuine), frozenset(problems), persons)


def _genuine(item: SignedEvent, report: ReportId, signing_keys: Mapping[AccountId, bytes]) -> bool:
    public = signing_keys.get(item.event.actor)
    if public is None or item.event.report != report:
        return False
    try:
        item.signed_by(public)
    except BadSignature:
        return False
    return True


def add_to_sum(total: bytes, number: EventId, box: bytes) -> bytes:
    """Return the sum of sealed rows with one more; their order does not count.

    It takes no key, so it keeps nobody from anything: it shows what was lost, to who can open
    nothing (docs/case.md, "What can be told without a key").
    """
    row = primitives.digest("event-sum", ids.to_bytes(number), box)
    whole = int.from_bytes(total, "big") + int.from_bytes(row, "big")
    room = 1 << 8 * len(row)
    return (whole % room).to_bytes(len(row), "big")


def add_event(
    report_key: bytes, digest: bytes, head: bytes, event: CaseEvent, signer: Signer
) -> Link:
    """Sign and seal `event` as the next one; its place comes from the head."""
    before = open_head(report_key, digest, head)
    placed = CaseEvent(
        report=event.report,
        sequence=before.count,
        previous=before.last,
        kind=event.kind,
        actor=event.actor,
        hour=event.hour,
        messages=event.messages,
        data=event.data,
    )
    signed = sign_case_event(placed, signer)
    number = EventId(ids.new_id())
    box = seal_case_event(report_key, digest, number, signed)
    after = Head(before.count + 1, signed.digest)
    return Link(number, box, seal_head(report_key, digest, after))

"""The events of a case as a hash chain, whose head is sealed in the report's own row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reporting import ids, limits, primitives, sealing
from reporting.casework.event import (
    CaseEvent,
    SignedEvent,
    open_case_event,
    seal_case_event,
    sign_case_event,
)
from reporting.errors import BadSignature
from reporting.hashchain import Entry, Head, head_from_bytes, head_to_bytes, read_entries
from reporting.ids import AccountId, EventId, ReportId
from reporting.primitives import Signer
from reporting.roster import Rosters

NO_EVENTS = bytes(primitives.DIGEST_SIZE)  # the sum of none


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
    key = primitives.derive(report_key, "chain")
    return sealing.seal(key, "chain", digest, head_to_bytes(head), limits.CHAIN_SIZE)


def open_head(report_key: bytes, digest: bytes, box: bytes) -> Head:
    """Open a head, or raise CannotOpen; nothing stands for none in reports from before events."""
    if not box:
        return Head()
    key = primitives.derive(report_key, "chain")
    return head_from_bytes(sealing.unseal(key, "chain", digest, box))


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

    def open_entry(number: EventId, box: bytes) -> Entry[CaseEvent]:
        signed = open_case_event(report_key, digest, number, box)
        event = replace(signed.event, first=persons.get(signed.event.actor))
        genuine = _genuine(signed, report, signing_keys)
        return Entry(event, event.sequence, event.previous, signed.digest, genuine)

    events, problems = read_entries(rows, open_entry, lambda: open_head(report_key, digest, head))
    return Chain(events, problems, persons)


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
    return Link(number, box, seal_head(report_key, digest, before.after(signed.digest)))

"""One event of a case: what an account did to it, signed and sealed (docs/case.md, "Event")."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reporting import canonical, clock, ids, limits, primitives, sealing
from reporting.errors import CannotOpen, TooLong
from reporting.ids import AccountId, EventId, ReportId
from reporting.primitives import Signer

_USE = "case-event"
_KEYS = frozenset({"body", "signature"})
_BODY_KEYS = frozenset(
    {"v", "report", "sequence", "previous", "kind", "actor", "hour", "messages", "data"}
)


@dataclass(frozen=True)
class CaseEvent:
    """What `actor` did, in which hour since the epoch.

    `messages` is how many messages the conversation had then: it puts the events of a case and
    its messages into one order. `previous` is the digest of the event before. `data` is JSON whose
    keys depend on the kind (docs/case.md). `first` is not written: the rosters say which number
    the holder of `actor` had first, and the chain fills it in as it reads.
    """

    report: ReportId
    sequence: int
    previous: bytes
    kind: str
    actor: AccountId
    hour: int
    messages: int
    data: Mapping[str, Any]
    first: AccountId | None = None

    @property
    def person(self) -> AccountId:
        """Who did it, whatever number they had then; for whoever must be somebody else."""
        return self.actor if self.first is None else self.first

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "CaseEvent(…)"


@dataclass(frozen=True)
class SignedEvent:
    """An event and the signature over it; `digest` is what the next one names."""

    event: CaseEvent
    signature: bytes

    @cached_property
    def _signed(self) -> bytes:
        return canonical.dumps(_body(self.event))  # asked for twice for each event of a page

    @property
    def digest(self) -> bytes:
        """The digest of body and signature."""
        return primitives.digest("case-previous", self._signed, self.signature)

    def signed_by(self, public: bytes) -> None:
        """Return only if the signature is of the key `public`; else raise BadSignature."""
        primitives.verify(public, _USE, self._signed, self.signature)


def sign_case_event(event: CaseEvent, signer: Signer) -> SignedEvent:
    """Sign an event as the account that did it."""
    return SignedEvent(event, signer.sign(_USE, canonical.dumps(_body(event))))


def _body(event: CaseEvent) -> dict[str, Any]:
    return {
        "v": 1,
        "report": ids.to_hex(event.report),
        "sequence": event.sequence,
        "previous": canonical.encode_bytes(event.previous),
        "kind": event.kind,
        "actor": ids.to_hex(event.actor),
        "hour": event.hour,
        "messages": event.messages,
        "data": dict(event.data),
    }


def seal_case_event(
    report_key: bytes, digest: bytes, number: EventId, signed: SignedEvent
) -> bytes:
    """Seal an event in the smaller of the two sizes that holds it, or raise TooLong."""
    plaintext = canonical.dumps(
        {"body": _body(signed.event), "signature": canonical.encode_bytes(signed.signature)}
    )
    room = len(plaintext) + sealing.LENGTH_SIZE
    size = next((size for size in limits.CASE_EVENT_SIZES if room <= size), None)
    if size is None:
        raise TooLong
    key = primitives.derive(report_key, "events")
    return sealing.seal(key, _USE, digest + ids.to_bytes(number), plaintext, size)


def open_case_event(report_key: bytes, digest: bytes, number: EventId, box: bytes) -> SignedEvent:
    """Open an event, or raise CannotOpen; whether it is genuine is `chain`'s to say."""
    key = primitives.derive(report_key, "events")
    value = canonical.loads(sealing.unseal(key, _USE, digest + ids.to_bytes(number), box), _KEYS)
    body = value["body"]
    if not isinstance(body, dict) or body.keys() != _BODY_KEYS:
        raise CannotOpen
    report, actor = ids.from_hex(str(body["report"])), ids.from_hex(str(body["actor"]))
    counts = (body["sequence"], body["messages"], body["hour"])
    if report is None or actor is None or not isinstance(body["data"], dict):
        raise CannotOpen
    if not all(type(count) is int and 0 <= count <= clock.LAST_HOUR for count in counts):
        raise CannotOpen
    event = CaseEvent(
        report=ReportId(report),
        sequence=body["sequence"],
        previous=canonical.decode_bytes(body["previous"], primitives.DIGEST_SIZE),
        kind=str(body["kind"]),
        actor=AccountId(actor),
        hour=body["hour"],
        messages=body["messages"],
        data=body["data"],
    )
    return SignedEvent(event, canonical.decode_bytes(value["signature"], primitives.SIGNATURE_SIZE))

"""An event of the watch: what it did to a report, signed, of one length (docs/promise.md).

It is not sealed, because the watch holds no key of any report; so it names a day and no hour.
"""

from collections.abc import Collection
from dataclasses import dataclass

from reporting import canonical, ids, limits, primitives, sealing
from reporting.errors import BadSignature, CannotOpen
from reporting.ids import ReportId
from reporting.primitives import Signer

MISSED, FOUNDING, HANDOVER, TEST = "missed", "founding", "handover", "test"
KINDS = frozenset({MISSED, FOUNDING, HANDOVER, TEST})
SIZE = limits.EVENT_SIZE + primitives.SIGNATURE_SIZE
_USE = "event"
_KEYS = frozenset({"v", "report", "kind", "day"})


@dataclass(frozen=True)
class Event:
    """What the watch did to a report, on which UTC day."""

    report: ReportId
    kind: str
    day: int


def sign_event(event: Event, signer: Signer) -> bytes:
    """Return `event` padded and signed by the watch."""
    plaintext = canonical.dumps(
        {"v": 1, "report": ids.to_hex(event.report), "kind": event.kind, "day": event.day}
    )
    padded = sealing.pad(plaintext, limits.EVENT_SIZE)
    return padded + signer.sign(_USE, padded)


def read_event(data: bytes, number: ReportId, watch_keys: Collection[bytes]) -> Event:
    """Return the event in `data` if one of the watch's keys signed it for this report.

    Raises BadSignature otherwise, whatever is wrong with it.
    """
    padded, signature = data[: limits.EVENT_SIZE], data[limits.EVENT_SIZE :]
    primitives.verify_any(watch_keys, _USE, padded, signature)
    try:
        value = canonical.loads(sealing.unpad(padded), _KEYS)
    except CannotOpen:
        raise BadSignature from None
    if value["report"] != ids.to_hex(number) or value["kind"] not in KINDS:
        raise BadSignature
    if not isinstance(value["day"], int):
        raise BadSignature
    return Event(number, value["kind"], value["day"])


@dataclass(frozen=True)
class History:
    """The events of one report in order, and whether any was not the watch's own.

    `known` is false where no roster is in force, so that nobody can say which are genuine.
    """

    events: tuple[Event, ...]
    forged: bool = False
    known: bool = True

    def has(self, kind: str) -> bool:
        """Say whether the watch did this."""
        return any(event.kind == kind for event in self.events)


def read_history(
    rows: Collection[bytes], number: ReportId, watch_keys: Collection[bytes]
) -> History:
    """Return the genuine events among the rows of one report.

    Where no roster is in force nobody can say which are genuine, and so none is forged either.
    """
    if not watch_keys:
        return History((), known=False)
    found: dict[tuple[str, int], Event] = {}
    forged = False
    for data in rows:
        try:
            event = read_event(data, number, watch_keys)
        except BadSignature:
            forged = True
        else:
            found[event.kind, event.day] = event
    ordered = sorted(found.values(), key=lambda event: (event.day, event.kind == HANDOVER))
    return History(tuple(ordered), forged)

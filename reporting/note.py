"""The routing note: what the watch may learn of a report, and only once a rung is due.

Sealed to the watch's public key when the report is sealed (docs/envelope.md, "Routing note"). It
holds no word of what was written, and none of what it is about.
"""

from collections.abc import Collection
from dataclasses import dataclass

from reporting import canonical, clock, ids, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.primitives import Unwrapper
from reporting.roster import READING_ROLES, Rosters
from reporting.routing import Access

VERSION = b"\x01"
SIZE = len(VERSION) + limits.NOTE_SIZE + primitives.WRAP_OVERHEAD
_KEYS = frozenset(
    {"v", "target", "received", "organisation", "body", "open", "standby", "chairs"}
)  # fmt: skip


@dataclass(frozen=True)
class Note:
    """Whom the watch may tell of a report, and from which hour it counts."""

    target: int
    received: int
    organisation: str
    body: str
    open: frozenset[AccountId]
    standby: frozenset[AccountId]
    chairs: frozenset[AccountId]


def note_of(
    access: Access, rosters: Rosters, organisation: str, received: int, target: int
) -> Note:
    """Return the note of a report to which `access` applies; a recovery is nobody to tell."""
    readers = {m.account for r in rosters.by_body.values() for m in r.with_role(READING_ROLES)}
    return Note(
        target=target,
        received=received,
        organisation=organisation,
        body=access.body,
        open=access.open & readers,
        standby=access.standby & readers,
        chairs=access.chairs,
    )


def seal_note(watch_public: bytes, digest: bytes, note: Note) -> bytes:
    """Seal `note` to the watch, bound to the report whose header digest is `digest`."""
    plaintext = canonical.dumps(
        {
            "v": 1,
            "target": note.target,
            "received": note.received,
            "organisation": note.organisation,
            "body": note.body,
            "open": _packed(note.open),
            "standby": _packed(note.standby),
            "chairs": _packed(note.chairs),
        }
    )
    padded = sealing.pad(plaintext, limits.NOTE_SIZE)
    return VERSION + primitives.wrap(watch_public, padded, _info(digest))


def open_note(watch: Unwrapper, digest: bytes, box: bytes) -> Note:
    """Open a note, or raise CannotOpen: an empty one, another report's, or altered."""
    if len(box) != SIZE or box[:1] != VERSION:
        raise CannotOpen
    value = canonical.loads(sealing.unpad(watch.unwrap(box[1:], _info(digest))), _KEYS)
    target, received = value["target"], value["received"]
    least, most = limits.ACKNOWLEDGE_HOURS_RANGE
    if not isinstance(received, int) or not 0 <= received <= clock.LAST_HOUR:
        raise CannotOpen
    if not isinstance(target, int) or not least <= target <= most:
        raise CannotOpen
    return Note(
        target,
        received,
        str(value["organisation"]),
        str(value["body"]),
        _unpacked(value["open"]),
        _unpacked(value["standby"]),
        _unpacked(value["chairs"]),
    )


def _info(digest: bytes) -> bytes:
    return primitives.label("note") + digest


def _packed(accounts: Collection[AccountId]) -> str:
    return canonical.encode_bytes(b"".join(ids.to_bytes(a) for a in sorted(accounts)))


def _unpacked(text: object) -> frozenset[AccountId]:
    data = canonical.decode_bytes(text)
    if len(data) % ids.SIZE:
        raise CannotOpen
    parts = (data[at : at + ids.SIZE] for at in range(0, len(data), ids.SIZE))
    return frozenset(AccountId(int.from_bytes(part, "big")) for part in parts)

"""The state of a conversation, sealed under the conversation key (docs/envelope.md, "Status").

Both sides read it: the reporter's page, and the desk's lists without opening a message.
"""

from dataclasses import dataclass

from reporting import canonical, clock, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.hashchain import NOTHING
from reporting.promise import was_kept

_KEYS = frozenset(
    {
        "v", "received", "target", "acknowledged", "awaiting", "count", "last", "other", "kept",
        "state",
    }
)  # fmt: skip
# When the oldest were sealed every promise was the founding one, and nobody could take over.
_LATER = frozenset({"target", "other", "kept", "state"})
NOBODY = "nobody"
_AWAITING = frozenset({"reviewer", "reporter", NOBODY})


@dataclass(frozen=True)
class Status:
    """How far a conversation is; `acknowledged` is the bucket of hours, None while nobody answered.

    `received` is the hour the report came, since the epoch, and the first of its day once a
    person has answered. `target` is the hours that were promised when it came: a service file
    that says something else afterwards changes no promise that was made. `awaiting` says whose
    turn it is, NOBODY after a test report has said what it was; `count` how many messages there
    are, `last` the digest of the newest. `other` is the code of the body that does not act at
    first: if it takes over, the reporter is told which. `kept` says whether a target other than
    the founding one was kept, once a person has answered. `state` is how far the case is, a code of
    `vocabulary.STATES`, empty before its triage.
    """

    received: int
    target: int
    acknowledged: int | None = None
    awaiting: str = "reviewer"
    count: int = 0
    last: bytes = NOTHING
    other: str = ""
    kept: bool | None = None
    state: str = ""

    @property
    def was_late(self) -> bool:
        """Whether a person has answered, but later than was promised."""
        if self.acknowledged is None:
            return False
        return not was_kept(self.target, self.acknowledged, self.kept)


def seal_status(conversation_key: bytes, digest: bytes, status: Status) -> bytes:
    """Seal `status` to the report whose header digest is `digest`."""
    plaintext = canonical.dumps(
        {
            "v": 1,
            "received": status.received,
            "target": status.target,
            "acknowledged": status.acknowledged,
            "awaiting": status.awaiting,
            "count": status.count,
            "last": canonical.encode_bytes(status.last),
            "other": status.other,
            "kept": status.kept,
            "state": status.state,
        }
    )
    key = primitives.derive(conversation_key, "status")
    return sealing.seal(key, "status", digest, plaintext, limits.STATUS_SIZE)


def open_status(conversation_key: bytes, digest: bytes, box: bytes) -> Status:
    """Open a status, or raise CannotOpen."""
    key = primitives.derive(conversation_key, "status")
    value = canonical.loads(sealing.unseal(key, "status", digest, box), _KEYS, _LATER)
    received, target = value["received"], value.get("target", limits.ACKNOWLEDGE_HOURS)
    bucket, count, other = value["acknowledged"], value["count"], value.get("other", "")
    kept = value.get("kept")
    if not isinstance(received, int) or not 0 <= received <= clock.LAST_HOUR:
        raise CannotOpen
    if not isinstance(target, int) or not 0 <= target <= clock.LAST_HOUR:
        raise CannotOpen
    if value["awaiting"] not in _AWAITING or not isinstance(count, int):
        raise CannotOpen
    if bucket is not None and not isinstance(bucket, int):
        raise CannotOpen
    if not isinstance(other, str) or not isinstance(kept, bool | None):
        raise CannotOpen
    state = value.get("state", "")
    if not isinstance(state, str):
        raise CannotOpen
    last = canonical.decode_bytes(value["last"], primitives.DIGEST_SIZE)
    return Status(received, target, bucket, value["awaiting"], count, last, other, kept, state)

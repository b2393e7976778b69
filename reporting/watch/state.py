"""What the watch keeps for itself, sealed in its one row.

The head of the chain of missed promises: whoever has the database does not see how many there are.
"""

from dataclasses import dataclass

from reporting import canonical, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.identity import Identity

_USE = "watch"
_ROW = b"1"
_KEYS = frozenset({"v", "missed", "head"})
BEGINNING = bytes(primitives.DIGEST_SIZE)


@dataclass(frozen=True)
class WatchState:
    """So many `missed` promises are in the chain, which ends in `head`."""

    missed: int = 0
    head: bytes = BEGINNING


def seal_state(watch: Identity, state: WatchState) -> bytes:
    """Seal the state under a key of the watch."""
    plaintext = canonical.dumps(
        {
            "v": 1,
            "missed": state.missed,
            "head": canonical.encode_bytes(state.head),
        }
    )
    return sealing.seal(_key(watch), _USE, _ROW, plaintext, limits.WATCH_STATE_SIZE)


def open_state(watch: Identity, box: bytes) -> WatchState:
    """Open the state, or raise CannotOpen."""
    value = canonical.loads(sealing.unseal(_key(watch), _USE, _ROW, box), _KEYS)
    if not isinstance(value["missed"], int):
        raise CannotOpen
    head = canonical.decode_bytes(value["head"], primitives.DIGEST_SIZE)
    return WatchState(value["missed"], head)


def _key(watch: Identity) -> bytes:
    return primitives.derive(watch.to_bytes(), _USE)

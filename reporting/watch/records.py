"""Missed promises: signed, sealed and chained, so that none is taken away unseen.

A record names the organisation and the quarter of a year and no report, so it outlives the case.
Its number and the one before are inside; the head of the chain is in the row of the watch.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reporting import canonical, ids, limits, primitives, sealing
from reporting.errors import BadSignature, CannotOpen
from reporting.identity import Identity
from reporting.store import Connection
from reporting.store.engine import Store
from reporting.store.watch import get_watch, insert_missed, list_missed, set_state
from reporting.watch.state import BEGINNING, WatchState, open_state, seal_state

_USE = "missed"
_KEYS = frozenset({"v", "sequence", "previous", "organisation", "kind", "period"})
BROKEN = (
    "The record of missed promises is not whole: a row was taken away, added or changed, or the "
    "database was put back from a copy. Tell the oversight bodies."
)


@dataclass(frozen=True)
class Missed:
    """One promise that was not kept: whose, which one, and in which quarter of which year."""

    organisation: str
    kind: str
    period: str


@dataclass(frozen=True)
class _Link:
    sequence: int
    previous: bytes
    missed: Missed


def record_missed(connection: Connection, watch: Identity, found: Iterable[Missed]) -> None:
    """Add missed promises to the chain; its head moves in the same transaction."""
    entries = list(found)
    if not entries:
        return
    state = _state(connection, watch)
    rows = []
    key, sequence, head = _key(watch), state.missed, state.head
    for entry in entries:
        sequence += 1
        number = ids.new_id()
        body = _body(_Link(sequence, head, entry))
        plaintext = watch.signer.sign(_USE, body) + body
        row = ids.to_bytes(number)
        box = sealing.seal(key, _USE, row, plaintext, limits.MISSED_SIZE)
        rows.append((number, box))
        head = primitives.digest(_USE, body)
    insert_missed(connection, rows)
    set_state(connection, seal_state(watch, WatchState(sequence, head)))


def _state(connection: Connection, watch: Identity) -> WatchState:
    row = get_watch(connection, changing=True)
    try:
        return open_state(watch, row.bytes) if row else WatchState()
    except CannotOpen:
        # Altered from outside. What is missed now is recorded all the same; the chain that
        # begins anew is what `reporting check` complains of.
        return WatchState()


def _body(link: _Link) -> bytes:
    return canonical.dumps(
        {
            "v": 1,
            "sequence": link.sequence,
            "previous": canonical.encode_bytes(link.previous),
            "organisation": link.missed.organisation,
            "kind": link.missed.kind,
            "period": link.missed.period,
        }
    )


def _key(watch: Identity) -> bytes:
    return primitives.derive(watch.to_bytes(), _USE)


def list_records(connection: Connection, watch: Identity) -> list[Missed]:
    """Return the missed promises in their order, as far as they are genuine."""
    return [link.missed for link, _ in _links(connection, watch)]


def find_record_faults(store: Store, watch: Identity) -> Iterator[str]:
    """Say whether the chain of missed promises is whole; never how long it is."""
    with store.read() as connection:
        count = len(list_missed(connection))
        links = _links(connection, watch)
        row = get_watch(connection)
    try:
        state = open_state(watch, row.bytes) if row else WatchState()
    except CannotOpen:
        yield BROKEN
        return
    head = BEGINNING
    for number, (link, digest) in enumerate(links, 1):
        if (link.sequence, link.previous) != (number, head):
            yield BROKEN
            return
        head = digest
    if (count, head) != (state.missed, state.head) or len(links) != count:
        yield BROKEN


def _links(connection: Connection, watch: Identity) -> list[tuple[_Link, bytes]]:
    found = []
    for number, box in list_missed(connection):
        try:
            found.append(_open(watch, number, box))
        except (CannotOpen, BadSignature):
            continue
    return sorted(found, key=lambda each: each[0].sequence)


def _open(watch: Identity, number: int, box: bytes) -> tuple[_Link, bytes]:
    plaintext = sealing.unseal(_key(watch), _USE, ids.to_bytes(number), box)
    signature, body = (
        plaintext[: primitives.SIGNATURE_SIZE],
        plaintext[primitives.SIGNATURE_SIZE :],
    )
    primitives.verify(watch.signing_public, _USE, body, signature)
    fields = canonical.loads(body, _KEYS)
    previous = canonical.decode_bytes(fields["previous"], primitives.DIGEST_SIZE)
    missed = Missed(str(fields["organisation"]), str(fields["kind"]), str(fields["period"]))
    return _Link(int(fields["sequence"]), previous, missed), primitives.digest(_USE, body)

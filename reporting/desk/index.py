"""The desk index of an account: everything its lists need, sealed to the account itself.

Each row of the account becomes one entry of one size, a decoy like any other, so lists, filters,
counts and pages come from the index alone and an excluded report leaves no gap anywhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reporting import canonical, conversation, ids, limits, primitives, sealing
from reporting.desk.entry import PACKED, Entry, Turn, pack, place_of, unpack
from reporting.errors import CannotOpen, Changed
from reporting.identity import Identity
from reporting.ids import AccountId, ReportId
from reporting.opening import open_stanza, open_triage
from reporting.status import Status, open_status
from reporting.store import indexes, reports
from reporting.store.engine import Store
from reporting.store.reports import State, SummaryRow

_CHUNK = limits.INDEX_CHUNK_ENTRIES
_CHUNK_SIZE = _CHUNK * PACKED.size + sealing.LENGTH_SIZE
_HEAD_SIZE = 128
_NOTHING = State(-1, -1)


@dataclass
class DeskIndex:
    """The entries of one account, and the state of the store they were brought up to."""

    turn: int | None = None
    state: State = _NOTHING
    entries: list[Entry] = field(default_factory=list)

    def readable(self) -> list[Entry]:
        """Return the entries of reports this account may open."""
        return [entry for entry in self.entries if entry.turn != Turn.DECOY]

    def find(self, number: ReportId) -> Entry | None:
        """Return the entry of a report this account may open, else None: unknown or excluded."""
        for entry in self.entries:
            if entry.report == number:
                return entry if entry.turn != Turn.DECOY else None
        return None


@dataclass(frozen=True)
class Refreshed:
    """An index and how much of it is done, in tenths; below 10 another request must go on."""

    index: DeskIndex
    tenths: int


class IndexKeeper:
    """Reads and refreshes the index of one account during its session."""

    def __init__(self, store: Store, account: AccountId, identity: Identity) -> None:
        """Derive the index key from the identity: nobody else can read or write entries."""
        self._store, self._account, self._identity = store, account, identity
        self._key = primitives.derive(identity.to_bytes(), "index")

    def _row(self, chunk: int) -> bytes:
        return ids.to_bytes(self._account) + chunk.to_bytes(4, "big")

    def _open(self, chunks: Mapping[int, tuple[int, bytes]]) -> DeskIndex:
        if indexes.HEAD not in chunks:
            return DeskIndex()
        turn, head = chunks[indexes.HEAD]
        try:
            value = canonical.loads(
                sealing.unseal(self._key, "index", self._row(indexes.HEAD), head),
                frozenset({"count", "total"}),
            )
            entries: list[Entry] = []
            for number in sorted(chunks.keys() - {indexes.HEAD}):
                box = chunks[number][1]
                entries += unpack(sealing.unseal(self._key, "index", self._row(number), box))
        except CannotOpen:
            return DeskIndex(turn)  # of an identity before this one, or altered: built anew
        return DeskIndex(turn, State(value["count"], value["total"]), entries)

    def _seal(self, index: DeskIndex, touched: Iterable[int]) -> dict[int, bytes]:
        head = canonical.dumps({"count": index.state.count, "total": index.state.total})
        boxes = {
            indexes.HEAD: sealing.seal(
                self._key, "index", self._row(indexes.HEAD), head, _HEAD_SIZE
            )
        }
        for number in touched:
            part = index.entries[(number - 1) * _CHUNK : number * _CHUNK]
            boxes[number] = sealing.seal(
                self._key, "index", self._row(number), pack(part), _CHUNK_SIZE
            )
        return boxes

    def refresh(self, in_time: Callable[[], bool]) -> Refreshed:
        """Return the index as the store is now, opening what it has not seen.

        Works in batches while `in_time()`; what is done is stored, so the next call goes on.
        """
        for _attempt in range(3):
            try:
                return self._refresh(in_time)
            except Changed:
                continue  # another session of this account was first; read what it wrote
        raise Changed

    def _refresh(self, in_time: Callable[[], bool]) -> Refreshed:
        with self._store.read() as connection:
            state = reports.get_state(connection)
            index = self._open(indexes.get_chunks(connection, self._account))
            if index.state == state:
                return Refreshed(index, 10)
            revisions = reports.get_revisions(connection, self._account)
        touched = _drop_missing(index, revisions)
        places = {entry.report: place for place, entry in enumerate(index.entries)}
        stale = [
            number
            for number, revision in revisions.items()
            if number not in places or index.entries[places[number]].revision != revision
        ]
        done = 0
        while done < len(stale) and (done == 0 or in_time()):
            for entry in self._read(stale[done : done + _CHUNK]):
                place = places.setdefault(entry.report, len(index.entries))
                index.entries[place : place + 1] = [entry]
                touched.add(place // _CHUNK + 1)
            done += _CHUNK
        finished = done >= len(stale)
        index.state = state if finished else _NOTHING
        with self._store.write() as connection:
            index.turn = indexes.put_chunks(
                connection, self._account, index.turn, self._seal(index, touched)
            )
        return Refreshed(index, 10 if finished else 10 * len(places) // len(revisions))

    def _read(self, numbers: list[ReportId]) -> list[Entry]:
        with self._store.read() as connection:
            rows = reports.get_summaries(connection, numbers)
            stanzas = reports.get_stanzas(connection, self._account, numbers)
        return [self._entry(rows[n], stanzas[n]) for n in numbers if n in rows and n in stanzas]

    def _entry(self, row: SummaryRow, stanza: bytes) -> Entry:
        try:
            report_key = open_stanza(self._identity.unwrapper, self._account, row.header, stanza)
            triage = open_triage(report_key, row.header, row.triage)
            key = conversation.key_from_report_key(report_key, row.header)
            status = open_status(key.secret, key.digest, row.status)
        except CannotOpen:
            # A decoy. Its entry is as long as any other, and its key is noise.
            noise = primitives.random_bytes(primitives.KEY_SIZE)
            return Entry(row.report, row.revision, 0, 0, Turn.DECOY, bytes(8), noise)
        place = place_of(triage.organisation)
        return Entry(
            row.report, row.revision, row.received, row.due, _turn_of(status), place, report_key
        )


def _turn_of(status: Status) -> Turn:
    if status.acknowledged is None:
        return Turn.ACKNOWLEDGEMENT
    return Turn.REVIEWER if status.awaiting == "reviewer" else Turn.REPORTER


def _drop_missing(index: DeskIndex, revisions: Mapping[ReportId, int]) -> set[int]:
    """Drop entries of reports that are gone; return the chunks that must be written again."""
    kept = [entry for entry in index.entries if entry.report in revisions]
    if len(kept) == len(index.entries):
        return set()
    chunks = range(1, len(index.entries) // _CHUNK + 2)
    index.entries = kept
    return set(chunks)

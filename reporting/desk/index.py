"""The desk index of an account: everything its lists need, sealed to the account itself.

Each row of the account becomes one entry of one size, a decoy like any other, so lists, filters,
counts and pages come from the index alone and an excluded report leaves no gap anywhere.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from reporting import canonical, clock, conversation, ids, limits, primitives, sealing
from reporting.casework.card import Card, open_card
from reporting.desk.entry import (
    ASKED,
    AT_ONCE,
    DAMAGED,
    NOWHERE,
    WORK,
    Entry,
    Second,
    Turn,
    answer_of,
    area_of,
    owner_of,
    place_of,
    state_of,
    turn_of,
    what_of,
)
from reporting.desk.table import Table
from reporting.errors import CannotOpen, Changed
from reporting.identity import Identity
from reporting.ids import AccountId, ReportId
from reporting.opening import Triage, open_stanza, open_triage
from reporting.retention import last_word
from reporting.status import Status, open_status
from reporting.store import indexes, reports
from reporting.store.engine import Store
from reporting.store.reports import State, SummaryRow
from reporting.timer import Kind
from reporting.vocabulary import DANGER

_CHUNK = limits.INDEX_CHUNK_ENTRIES
_CHUNK_SIZE = _CHUNK * limits.INDEX_ENTRY_SIZE + sealing.LENGTH_SIZE
_HEAD_SIZE = 192
_FORMAT = 7  # of the chunks; an index in another one is built anew
_HEAD_KEYS = frozenset({"v", "count", "total", "chunks"})
_NOTHING = State(-1, -1)
_TENTHS = 10
_SEVERITIES = 5  # 1 to 4, and 0 before triage


@dataclass
class DeskIndex:
    """The entries of one account, and the state of the store they were brought up to.

    `tags` has the last bytes of every chunk; the head names their digest, so that a chunk taken
    away or put back from an older time is noticed.
    """

    turn: int | None = None
    state: State = _NOTHING
    table: Table = field(default_factory=Table)
    tags: dict[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Refreshed:
    """The entries, and how many tenths of them are done; below 10 another request must go on."""

    table: Table
    tenths: int

    @property
    def finished(self) -> bool:
        """Whether every row of the account has its entry."""
        return self.tenths == _TENTHS


class IndexKeeper:
    """Reads and refreshes the index of one account during its session."""

    def __init__(
        self,
        store: Store,
        account: AccountId,
        identity: Identity,
        find_held: Callable[[], Collection[AccountId]],
    ) -> None:
        """Derive the index key from the identity: nobody else can read or write entries.

        `find_held` returns the accounts of the same person: what one of these proposed, another
        person must sign. It is asked where something is opened, and not for every page.
        """
        self._store, self._account, self._identity = store, account, identity
        self._find_held = find_held
        self._key = primitives.derive(identity.to_bytes(), "index")

    def refresh(self, in_time: Callable[[], bool]) -> Refreshed:
        """Return the entries as the store is now, opening what was not seen before.

        Works in batches while `in_time()`; what is done is stored, so the next call goes on.
        """
        with self._store.read() as connection:
            state = reports.get_state(connection)
            index = self._open(indexes.get_chunks(connection, self._account))
            if index.state == state:
                return Refreshed(index.table, _TENTHS)
            revisions = reports.get_revisions(connection, self._account)
        touched = _drop_missing(index, revisions)
        left = self._renew(index, revisions, touched, in_time)
        index.state = _NOTHING if left else state
        self._keep(index, touched)
        done = len(revisions) - left
        return Refreshed(index.table, _TENTHS * done // len(revisions) if left else _TENTHS)

    def _renew(
        self,
        index: DeskIndex,
        revisions: Mapping[ReportId, int],
        touched: set[int],
        in_time: Callable[[], bool],
    ) -> int:
        """Open what is new or changed, a batch at least; return how much is left."""
        table = index.table
        positions = {ReportId(number): at for at, number in enumerate(table.report)}
        stale = [
            number
            for number, revision in revisions.items()
            if number not in positions or table.revision[positions[number]] != revision
        ]
        done = 0
        while done < len(stale) and (done == 0 or in_time()):
            for entry in self._read(stale[done : done + _CHUNK]):
                position = positions.setdefault(entry.report, len(table))
                if position == len(table):
                    table.append(entry)
                else:
                    table[position] = entry
                touched.add(position // _CHUNK + 1)
            done += _CHUNK
        return max(len(stale) - done, 0)

    def _keep(self, index: DeskIndex, touched: Iterable[int]) -> None:
        try:
            with self._store.write() as connection:
                boxes = self._seal(index, touched)
                # Of an index that is built anew no chunk may stay, or its head would never fit
                # what lies there, and every request would begin once more.
                anew = not index.tags
                indexes.put_chunks(connection, self._account, index.turn, boxes, anew=anew)
        except Changed:
            # Another session of this account was first. What it kept is as right as this is, and
            # what is missing in it is opened at the next request.
            return

    def _read(self, numbers: list[ReportId]) -> list[Entry]:
        with self._store.read() as connection:
            rows = reports.get_summaries(connection, numbers)
            stanzas = reports.get_stanzas(connection, self._account, numbers)
        own = frozenset(map(ids.to_hex, {self._account, *self._find_held()}))
        there = [n for n in numbers if n in rows and n in stanzas]
        return [self._entry(rows[n], stanzas[n], own) for n in there]

    def _entry(self, row: SummaryRow, stanza: bytes, own: frozenset[str]) -> Entry:
        try:
            report_key = open_stanza(self._identity.unwrapper, self._account, row.header, stanza)
        except CannotOpen:
            # A decoy. Its entry is as long as any other, and its key is noise.
            noise = primitives.random_bytes(primitives.KEY_SIZE)
            return Entry(AT_ONCE, row.report, row.revision, Turn.DECOY, NOWHERE, noise)
        return _readable(row, report_key, own)

    def _row(self, chunk: int) -> bytes:
        return ids.to_bytes(self._account) + chunk.to_bytes(4, "big")

    def _open(self, chunks: Mapping[int, tuple[int, bytes]]) -> DeskIndex:
        if indexes.HEAD not in chunks:
            return DeskIndex()
        turn, head = chunks[indexes.HEAD]
        boxes = {number: chunks[number][1] for number in sorted(chunks) if number != indexes.HEAD}
        tags = {number: _tag_of(box) for number, box in boxes.items()}
        try:
            plain = sealing.unseal(self._key, "index", self._row(indexes.HEAD), head)
            value = canonical.loads(plain, _HEAD_KEYS)
            whole = (value["v"], value["chunks"]) == (_FORMAT, _digest_of(tags))
            table = self._open_table(boxes) if whole else None
        except CannotOpen:
            table = None
        if table is None:
            return DeskIndex(turn)  # of an identity before this one, or altered: built anew
        return DeskIndex(turn, State(value["count"], value["total"]), table, tags)

    def _open_table(self, boxes: Mapping[int, bytes]) -> Table:
        table = Table()
        table.extend(
            sealing.unseal(self._key, "index", self._row(number), box)
            for number, box in boxes.items()
        )
        return table

    def _seal(self, index: DeskIndex, touched: Iterable[int]) -> dict[int, bytes]:
        boxes: dict[int, bytes] = {}
        for number in touched:
            part = index.table.pack((number - 1) * _CHUNK, number * _CHUNK)
            boxes[number] = sealing.seal(self._key, "index", self._row(number), part, _CHUNK_SIZE)
        tags = index.tags | {number: _tag_of(box) for number, box in boxes.items()}
        state = {"v": _FORMAT, "count": index.state.count, "total": index.state.total}
        head = canonical.dumps(state | {"chunks": _digest_of(tags)})
        boxes[indexes.HEAD] = sealing.seal(
            self._key, "index", self._row(indexes.HEAD), head, _HEAD_SIZE
        )
        return boxes


def _readable(row: SummaryRow, report_key: bytes, own: frozenset[str]) -> Entry:
    """Return the entry of a report whose key the account holds, opened or damaged.

    Who holds the key of a report must be told of it, whatever was done to the rest: otherwise
    one changed byte would make a report look like a decoy, and nobody would know.
    """
    place = NOWHERE
    try:
        triage = open_triage(report_key, row.header, row.triage)
        place = place_of(triage.organisation)
        key = conversation.key_from_report_key(report_key, row.header)
        status = open_status(key.secret, key.digest, row.status)
        card = open_card(report_key, key.digest, row.card)
    except CannotOpen:
        what = what_of(DAMAGED)
        return Entry(AT_ONCE, row.report, row.revision, Turn.DAMAGED, place, report_key, what=what)
    turn = turn_of(status)
    due, what_is_due = _due(row, triage, status, card)
    return Entry(
        due,
        row.report,
        row.revision,
        turn,
        place,
        report_key,
        danger=turn == Turn.ACKNOWLEDGEMENT and triage.safety in DANGER,
        answer=answer_of(status),
        state=state_of(status),
        severity=card.severity if card.severity in range(_SEVERITIES) else 0,
        second=_second(card, own),
        owner=owner_of(card.owner),
        area=area_of(card.area),
        what=what_of(what_is_due),
    )


def _due(row: SummaryRow, triage: Triage, status: Status, card: Card) -> tuple[int, str]:
    """Return the hour by which a report is sorted, danger apart, and what is due by then."""
    if status.acknowledged is None:
        # The column can say anything; the hour that was sealed with the report cannot.
        return clock.acknowledgement_due(triage.received, status.target), Kind.ACKNOWLEDGE
    if turn_of(status) == Turn.TEST:
        return clock.LAST_HOUR, ""  # nothing is due: it stands behind all that wait
    if min(card.due, card.asked) == clock.LAST_HOUR and row.due == last_word(row.expiry):
        return clock.LAST_HOUR, ""  # nothing more is due: it stands behind all that wait
    running = (
        (clock.plausible_hour(row.due), Kind.UPDATE),
        (card.due, card.work or WORK),
        (card.asked, ASKED),
    )
    return min(running, key=lambda one: one[0])


def _second(card: Card, own: frozenset[str]) -> Second:
    if not card.proposer:
        return Second.NONE
    return Second.COLLEAGUES if card.proposer in own else Second.OURS


def _tag_of(box: bytes) -> bytes:
    return box[-primitives.TAG_SIZE :]


def _digest_of(tags: Mapping[int, bytes]) -> str:
    parts = (tags[number] for number in sorted(tags))
    return canonical.encode_bytes(primitives.digest("index/chunks", *parts))


def _drop_missing(index: DeskIndex, revisions: Mapping[ReportId, int]) -> set[int]:
    """Drop entries of reports that are gone; return the chunks that must be written again."""
    missing = {number for number in index.table.report if number not in revisions}
    if not missing:
        return set()
    chunks = range(1, len(index.table) // _CHUNK + 2)
    index.table = Table(entry for entry in index.table if entry.report not in missing)
    return set(chunks)

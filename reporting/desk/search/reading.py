"""Reads reports for a search, a batch at a time, and says which of them have the words."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from reporting import limits
from reporting.casework.chain import read_chain
from reporting.casework.event import open_case_event
from reporting.casework.notes import notes_of
from reporting.conversation import Key, key_from_report_key, read_conversation
from reporting.desk.entry import Entry
from reporting.desk.queue import from_mark, in_order, to_mark
from reporting.desk.search.phrase import Phrase
from reporting.desk.table import Table
from reporting.errors import CannotOpen
from reporting.ids import EventId, MessageId, ReportId
from reporting.message import open_message
from reporting.opening import open_payload
from reporting.roster import Rosters
from reporting.store.caseevents import get_case_events_of
from reporting.store.engine import Store
from reporting.store.texts import TextRow, get_messages_of, get_texts

_MOST = limits.CASES_A_PAGE


@dataclass(frozen=True)
class Reached:
    """How far a search was before this request: the mark of the last report, and what it found."""

    after: str = ""
    found: frozenset[ReportId] = frozenset()


@dataclass(frozen=True)
class Searched:
    """What a search found, most urgent first, and where it goes on.

    `more` says that it stopped because there is more than is shown; `mark` is empty once all
    `total` reports were searched.
    """

    entries: tuple[Entry, ...]
    more: bool
    done: int
    total: int
    mark: str


@dataclass(frozen=True)
class _Batch:
    """The rows of a few reports."""

    texts: dict[ReportId, TextRow]
    messages: dict[ReportId, list[tuple[MessageId, bytes]]]
    events: dict[ReportId, list[tuple[EventId, bytes]]] = field(default_factory=dict)


def search(
    store: Store,
    rosters: Rosters,
    table: Table,
    phrase: Phrase,
    reached: Reached,
    in_time: Callable[[], bool],
) -> Searched:
    """Search on from what was `reached`, a batch at least, while `in_time()`.

    Only entries that the account can read are looked at: of a decoy nothing is asked.
    """
    rows = in_order(table)
    last = from_mark(reached.after)
    later = rows if last is None else [row for row in rows if row > (*last, len(table))]
    found = [
        table[at] for _, number, at in rows[: len(rows) - len(later)] if number in reached.found
    ]
    done = 0
    while done < len(later) and len(found) <= _MOST and (done == 0 or in_time()):
        part = [table[at] for _, _, at in later[done : done + limits.SEARCH_BATCH]]
        found += _find(store, rosters, phrase, part)
        done += len(part)
    over = len(found) > _MOST
    finished = over or done >= len(later)
    return Searched(
        entries=tuple(found[:_MOST]),
        more=over,
        done=len(rows) - len(later) + done,
        total=len(rows),
        mark="" if finished else to_mark(part[-1]),
    )


def _find(store: Store, rosters: Rosters, phrase: Phrase, part: Sequence[Entry]) -> Iterator[Entry]:
    batch = _read(store, [entry.report for entry in part])
    for entry in part:
        if entry.report in batch.texts and _has(batch, rosters, phrase, entry):
            yield entry


def _read(store: Store, numbers: Collection[ReportId]) -> _Batch:
    with store.read() as connection:
        return _Batch(
            get_texts(connection, numbers),
            get_messages_of(connection, numbers),
            get_case_events_of(connection, numbers),
        )


def _has(batch: _Batch, rosters: Rosters, phrase: Phrase, entry: Entry) -> bool:
    """Say whether a report has the words; one that does not open is found, as in every list."""
    number, report_key = entry.report, entry.report_key
    if phrase.names(number):
        return True
    row = batch.texts[number]
    try:
        opened = open_payload(report_key, row.header, row.payload)
        if phrase.is_in(opened.report.story):
            return True
        key = key_from_report_key(report_key, row.header)
        messages, events = batch.messages.get(number, []), batch.events.get(number, [])
        # Signatures are only looked at where they decide: they take longer than all the rest.
        if any(map(phrase.is_in, _texts(key, messages))):
            keys = rosters.signing_keys
            said = read_conversation(key, row.status, messages, opened.reporter_key, keys)
            if any(phrase.is_in(message.text) for message in said.messages):
                return True
        if any(map(phrase.is_in, _notes(report_key, key, events))):
            chain = read_chain(report_key, key.digest, number, b"", events, rosters)
            return any(phrase.is_in(note.text) for note in notes_of(chain.events))
    except CannotOpen:
        return True
    return False


def _texts(key: Key, messages: Sequence[tuple[MessageId, bytes]]) -> Iterator[str]:
    for number, box in messages:
        # What does not open is told of on the page of the case.
        with suppress(CannotOpen):
            yield open_message(key.secret, key.digest, number, box).message.text


def _notes(report_key: bytes, key: Key, events: Sequence[tuple[EventId, bytes]]) -> Iterator[str]:
    for number, box in events:
        with suppress(CannotOpen):
            event = open_case_event(report_key, key.digest, number, box).event
            yield from (note.text for note in notes_of((event,)))

"""The sealed index of an account: what is refreshed, kept, shared between sessions and rebuilt."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from reporting import clock, limits
from reporting.desk.entry import AT_ONCE, Entry, Turn
from reporting.desk.index import IndexKeeper
from reporting.identity import Identity, new_identity
from reporting.ids import AccountId, ReportId
from reporting.store import indexes, reports
from reporting.store.tables import desk_index, report, stanza
from tests.desk.conftest import Place
from tests.desk.thin import put_thin

CHUNK = limits.INDEX_CHUNK_ENTRIES


def always() -> bool:
    """There is time."""
    return True


def never() -> bool:
    """There is no time."""
    return False


@dataclass
class Desk:
    """One account of the instance, and its index."""

    place: Place
    account: AccountId
    identity: Identity

    def keeper(self) -> IndexKeeper:
        """Return the index as one session has it."""
        return IndexKeeper(self.place.services.store, self.account, self.identity, tuple)

    def put(self, *readable: bool) -> list[ReportId]:
        """Store reports."""
        return put_thin(
            self.place.store, self.place.moment.now, self.account, self.identity, readable
        )

    def rows(self, in_time: Callable[[], bool] = always) -> list[Entry]:
        """Refresh, and return what a list could show."""
        return [row for row in self.keeper().refresh(in_time).table if row.turn != Turn.DECOY]

    def chunks(self) -> dict[int, tuple[int, bytes]]:
        """Return what is stored."""
        with self.place.store.read() as connection:
            return indexes.get_chunks(connection, self.account)

    def remove(self, numbers: list[ReportId]) -> None:
        """Remove reports, as a purge does."""
        with self.place.store.write() as connection:
            connection.execute(stanza.delete().where(stanza.c.report_id.in_(numbers)))
            connection.execute(report.delete().where(report.c.id.in_(numbers)))


@pytest.fixture
def desk(place: Place) -> Desk:
    """The index of one reviewer, empty."""
    signed_in = place.signed_in()
    return Desk(place, signed_in.account.id, signed_in.identity)


def numbers(rows: list[Entry]) -> set[int]:
    """Return the ids of some entries."""
    return {row.report for row in rows}


def forbid_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at the first stanza that is opened from here on."""
    monkeypatch.setattr(
        "reporting.desk.index.open_stanza", lambda *_: pytest.fail("opened a stanza again")
    )


def note_opening(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by each report whose stanza is opened from here on."""
    opened: list[int] = []
    real = IndexKeeper._read

    def noted(self: IndexKeeper, found: list[ReportId]) -> list[Entry]:
        opened.extend(found)
        return real(self, found)

    monkeypatch.setattr(IndexKeeper, "_read", noted)
    return opened


def test_readable_reports_are_found_and_decoys_leave_no_gap(desk: Desk) -> None:
    """What the account cannot open takes as much room and is never shown."""
    readable, _decoy, also = desk.put(True, False, True)

    refreshed = desk.keeper().refresh(always)

    assert 3 == len(refreshed.table)
    assert {readable, also} == numbers(desk.rows())
    assert {0, 1} == desk.chunks().keys()


def test_what_is_known_is_not_opened_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next session reads the index and opens nothing."""
    [number] = desk.put(True)
    desk.rows()
    before = desk.chunks()
    forbid_opening(monkeypatch)

    assert {number} == numbers(desk.rows())
    assert before == desk.chunks()


def test_only_what_changed_is_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new revision is read again, and its entry stays in its place."""
    [changed, _other] = desk.put(True, True)
    desk.rows()
    with desk.place.store.write() as connection:
        connection.execute(update(report).where(report.c.id == changed).values(revision=5))
    opened = note_opening(monkeypatch)

    rows = desk.rows()

    assert [changed] == opened
    assert [5] == [row.revision for row in rows if row.report == changed]
    assert 2 == len(rows)


@pytest.mark.parametrize("column", ["triage", "status"])
def test_a_damaged_report_is_no_decoy(desk: Desk, column: str) -> None:
    """Who holds the key is told, first of all: a changed byte must not make a report vanish."""
    [number, _other] = desk.put(True, True)
    desk.rows()
    with desk.place.store.write() as connection:
        row = reports.get_summaries(connection, [number])[number]
        data = getattr(row, column)
        changes = {column: data[:-1] + bytes([data[-1] ^ 1]), "revision": 5}
        connection.execute(update(report).where(report.c.id == number).values(changes))

    rows = desk.rows()

    assert 2 == len(rows)
    assert [(AT_ONCE, Turn.DAMAGED)] == [(r.due, r.turn) for r in rows if r.report == number]


def test_a_forged_due_hour_gives_nobody_more_time(desk: Desk) -> None:
    """Until a person has answered, the hour counts that was sealed with the report."""
    [number] = desk.put(True)
    received = clock.hour_of(desk.place.moment.now)
    with desk.place.store.write() as connection:
        forged = {"due": received + 900, "received": received + 876, "revision": 5}
        connection.execute(update(report).where(report.c.id == number).values(forged))

    [row] = desk.rows()

    assert received + limits.ACKNOWLEDGE_HOURS == row.due


@pytest.mark.parametrize("revision", [-1, -(2**63), 2**63 - 1])
def test_a_forged_revision_stops_no_list(desk: Desk, revision: int) -> None:
    """Whatever number the column can hold, the report is listed, and so is every other."""
    forged, other = desk.put(True, True)
    with desk.place.store.write() as connection:
        connection.execute(update(report).where(report.c.id == forged).values(revision=revision))

    found = {row.report: row.revision for row in desk.rows()}

    assert {forged, other} == found.keys()
    assert revision == found[forged]


def test_six_hundred_reports_lie_in_three_chunks(desk: Desk) -> None:
    """Every chunk has one size, full or not, and nothing is lost at the borders."""
    sent = desk.put(*[True] * 600)

    first = desk.rows()
    [more] = desk.put(True)
    second = desk.rows()

    assert set(sent) == numbers(first)
    assert {*sent, more} == numbers(second)
    assert {0, 1, 2, 3} == desk.chunks().keys()
    assert 1 == len({len(box) for number, (_, box) in desk.chunks().items() if number})


@pytest.mark.parametrize("count", [CHUNK - 1, CHUNK, CHUNK + 1])
def test_chunk_borders_hold(desk: Desk, count: int) -> None:
    """One less than a chunk, a chunk, and one more."""
    sent = desk.put(*[True] * count)
    desk.rows()

    [more] = desk.put(True)

    assert {*sent, more} == numbers(desk.rows())


def test_reports_that_are_gone_leave_the_index(desk: Desk) -> None:
    """After a purge the entries move up, across chunk borders too."""
    sent = desk.put(*[True] * (CHUNK + 10))
    desk.rows()
    gone, kept = sent[:20], sent[20:]

    desk.remove(gone)
    first = desk.rows()
    [more] = desk.put(True)

    assert set(kept) == numbers(first)
    assert {*kept, more} == numbers(desk.rows())


def test_an_emptied_store_has_an_empty_index(desk: Desk) -> None:
    """Nothing is left to show, and nothing breaks."""
    sent = desk.put(True, True)
    desk.rows()

    desk.remove(sent)

    assert [] == desk.rows()
    assert [] == desk.rows()


def alter(desk: Desk, chunk: int, box: bytes | None) -> None:
    """Put another chunk in place of one, or take it away."""
    here = (desk_index.c.account_id == desk.account) & (desk_index.c.chunk == chunk)
    with desk.place.store.write() as connection:
        if box is None:
            connection.execute(desk_index.delete().where(here))
        else:
            connection.execute(update(desk_index).where(here).values(bytes=box))


@pytest.mark.parametrize("chunk", [indexes.HEAD, 1, 2])
def test_an_altered_chunk_is_built_anew(desk: Desk, chunk: int) -> None:
    """An index that does not open hides nothing: it is made again from the stanzas."""
    sent = desk.put(*[True] * (CHUNK + 1))
    desk.rows()
    _, box = desk.chunks()[chunk]

    alter(desk, chunk, box[:-1] + bytes([box[-1] ^ 1]))

    assert set(sent) == numbers(desk.rows())
    assert set(sent) == numbers(desk.rows())


@pytest.mark.parametrize("chunk", [1, 2])
def test_a_chunk_that_is_taken_away_hides_nothing(desk: Desk, chunk: int) -> None:
    """The head names every chunk, so a missing one is noticed though nothing else changed."""
    sent = desk.put(*[True] * (CHUNK + 1))
    desk.rows()

    alter(desk, chunk, None)

    assert set(sent) == numbers(desk.rows())


def test_a_chunk_of_an_older_time_is_noticed(desk: Desk) -> None:
    """A genuine chunk put back does not bring an older list back."""
    first = desk.put(True)
    desk.rows()
    _, old = desk.chunks()[1]
    second = desk.put(True)
    desk.rows()

    alter(desk, 1, old)

    assert {*first, *second} == numbers(desk.rows())


def test_another_identity_reads_nothing_of_it(desk: Desk) -> None:
    """After a reset the old index is noise, and a new one is built from what opens."""
    desk.put(True)
    desk.rows()

    desk.identity = new_identity()

    assert [] == desk.rows()


def test_a_spent_budget_goes_on_where_it_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step keeps what it opened; nothing is opened twice and the last step finishes."""
    sent = desk.put(*[True] * (2 * CHUNK + 1))
    opened = note_opening(monkeypatch)

    steps = [desk.keeper().refresh(never) for _ in range(3)]

    assert [4, 9, 10] == [step.tenths for step in steps]
    assert [False, False, True] == [step.finished for step in steps]
    assert sorted(sent) == sorted(opened)


def test_an_index_of_an_older_format_is_built_anew_step_by_step(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade no chunk from before stays, so that each step keeps what it opened."""
    sent = desk.put(*[True] * (2 * CHUNK + 1))
    desk.rows()
    monkeypatch.setattr("reporting.desk.index._FORMAT", 0)
    opened = note_opening(monkeypatch)

    steps = [desk.keeper().refresh(never) for _ in range(3)]

    assert [4, 9, 10] == [step.tenths for step in steps]
    assert sorted(sent) == sorted(opened)
    assert {0, 1, 2, 3} == desk.chunks().keys()


def test_two_sessions_at_once_lose_nothing(desk: Desk) -> None:
    """Whoever stores first wins, and the other one's list is as complete."""
    sent = desk.put(*[True] * 40)
    together = threading.Barrier(2)
    found: list[set[int]] = []

    def look() -> None:
        keeper = desk.keeper()
        together.wait()
        found.append(numbers(list(keeper.refresh(always).table)))

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [set(sent), set(sent)] == found
    assert set(sent) == numbers(desk.rows())


def test_a_session_that_was_overtaken_keeps_the_stored_index(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and storing, another session stored: its index stays, and is whole."""
    sent = desk.put(True, True)
    real = IndexKeeper._read

    def overtaken(self: IndexKeeper, found: list[ReportId]) -> object:
        monkeypatch.setattr(IndexKeeper, "_read", real)
        desk.rows()
        return real(self, found)

    monkeypatch.setattr(IndexKeeper, "_read", overtaken)
    late = desk.rows()
    stored = desk.chunks()
    forbid_opening(monkeypatch)

    assert set(sent) == numbers(late)
    assert set(sent) == numbers(desk.rows())
    assert stored == desk.chunks()

"""Choosing a page of a list from entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.desk.entry import AT_ONCE, NOWHERE, Entry, Second, Turn, place_of, what_of
from reporting.desk.queue import DueIn, Wanted, choose, from_mark, to_mark
from reporting.desk.table import ENTRY_SIZE, Table
from reporting.ids import ReportId
from reporting.timer import Kind

HERE, THERE = place_of("council"), place_of("transport")
KEY = bytes(32)


def row(due: int, report: int, turn: Turn = Turn.ACKNOWLEDGEMENT, place: int = HERE) -> Entry:
    """Return an entry."""
    return Entry(due, ReportId(report), 7, turn, place, KEY)


def test_entries_come_back_as_they_were_packed() -> None:
    """Every entry takes the same room, a decoy as well, and a chunk has room for all of them."""
    rows = [row(5, 2**63 - 1), row(0, 1, Turn.DECOY, 0), row(7, 2, place=2**64 - 1)]
    rows[2] = rows[2]._replace(danger=True, answer=255)
    table, read = Table(rows), Table()

    data = table.pack(0, 2)
    read.extend([data, table.pack(2, 2 + limits.INDEX_CHUNK_ENTRIES)])

    assert 2 * ENTRY_SIZE == len(data)
    assert ENTRY_SIZE <= limits.INDEX_ENTRY_SIZE
    assert rows == list(read)


def test_the_most_urgent_come_first_and_decoys_never() -> None:
    """Sorted by due hour, whatever the order of the index."""
    rows = [row(9, 1), row(3, 2), row(0, 3, Turn.DECOY), row(5, 4, Turn.REVIEWER)]

    page = choose(Table(rows), Wanted(), hour=4)

    assert [2, 4, 1] == [found.report for found in page.entries]
    assert (1, 3, None) == (page.first, page.total, page.mark)


def test_counts_are_of_everything_readable_whatever_is_shown() -> None:
    """The headline says the same on every filter."""
    rows = [
        row(3, 1), row(9, 2), row(4, 3, Turn.REVIEWER), row(2, 4, Turn.REPORTER, THERE),
        row(0, 5, Turn.DECOY),
    ]  # fmt: skip

    for wanted in (Wanted(), Wanted(Turn.REVIEWER), Wanted(place=THERE)):
        counts = choose(Table(rows), wanted, hour=4).counts
        assert (2, 1, 3) == (counts.waiting, counts.answered, counts.overdue)


def test_what_is_overdue_is_counted_by_what_it_is() -> None:
    """Decoys and what is due later count for nothing."""
    rows = [
        row(3, 1)._replace(what=what_of(Kind.TRIAGE)),
        row(4, 2)._replace(what=what_of(Kind.TRIAGE)),
        row(4, 3)._replace(what=what_of(Kind.ACKNOWLEDGE)),
        row(9, 4)._replace(what=what_of(Kind.PLAN)),
        row(0, 5, Turn.DECOY),
    ]

    counts = choose(Table(rows), Wanted(), hour=4).counts

    assert {what_of(Kind.ACKNOWLEDGE): 1, what_of(Kind.TRIAGE): 2} == counts.late
    assert 3 == counts.overdue


@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted(Turn.REVIEWER), Wanted(Turn.ACKNOWLEDGEMENT, THERE)]
)
def test_damaged_reports_stand_first_in_every_list(wanted: Wanted) -> None:
    """Nobody can say for which list they were meant, so no filter hides them."""
    rows = [
        row(3, 1), row(9, 2, Turn.REVIEWER), row(4, 3, place=THERE),
        row(AT_ONCE, 4, Turn.DAMAGED, NOWHERE),
    ]  # fmt: skip

    page = choose(Table(rows), wanted, hour=1)

    assert 4 == page.entries[0].report
    assert 1 == page.counts.overdue


def test_filters_hold_together() -> None:
    """State and organisation both count."""
    rows = [row(1, 1), row(2, 2, place=THERE), row(3, 3, Turn.REVIEWER, THERE)]

    page = choose(Table(rows), Wanted(Turn.REVIEWER, THERE), hour=0)

    assert [3] == [found.report for found in page.entries]


def test_danger_comes_before_everything_that_is_only_due() -> None:
    """It keeps the hour it is due, and counts as overdue no sooner."""
    rows = [row(3, 1), row(9, 2)._replace(danger=True), row(0, 3, Turn.DECOY)]

    page = choose(Table(rows), Wanted(), hour=4)

    assert [2, 1] == [found.report for found in page.entries]
    assert 9 == page.entries[0].due
    assert (2, 1) == (page.counts.waiting, page.counts.overdue)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2**63 - 1)), unique=True, max_size=90))
def test_pages_show_every_entry_once(keys: list[tuple[int, int]]) -> None:
    """However many share a due hour or tell of danger, none is skipped and none comes twice."""
    rows = [row(due or 9, report)._replace(danger=due == AT_ONCE) for due, report in keys]

    shown: list[tuple[int, int]] = []
    after = None
    for _ in range(len(keys) // limits.CASES_A_PAGE + 1):
        page = choose(Table(rows), Wanted(after=after), hour=0)
        assert len(shown) + 1 == page.first
        shown += [(found.order, found.report) for found in page.entries]
        after = from_mark(page.mark) if page.mark else None

    assert sorted(keys) == shown
    assert after is None


@given(
    st.lists(
        st.builds(
            Entry,
            due=st.integers(1, 9),
            report=st.integers(0, 2**63 - 1).map(ReportId),
            revision=st.just(7),
            turn=st.sampled_from(Turn),
            place=st.sampled_from([NOWHERE, HERE, THERE]),
            report_key=st.just(KEY),
            danger=st.booleans(),
            answer=st.just(0),
            state=st.integers(0, 2),
            severity=st.integers(0, 2),
            second=st.sampled_from(Second),
            owner=st.sampled_from([NOWHERE, 5]),
            area=st.just(NOWHERE),
            what=st.integers(0, 3),
        ),
        unique_by=lambda entry: entry.report,
        max_size=60,
    ),
    st.builds(
        Wanted,
        turn=st.none() | st.just(Turn.REVIEWER),
        place=st.none() | st.just(HERE),
        severity=st.none() | st.just(1),
        owner=st.none() | st.just(5),
        due=st.none() | st.sampled_from(DueIn),
        after=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 2**63 - 1)),
    ),
)
def test_a_page_is_what_one_finds_entry_by_entry(rows: list[Entry], wanted: Wanted) -> None:
    """Columns are compared as whole numbers; this looks at one entry after another."""
    hours = {None: 9, DueIn.OVERDUE: 3, DueIn.DAY: 9, DueIn.WEEK: 9}

    def fits(entry: Entry) -> bool:
        return (
            wanted.turn in (None, entry.turn)
            and wanted.place in (None, entry.place)
            and wanted.severity in (None, entry.severity)
            and wanted.owner in (None, entry.owner)
            and entry.due <= hours[wanted.due]
        )

    readable = [entry for entry in rows if entry.turn != Turn.DECOY]
    listed = [entry for entry in readable if entry.turn == Turn.DAMAGED or fits(entry)]
    later = [e for e in listed if wanted.after is None or (e.order, e.report) > wanted.after]

    page = choose(Table(rows), wanted, hour=3)

    ordered = sorted(later, key=lambda entry: (entry.order, entry.report))
    assert ordered[: limits.CASES_A_PAGE] == page.entries
    assert (len(listed), len(listed) - len(later) + 1) == (page.total, page.first)
    assert sum(entry.due <= 3 for entry in readable) == page.counts.overdue


def test_marks_are_read_back_and_anything_else_is_none() -> None:
    """What somebody types in an address never breaks a page."""
    assert (493_885, 255) == from_mark(to_mark(row(493_885, 255)))
    for text in ("", "-", "5", "5-xyz", "x-00000000000000ff", "٥-00000000000000ff", "9" * 5000):
        assert from_mark(text) is None

"""What a list shows of the index: filtered, danger first and then by due hour, and the counts."""

import heapq
from dataclasses import dataclass
from itertools import compress

from reporting import ids, limits
from reporting.desk.entry import AT_ONCE, NOWHERE, Entry, Turn
from reporting.desk.table import Table

# Of a column of turns, leaves one kind and makes every other zero; damaged reports stay, because
# nobody can say for which list they are meant.
_ONLY = {
    turn: bytes(value if value in {turn, Turn.DAMAGED} else 0 for value in range(256))
    for turn in Turn
}


@dataclass(frozen=True)
class Wanted:
    """What a person asked for; None means all. `after` is the mark of the page before."""

    turn: Turn | None = None
    place: int | None = None
    after: tuple[int, int] | None = None


@dataclass(frozen=True)
class Counts:
    """How many reports wait: for an acknowledgement, for a reviewer's answer, beyond their hour."""

    waiting: int
    answered: int
    overdue: int


@dataclass(frozen=True)
class Page:
    """Up to 25 entries; `first` is the place of the first of them among `total`, from 1."""

    entries: list[Entry]
    first: int
    total: int
    mark: str | None
    counts: Counts


def choose(table: Table, wanted: Wanted, hour: int) -> Page:
    """Return one page of the readable entries; `hour` is the present one."""
    shown = table.turn if wanted.turn is None else table.turn.translate(_ONLY[wanted.turn])
    listed = list(compress(zip(table.due, table.report, range(len(table)), strict=True), shown))
    if True in table.danger:
        # Rare, so only then every line is looked at.
        danger = table.danger
        listed = [(AT_ONCE, *row[1:]) if danger[row[2]] else row for row in listed]
    if wanted.place is not None:
        place, places = table.place, (wanted.place, NOWHERE)
        listed = [row for row in listed if place[row[2]] in places]
    later = listed
    if wanted.after is not None:
        last = (*wanted.after, len(table))  # behind every position of that report
        later = [row for row in listed if row > last]
    # One more than is shown tells whether there is a next page.
    found = heapq.nsmallest(limits.CASES_A_PAGE + 1, later)
    entries = [table[position] for _, _, position in found[: limits.CASES_A_PAGE]]
    return Page(
        entries=entries,
        first=len(listed) - len(later) + 1,
        total=len(listed),
        mark=to_mark(entries[-1]) if len(found) > len(entries) else None,
        counts=_count(table, hour),
    )


def _count(table: Table, hour: int) -> Counts:
    due = compress(table.due, table.turn)  # a decoy's turn is 0
    return Counts(
        waiting=table.turn.count(Turn.ACKNOWLEDGEMENT),
        answered=table.turn.count(Turn.REVIEWER),
        overdue=sum(map(hour.__ge__, due)),
    )


def to_mark(entry: Entry) -> str:
    """Return what the address of the next page names: order and id of the last entry."""
    return f"{entry.order}-{ids.to_hex(entry.report)}"


def from_mark(text: str) -> tuple[int, int] | None:
    """Return what `to_mark` wrote, or None for anything else."""
    due, _, report = text.partition("-")
    number = ids.from_hex(report)
    if number is None or not (due.isascii() and due.isdecimal()) or len(due) > len(str(2**32)):
        return None
    return int(due), number

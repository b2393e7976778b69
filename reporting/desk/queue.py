"""What a list shows of the index: filtered, danger first and then by due hour, and the counts."""

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from itertools import compress
from operator import and_

from reporting import clock, ids, limits
from reporting.desk.entry import AT_ONCE, Entry, Second, Turn
from reporting.desk.table import Table

WEEK_HOURS = 7 * clock.HOURS_A_DAY


class DueIn(Enum):
    """When something is due, as a list filters it."""

    OVERDUE = "overdue"
    DAY = "day"  # within 24 hours, or overdue
    WEEK = "week"  # within seven days, or overdue


_HOURS = {DueIn.OVERDUE: 0, DueIn.DAY: clock.HOURS_A_DAY, DueIn.WEEK: WEEK_HOURS}


@dataclass(frozen=True)
class Wanted:
    """What a person asked for; None means all. `after` is the mark of the page before.

    `state` is a number of `entry.STATE_CODES`, `second` whose second signature is waited for.
    `place`, `owner` and `area` are as entries have them.
    """

    turn: Turn | None = None
    place: int | None = None
    after: tuple[int, int] | None = None
    state: int | None = None
    severity: int | None = None
    second: Second | None = None
    owner: int | None = None
    area: int | None = None
    due: DueIn | None = None


# Of a column, makes one value 1 and every other 0.
_ONLY = [bytes(value == only for value in range(256)) for only in range(256)]
_READABLE = bytes(value != Turn.DECOY for value in range(256))


@dataclass(frozen=True)
class Counts:
    """How many reports wait: for an acknowledgement, for a reviewer's answer, beyond their hour.

    `second` is how many wait for a second signature that this account may give, `late` how many of
    those overdue there are by what was due first, a number of `entry.WHATS`.
    """

    waiting: int
    answered: int
    overdue: int
    second: int
    late: Mapping[int, int]


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
    shown = _shown(table, wanted, hour)
    listed = list(compress(zip(table.due, table.report, range(len(table)), strict=True), shown))
    if True in table.danger:
        # Rare, so only then every line is looked at.
        danger = table.danger
        listed = [(AT_ONCE, *row[1:]) if danger[row[2]] else row for row in listed]
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


def in_order(table: Table) -> list[tuple[int, int, int]]:
    """Return hour, id and position of every readable entry, the most urgent first."""
    rows = compress(zip(table.due, table.report, range(len(table)), strict=True), table.turn)
    danger = table.danger
    return sorted((AT_ONCE if danger[row[2]] else row[0], *row[1:]) for row in rows)


def _shown(table: Table, wanted: Wanted, hour: int) -> bytes:
    """Return a byte for each entry: 0 for those that are not shown.

    Damaged reports stay in every list, because nobody can say for which they are meant.
    """
    masks = list(_masks(table, wanted, hour))
    if not masks:
        return bytes(table.turn)  # a decoy's turn is 0
    damaged = table.turn.translate(_ONLY[Turn.DAMAGED])
    readable = table.turn.translate(_READABLE)
    both = reduce(and_, (_number(mask) for mask in masks), _number(readable))
    return (both | _number(damaged)).to_bytes(len(table), "big")


def _masks(table: Table, wanted: Wanted, hour: int) -> Iterator[bytes | bytearray]:
    """Give for each thing that was asked for a column of ones, where it is so, and zeros."""
    for column, number in (
        (table.turn, wanted.turn),
        (table.state, wanted.state),
        (table.severity, wanted.severity),
        (table.second, wanted.second),
    ):
        if number is not None:
            yield column.translate(_ONLY[number])
    for numbers, value in (
        (table.place, wanted.place),
        (table.owner, wanted.owner),
        (table.area, wanted.area),
    ):
        if value is not None:
            yield bytes(map(value.__eq__, numbers))
    if wanted.due is not None:
        yield bytes(map((hour + _HOURS[wanted.due]).__ge__, table.due))


def _number(mask: bytes | bytearray) -> int:
    # As whole numbers, ten thousand bytes are and-ed at once.
    return int.from_bytes(mask, "big")


def _count(table: Table, hour: int) -> Counts:
    readable = compress(zip(table.due, table.what, strict=True), table.turn)  # a decoy's turn is 0
    late = Counter(what for due, what in readable if due <= hour)
    return Counts(
        waiting=table.turn.count(Turn.ACKNOWLEDGEMENT),
        answered=table.turn.count(Turn.REVIEWER),
        overdue=late.total(),
        second=table.second.count(Second.OURS),
        late=dict(sorted(late.items())),
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

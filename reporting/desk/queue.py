"""What a list shows of the index: filtered, danger first and then by due hour, and the counts."""

import heapq
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import compress

from reporting import clock, ids, limits
from reporting.desk import mask
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
    readable = bytes(table.turn.translate(_READABLE))
    shown, order = _shown(table, readable, wanted, hour), _order(table)
    later = shown
    if wanted.after is not None:
        behind = bytes(map(wanted.after.__lt__, zip(order, table.report, strict=True)))
        later = mask.both((shown, behind), len(shown))
    rows = zip(order, table.report, range(len(table)), strict=True)
    # One more than is shown tells whether there is a next page. No list of all rows is made:
    # thousands of them would take as long as everything else here.
    found = heapq.nsmallest(limits.CASES_A_PAGE + 1, compress(rows, later))
    entries = [table[position] for _, _, position in found[: limits.CASES_A_PAGE]]
    total = shown.count(1)
    return Page(
        entries=entries,
        first=total - later.count(1) + 1,
        total=total,
        mark=to_mark(entries[-1]) if len(found) > len(entries) else None,
        counts=_count(table, readable, hour),
    )


def in_order(table: Table) -> list[tuple[int, int, int]]:
    """Return hour, id and position of every readable entry, the most urgent first."""
    rows = zip(_order(table), table.report, range(len(table)), strict=True)
    return sorted(compress(rows, table.turn))  # a decoy's turn is 0


def _order(table: Table) -> "array[int]":
    """Return the hour by which each entry is sorted, as `Entry.order` says it."""
    if True not in table.danger:  # it is rare
        return table.due
    order = table.due[:]
    for position in compress(range(len(table)), table.danger):
        order[position] = AT_ONCE
    return order


def _shown(table: Table, readable: bytes, wanted: Wanted, hour: int) -> bytes:
    """Return the mask of what is shown.

    Damaged reports stay in every list, because nobody can say for which they are meant.
    """
    found = mask.both((readable, *_masks(table, wanted, hour)), len(table))
    return mask.either(found, mask.equal(table.turn, Turn.DAMAGED))


def _masks(table: Table, wanted: Wanted, hour: int) -> Iterator[bytes]:
    """Give for each thing that was asked for the mask of where it is so."""
    for column, number in (
        (table.turn, wanted.turn),
        (table.state, wanted.state),
        (table.severity, wanted.severity),
        (table.second, wanted.second),
        (table.place, wanted.place),
        (table.owner, wanted.owner),
        (table.area, wanted.area),
    ):
        if number is not None:
            yield mask.equal(column, number)
    if wanted.due is not None:
        yield mask.at_most(table.due, hour + _HOURS[wanted.due])


def _count(table: Table, readable: bytes, hour: int) -> Counts:
    overdue = mask.both((readable, mask.at_most(table.due, hour)), len(table))
    late = Counter(compress(table.what, overdue))
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

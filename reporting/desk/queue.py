"""What a list shows of the index: filtered, by due hour, one page, and the headline counts."""

import heapq
from collections import Counter
from dataclasses import dataclass
from operator import itemgetter

from reporting import ids, limits
from reporting.desk.entry import DUE, PLACE, REPORT, TURN, Row, Turn

_LAST = (2**64,)  # behind every revision: the rest of an entry never decides


@dataclass(frozen=True)
class Wanted:
    """What a person asked for; None means all. `after` is the mark of the page before."""

    turn: Turn | None = None
    place: bytes | None = None
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

    rows: list[Row]
    first: int
    total: int
    mark: str | None
    counts: Counts


def choose(rows: list[Row], wanted: Wanted, hour: int) -> Page:
    """Return one page of the readable entries; `hour` is the present one."""
    if wanted.turn is None:
        listed = [row for row in rows if row[TURN]]  # a decoy's turn is 0
    else:
        listed = [row for row in rows if row[TURN] == wanted.turn]
    if wanted.place is not None:
        listed = [row for row in listed if row[PLACE] == wanted.place]
    later = listed
    if wanted.after is not None:
        last = wanted.after + _LAST
        later = [row for row in listed if row > last]
    # One more than is shown tells whether there is a next page.
    found = heapq.nsmallest(limits.CASES_A_PAGE + 1, later)
    shown = found[: limits.CASES_A_PAGE]
    return Page(
        rows=shown,
        first=len(listed) - len(later) + 1,
        total=len(listed),
        mark=to_mark(shown[-1]) if len(found) > len(shown) else None,
        counts=_count(rows, hour),
    )


def _count(rows: list[Row], hour: int) -> Counts:
    turns = Counter(map(itemgetter(TURN), rows))
    overdue = [row for row in rows if row[DUE] <= hour and row[TURN]]
    return Counts(
        waiting=turns[Turn.ACKNOWLEDGEMENT], answered=turns[Turn.REVIEWER], overdue=len(overdue)
    )


def to_mark(row: Row) -> str:
    """Return what the address of the next page names: due hour and id of the last entry."""
    return f"{row[DUE]}-{ids.to_hex(row[REPORT])}"


def from_mark(text: str) -> tuple[int, int] | None:
    """Return what `to_mark` wrote, or None for anything else."""
    due, _, report = text.partition("-")
    number = ids.from_hex(report)
    if number is None or not (due.isascii() and due.isdecimal()) or len(due) > len(str(2**32)):
        return None
    return int(due), number

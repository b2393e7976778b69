"""How the promise was kept, counted from what one account can open and from nothing else."""

from dataclasses import dataclass

from reporting.desk.entry import BUCKETS, LATE, Turn
from reporting.desk.table import Table


@dataclass(frozen=True)
class Figures:
    """How many first answers took how long, by bucket in their order; what was missed, what waits.

    `missed` counts answers that came too late and reports that are overdue without one. `soonest`
    is the hour the next first answer is due, None if none is.
    """

    answered: tuple[int, ...]
    missed: int
    waiting: int
    soonest: int | None


def count(table: Table, hour: int) -> Figures:
    """Return the figures of the readable entries; `hour` is the present one."""
    waiting = [
        due for due, turn in zip(table.due, table.turn, strict=True) if turn == Turn.ACKNOWLEDGEMENT
    ]
    kept = [table.answer.count(code) for code in range(1, len(BUCKETS) + 1)]
    late = [table.answer.count(code + LATE) for code in range(1, len(BUCKETS) + 1)]
    return Figures(
        answered=tuple(map(sum, zip(kept, late, strict=True))),
        missed=sum(late) + sum(due <= hour for due in waiting),
        waiting=len(waiting),
        soonest=min(waiting, default=None),
    )

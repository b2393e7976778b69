"""What happens to a report that nobody answers, rung by rung (docs/promise.md, "The ladder").

Pure: hours and a count in, steps out. The hours are those that were sealed with the report, so
nothing in the store can move a rung.
"""

from dataclasses import dataclass
from enum import StrEnum

from reporting import clock, limits

# Values of the column `rung`: from START on, so many steps are done; from AFTER on a person has
# answered, and the bits say what had passed by then without being recorded. SQLite keeps 0 and 1 in
# no byte and 2 to 127 in one: as no step changes the length of a row, it writes one page of it and
# not all twenty.
START, AFTER = 2, 4096
LATE_TARGET, LATE_FOUNDING = 1, 2
NEVER = 2**31 - 1  # a wake that does not come: the largest that its column holds
_DAY = limits.AGAIN_HOURS * clock.QUARTERS_AN_HOUR


class Rung(StrEnum):
    """One step of the ladder."""

    RED = "red"
    MISSED = "missed"
    FOUNDING = "founding"
    HANDOVER = "handover"
    AGAIN = "again"


@dataclass(frozen=True)
class Step:
    """A rung, and the quarter of an hour since the epoch at which it comes."""

    rung: Rung
    wake: int


@dataclass(frozen=True)
class Climb:
    """The steps that are due, the count when they are done, and when the next one comes."""

    steps: tuple[Step, ...]
    done: int
    wake: int


@dataclass(frozen=True)
class Ending:
    """How a report left the ladder: the new `rung`, and the hours that count as waited."""

    rung: int
    waited: int


def steps(received: int, target: int) -> tuple[Step, ...]:
    """Return the steps of a report received in hour `received`, in order of time.

    The rung *again*, which follows without end, is not among them.
    """
    begin, hours = clock.quarter_of_hour(received), clock.QUARTERS_AN_HOUR * target
    found = [
        Step(Rung.RED, begin + hours * (limits.RED_SHARE - 1) // limits.RED_SHARE),
        Step(Rung.MISSED, begin + hours),
        Step(Rung.HANDOVER, begin + limits.HANDOVER_TARGETS * hours),
    ]
    if target != limits.ACKNOWLEDGE_HOURS:
        founding = begin + clock.quarter_of_hour(limits.ACKNOWLEDGE_HOURS)
        found.insert(2, Step(Rung.FOUNDING, founding))
    return tuple(sorted(found, key=lambda step: step.wake))  # stable: missed before founding


def done_of(rung: int) -> int:
    """Return how many steps are done, by the column `rung` of a report nobody has answered."""
    return max(rung - START, 0)


def first_wake(received: int, target: int) -> int:
    """Return the quarter of the first step."""
    return steps(received, target)[0].wake


def climb(done: int, received: int, target: int, quarter: int) -> Climb:
    """Return what is due at `quarter` for a report of which `done` steps are done.

    After a long silence all that was left out comes at once, but *again* only once.
    """
    ladder = steps(received, target)
    top = ladder[-1].wake
    days = max(quarter - top, 0) // _DAY
    due = tuple(step for step in ladder[done:] if step.wake <= quarter)
    if days > max(done - len(ladder), 0):
        due += (Step(Rung.AGAIN, top + days * _DAY),)
    reached = max(done, sum(step.wake <= quarter for step in ladder) + days)
    return Climb(due, reached, next_wake(reached, received, target))


def next_wake(done: int, received: int, target: int) -> int:
    """Return the quarter of the step that comes after `done` steps."""
    ladder = steps(received, target)
    if done < len(ladder):
        return ladder[done].wake
    return ladder[-1].wake + (done - len(ladder) + 1) * _DAY


def end(done: int, received: int, target: int, hour: int) -> Ending:
    """Return how the ladder ends by a person's answer in `hour`, after `done` steps.

    What the watch has recorded counts, whatever the clock of the desk says; what has passed and
    is not recorded is left in the bits for the watch.
    """
    recorded = {step.rung for step in steps(received, target)[:done]}
    waited = clock.hours_waited(received, hour)
    rung = AFTER
    for bit, kind, hours in _measures(target):
        if kind in recorded:
            waited = max(waited, hours + 1)
        elif waited > hours:
            rung |= bit
    return Ending(rung, waited)


def unrecorded(rung: int) -> tuple[Rung, ...]:
    """Return what had passed without being recorded when a person answered."""
    if rung < AFTER:
        return ()
    kinds = ((LATE_TARGET, Rung.MISSED), (LATE_FOUNDING, Rung.FOUNDING))
    return tuple(kind for bit, kind in kinds if rung & bit)


def _measures(target: int) -> tuple[tuple[int, Rung, int], ...]:
    own = (LATE_TARGET, Rung.MISSED, target)
    if target == limits.ACKNOWLEDGE_HOURS:
        return (own,)
    return own, (LATE_FOUNDING, Rung.FOUNDING, limits.ACKNOWLEDGE_HOURS)

"""What the promise says must happen in a year, worked out quarter by quarter and report by report.

Written from docs/promise.md alone, in another way than the program: it looks at every quarter of an
hour and asks what is late, where the program computes when to look.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from reporting.clock import coarse_due
from tests.year.plan import MINUTES_A_DAY, QUARTER, Plan, Planned

FOUNDING_HOURS = 24
UPDATE_DAYS = 28
_DAY = 96  # quarters


@dataclass(frozen=True)
class Reach:
    """The names of those who may be told of one report."""

    readers: frozenset[str]
    leads: frozenset[str]
    alternate_readers: frozenset[str]
    alternate_leads: frozenset[str]
    chairs: frozenset[str]


@dataclass
class Expected:
    """What one report leaves: kinds of events in order, and who is told in which quarter."""

    kinds: list[str] = field(default_factory=list)
    told: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    quarters: dict[str, int] = field(default_factory=dict)
    recorded: dict[str, int] = field(default_factory=dict)
    bucket: int | None = None


def expect(plan: Plan, report: Planned, target: int, reach: Reach, zone: ZoneInfo) -> Expected:
    """Follow one report through the year."""
    found = Expected()
    hour = report.minute // 60
    steps = _steps(hour, target)
    top = steps[-1][0]
    answered = plan.last if report.answered is None else report.answered / QUARTER
    opened = report.minute if report.opened is None else report.opened
    for quarter in _quarters(plan, report.minute, answered, top):
        if quarter * QUARTER < opened and report.urgent:
            found.told[quarter] |= reach.readers
        _climb(found, steps, quarter, reach)
        _again(found, top, quarter, reach)
    if report.answered is not None:
        _answer(found, plan, report, hour, target, reach)
        _late_word(found, plan, report.answered, reach, zone)
    return found


def _steps(hour: int, target: int) -> list[tuple[int, str]]:
    begin = hour * 4
    named = [
        (begin + target * 4 * 5 // 6, "red"),
        (begin + target * 4, "missed"),
        (begin + target * 8, "handover"),
    ]
    if target != FOUNDING_HOURS:
        named.append((begin + FOUNDING_HOURS * 4, "founding"))
    return sorted(named)


def _quarters(plan: Plan, minute: int, answered: float, top: int) -> Iterator[int]:
    """Give the quarters at which a watch looks before there is an answer."""
    first = -(-minute // QUARTER)
    for quarter in range(first, plan.last):
        if quarter > answered:
            return
        if quarter > top + 1 and (quarter - top) % _DAY and plan.runs(quarter - 1):
            continue  # nothing can be new there, and a report nobody answers has many of them
        if plan.runs(quarter):
            yield quarter


def _climb(found: Expected, steps: list[tuple[int, str]], quarter: int, reach: Reach) -> None:
    for at, kind in steps:
        if at > quarter or kind in found.quarters:
            continue
        found.quarters[kind] = quarter
        if kind == "handover" and not reach.alternate_readers:
            found.told[quarter] |= reach.readers
            continue
        if kind != "red":
            found.kinds.append(kind)
        if kind in {"missed", "founding"}:
            found.recorded[kind] = quarter
    handed = "handover" in found.kinds
    both = reach.readers | (reach.alternate_readers if handed else frozenset())
    if quarter in {found.quarters.get("red"), found.quarters.get("handover")}:
        found.told[quarter] |= both
    if quarter == found.quarters.get("missed"):
        alternate = reach.alternate_leads if handed else frozenset()
        found.told[quarter] |= reach.leads | alternate | reach.chairs


def _again(found: Expected, top: int, quarter: int, reach: Reach) -> None:
    days = (quarter - top) // _DAY
    if days > found.quarters.get("days", 0):
        found.quarters["days"] = days
        found.told[quarter] |= reach.readers | reach.alternate_readers


def _answer(
    found: Expected, plan: Plan, report: Planned, hour: int, target: int, reach: Reach
) -> None:
    """Record at the next turn what had passed by the answer and was not recorded."""
    assert report.answered is not None
    waited = report.answered // 60 - hour + 1
    measures = {"missed": target} | (
        {} if target == FOUNDING_HOURS else {"founding": FOUNDING_HOURS}
    )
    late = [k for k, hours in measures.items() if waited > hours and k not in found.quarters]
    found.bucket = next((b for b in (6, 12, 24, 48) if waited <= b), 0)
    if not late:
        return
    quarter = next(
        (q for q in range(-(-report.answered // QUARTER), plan.last) if plan.runs(q)), None
    )
    if quarter is None:
        return
    found.kinds += late
    found.recorded |= dict.fromkeys(late, quarter)
    if "missed" in late:
        handed = "handover" in found.kinds
        alternate = reach.alternate_leads if handed else frozenset()
        found.told[quarter] |= reach.leads | alternate | reach.chairs


def _late_word(found: Expected, plan: Plan, answered: int, reach: Reach, zone: ZoneInfo) -> None:
    """Tell the readers once when the next word is late, for nobody writes again in this year."""
    due = coarse_due(answered // MINUTES_A_DAY, UPDATE_DAYS, zone) * 4
    quarter = next((q for q in range(due, plan.last) if plan.runs(q)), None)
    if quarter is not None:
        handed = "handover" in found.kinds
        found.told[quarter] |= reach.readers | (reach.alternate_readers if handed else frozenset())

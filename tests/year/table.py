"""What a year was like, in one table, and what the promise says of all its reports together."""

from collections import defaultdict
from dataclasses import dataclass

from tests.year.expectation import Expected, expect
from tests.year.year import Year


@dataclass(frozen=True)
class Expectation:
    """What must happen at each report, and who must be told in which quarter of an hour."""

    of: dict[int, Expected]
    told: dict[int, set[str]]


def expect_all(year: Year) -> Expectation:
    """Follow every report of a year that was lived."""
    service = year.services.service
    found: dict[int, Expected] = {}
    told: dict[int, set[str]] = defaultdict(set)
    for number, planned in enumerate(year.plan.reports):
        target = service.promise_of(planned.organisation).acknowledge_hours
        found[number] = expect(year.plan, planned, target, year.reach[number], service.timezone)
        for quarter, names in found[number].told.items():
            told[quarter] |= names
    return Expectation(found, dict(told))


def table_of(year: Year, expectation: Expectation) -> str:
    """Return the year by organisation in words and numbers."""
    head = ("", "reports", "answered", "≤6 h", "≤12 h", "≤24 h", "≤48 h", ">48 h",
            "missed", "founding", "handed over")  # fmt: skip
    lines: list[tuple[str, ...]] = [head]
    for organisation in sorted({each.organisation for each in year.plan.reports}):
        of = [
            expectation.of[number]
            for number, each in enumerate(year.plan.reports)
            if each.organisation == organisation
        ]
        buckets = [each.bucket for each in of if each.bucket is not None]
        kinds = [kind for each in of for kind in each.kinds]
        counts = [len(of), len(buckets), *(buckets.count(b) for b in (6, 12, 24, 48, 0))]
        counts += [kinds.count(kind) for kind in ("missed", "founding", "handover")]
        lines.append((organisation, *(f"{count:,}" for count in counts)))
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    rows = ["  ".join(w.rjust(n) for w, n in zip(line, widths, strict=True)) for line in lines]
    turns, people = len(year.record.told), sum(map(len, year.record.told.values()))
    rows.append(
        f"{people:,} notices in {turns:,} turns; the watch was away {len(year.plan.outages)} times "
        f"and killed {year.record.kills:,} times."
    )
    return "\n".join(rows)

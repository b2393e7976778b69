"""The bytes of a release: canonical JSON, linked to the release before (docs/release.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting import __version__, canonical, limits, primitives
from reporting.disclosure.classification import Classification
from reporting.disclosure.closure import left_over
from reporting.disclosure.menu import SHOWN, TOO_FEW, TOTALS, Table
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source, populations_of, tables_of
from reporting.disclosure.published import Kind, PublishedTable, Release
from reporting.disclosure.rates import rate_of
from reporting.disclosure.tabulate import Counts
from reporting.quarter import quarter_name

VERSION = 1
_RATED = "within_24h"


@dataclass(frozen=True)
class ServiceFacts:
    """What the service says of itself, exact, because most of it is not about reports.

    `promise` counts reports beside the service's own tests, `waited_over_three_days` reports alone.
    """

    promise: str
    waited_over_three_days: bool
    duty_hours: int
    tests_filed: int
    tests_answered: int
    languages_checked: tuple[str, ...]

    def told(self, period: Period, received: int) -> dict[str, Any]:
        """Return what is printed beside a printed total of `received`.

        How the tests went is printed too, so a longer wait than theirs is that of a report. Where
        the total does not say by itself that there are reports, nothing is told that counts them.
        """
        tests = self.tests_filed >= limits.TEST_REPORTS_A_QUARTER * len(period.quarters)
        enough = tests and received >= limits.QUARTER_LEAST
        return {
            "duty_hours": self.duty_hours,
            "tests_filed": self.tests_filed,
            "tests_answered": self.tests_answered,
            "languages_checked": sorted(self.languages_checked),
            "promise": self.promise if enough else None,
            "waited_over_three_days": self.waited_over_three_days if enough else None,
        }


def as_release(
    source: Source,
    kind: Kind,
    period: Period,
    history: Sequence[Release],
    numbers: Mapping[str, Counts],
) -> Release:
    """Return numbers as the release that a reader will have, after those of its `history`."""
    classification = source.tally.classification
    populations = populations_of(period, history)
    tables = tables_of(kind, populations)
    return Release(
        series=source.series,
        sequence=len(history) + 1,
        kind=kind,
        period=period,
        areas=tuple((area.code, area.people, area.of) for area in classification.areas),
        classification=classification.version,
        facets={f: classification.codes(f) for facets in populations.values() for f in facets},
        populations=populations,
        tables=tuple(_published(table, classification, numbers) for table in tables),
    )


def _published(
    table: Table, classification: Classification, numbers: Mapping[str, Counts]
) -> PublishedTable:
    if table.code not in numbers:
        return PublishedTable(table.code, table.population, table.facets, None)
    values = numbers[table.code]
    shown = table.shown(classification)
    cells = {
        tuple(each[at] for each, at in zip(shown, place, strict=True)): int(values[place])
        for place in _places(values.shape)
    }
    return PublishedTable(table.code, table.population, table.facets, cells)


def _places(shape: Sequence[int]) -> list[tuple[int, ...]]:
    places: list[tuple[int, ...]] = [()]
    for size in shape:
        places = [(*place, at) for place in places for at in range(size)]
    return places


def freeze(
    release: Release,
    numbers: Mapping[str, Counts],
    key: bytes,
    previous: bytes,
    facts: ServiceFacts,
) -> bytes:
    """Return the bytes of a release; `previous` are those of the one before, or empty.

    Nothing of the attack is in them but that it was withstood: how many sets were looked at
    would tell how many different reports there are.
    """
    return canonical.dumps(
        {
            "v": VERSION,
            "series": release.series,
            "sequence": release.sequence,
            "kind": release.kind,
            "period": [quarter_name(release.period.first), quarter_name(release.period.last)],
            "previous": primitives.sha256(previous).hex() if previous else None,
            "key": primitives.sha256(key).hex(),
            "code": __version__,
            "classification": {
                "version": release.classification,
                "areas": [{"code": c, "people": n, "of": of} for c, n, of in release.areas],
            },
            "facets": {facet: list(codes) for facet, codes in release.facets.items()},
            "populations": {name: list(f) for name, f in release.populations.items()},
            "tables": [_frozen_table(table, numbers) for table in release.tables],
            "rates": _rates(release),
            "service": facts.told(release.period, int(numbers["received"])),
        }
    )


def _frozen_table(table: PublishedTable, numbers: Mapping[str, Counts]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "table": table.code,
        "population": table.population,
        "facets": list(table.facets),
    }
    if table.cells is None:
        return told | {"withheld": TOO_FEW}
    told["cells"] = [[list(codes), number] for codes, number in table.cells.items()]
    if table.facets and not any(facet in SHOWN for facet in table.facets):
        total = numbers[TOTALS[table.population].code]
        told["not_broken_down"] = left_over(total, numbers[table.code])
    return told


def _rates(release: Release) -> list[dict[str, Any]]:
    part, whole = release.table(_RATED), release.table("received")
    if not part or not whole:
        return []
    rate = rate_of((part.cells or {})[("yes",)], (whole.cells or {})[()])
    return [{"table": _RATED, **rate._asdict()}] if rate else []

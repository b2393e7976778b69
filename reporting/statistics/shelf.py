"""The frozen releases as pages have them: genuine ones alone, and the numbers of those left out.

What was verified once is remembered by its bytes (publication.py), so that a page costs a look-up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reporting import limits
from reporting.disclosure.published import Release
from reporting.errors import RosterRefused, StoreUnavailable
from reporting.publication import Publication
from reporting.publication import read_shelf as read_publications
from reporting.services import Services
from reporting.store.releases import list_releases
from reporting.vocabulary import PROMISE_LINES, codes

_BETWEEN = "-"  # occurs in no code of an organisation


class Told(NamedTuple):
    """What a release says of the service itself; None where it leaves something out."""

    promise: str | None
    waited_over_three_days: bool | None
    duty_hours: int | None
    tests_filed: int | None
    tests_answered: int | None
    languages_checked: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Frozen:
    """One genuine release, and what it says of the service; equal to another of its bytes."""

    publication: Publication
    told: Told

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frozen) and self.publication.data == other.publication.data

    def __hash__(self) -> int:
        return hash(self.publication.data)

    @property
    def release(self) -> Release:
        """Its tables."""
        return self.publication.release

    @property
    def name(self) -> str:
        """What it is called in addresses, such as `council-3`."""
        return f"{self.release.series}{_BETWEEN}{self.release.sequence}"


@dataclass(frozen=True)
class Series:
    """The releases of one organisation, oldest first, and the numbers of those left out."""

    code: str
    frozen: tuple[Frozen, ...] = ()
    left_out: tuple[int, ...] = ()

    @property
    def quarters(self) -> tuple[Frozen, ...]:
        """Those of the shortest periods: what a trend is made of."""
        return tuple(each for each in self.frozen if each.release.kind == "quarter")

    def newest_with(self, table: str) -> Frozen | None:
        """Return the newest release that shows a table."""
        return next((f for f in reversed(self.frozen) if f.release.table(table)), None)

    def find(self, sequence: int) -> Frozen | None:
        """Return one release, or None."""
        return next((f for f in self.frozen if f.release.sequence == sequence), None)


@dataclass(frozen=True)
class Shelf:
    """Every series by the code of its organisation; `trouble` says that none could be checked."""

    series: Mapping[str, Series] = field(default_factory=dict)
    trouble: bool = False

    def of(self, code: str) -> Series:
        """Return the series of an organisation, empty where it has none."""
        return self.series.get(code, Series(code))

    def find(self, name: str) -> Frozen | None:
        """Return the release of that name, or None."""
        code, _, number = name.rpartition(_BETWEEN)
        if not (number.isascii() and number.isdecimal() and len(number) <= limits.NUMBER_DIGITS):
            return None
        found = self.of(code).find(int(number))
        return found if found and found.name == name else None


def read_shelf(services: Services) -> Shelf:
    """Return the releases of every organisation that are genuine by the rosters in force."""
    places = services.service.organisations
    try:
        rosters = services.rosters.current()
        with services.store.read() as connection:
            rows = {code: list_releases(connection, code) for code in places}
    except (StoreUnavailable, RosterRefused):
        return Shelf(trouble=True)
    found = {code: read_publications(listed, rosters) for code, listed in rows.items()}
    return Shelf(
        {
            code: Series(
                code,
                tuple(Frozen(each, _told(each)) for each in shelf.releases),
                tuple(sorted((*shelf.altered, *shelf.missing))),
            )
            for code, shelf in found.items()
        }
    )


def _told(publication: Publication) -> Told:
    """Return what the service says of itself; anything of another form is left out."""
    value: Any = publication.tree["service"]
    value = value if isinstance(value, dict) else {}
    languages = value.get("languages_checked")
    waited = value.get("waited_over_three_days")
    promise = value.get("promise")
    return Told(
        promise if promise in codes(PROMISE_LINES) else None,
        waited if isinstance(waited, bool) else None,
        _whole(value.get("duty_hours")),
        _whole(value.get("tests_filed")),
        _whole(value.get("tests_answered")),
        tuple(str(tag) for tag in languages) if isinstance(languages, list) else (),
    )


def _whole(value: Any) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool)
    return value if fits and 0 <= value <= limits.LARGEST_NUMBER else None

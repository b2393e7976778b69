"""What facets a fact has, and the closed codes of each; one classification a financial year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reporting import limits
from reporting.aboutyou import COUNTED
from reporting.errors import ReleaseRefused
from reporting.vocabulary import (
    KINDS,
    KINDS_IN_FOUR,
    OUTCOMES,
    REPORTER_GROUPS,
    YES_NO,
    codes,
)

# What is counted, and by which facets. Two populations are never joined record by record: an
# answer about a process has no area, so no table can say whose answer it was.
POPULATIONS: Mapping[str, tuple[str, ...]] = {
    "received": ("area", "kind", "within_24h", "reporter"),
    "decided": ("area", "kind", "outcome", "action", "within_3_months"),
    "felt_safe": ("felt_safe",),
    "process_fair": ("process_fair",),
    "treated_worse": ("treated_worse",),
    "decisions_changed": (),
    "facts_corrected": (),
    **{question: (question,) for question in COUNTED},
}
_FIXED: Mapping[str, tuple[str, ...]] = {
    "kind": codes(KINDS),
    "outcome": codes(OUTCOMES),
    "reporter": codes(REPORTER_GROUPS),
    **{question: codes(terms) for question, terms in COUNTED.items()},
}
# Which of the four groups each of the nine is in.
KIND_IN_FOUR = {
    "anti_black": "heritage",
    "anti_asian": "heritage",
    "anti_muslim": "religion",
    "antisemitism": "religion",
    "anti_roma_traveller": "heritage",
    "anti_migrant": "migration",
    "another_kind": "several_or_unsure",
    "several": "several_or_unsure",
    "unsure": "several_or_unsure",
}
KIND_GROUPS = (codes(KINDS), codes(KINDS_IN_FOUR))
LEAST_PEOPLE = {"staff": limits.AREA_STAFF, "residents": limits.AREA_RESIDENTS}


def fixed_codes(facet: str) -> tuple[str, ...]:
    """Return the codes of a facet as facts have them; areas are in the service file."""
    return _FIXED.get(facet, codes(YES_NO))


@dataclass(frozen=True)
class Area:
    """A part of an organisation, or a place, with its public head-count."""

    code: str
    people: int
    of: Literal["staff", "residents"]


@dataclass(frozen=True)
class Classification:
    """The areas and kinds of one financial year; refused where a group is too small."""

    version: int
    areas: tuple[Area, ...]
    kinds: tuple[str, ...] = KIND_GROUPS[0]

    def __post_init__(self) -> None:
        """Refuse what would single people out, or could not be told apart."""
        if not self.areas or len(self.areas) != len({area.code for area in self.areas}):
            raise ReleaseRefused("The classification needs areas, each named once.")
        for area in self.areas:
            if area.people < LEAST_PEOPLE[area.of]:
                least = LEAST_PEOPLE[area.of]
                raise ReleaseRefused(
                    f"The area {area.code} has {area.people} {area.of}, fewer than {least}. "
                    "Merge it with another before the year begins."
                )
        if self.kinds not in KIND_GROUPS:
            raise ReleaseRefused("Kinds are published in nine groups or in four, as listed.")

    def codes(self, facet: str) -> tuple[str, ...]:
        """Return the codes of a facet, in the order of its tables."""
        if facet == "area":
            return tuple(area.code for area in self.areas)
        return self.kinds if facet == "kind" else fixed_codes(facet)

    def shape(self, population: str) -> tuple[int, ...]:
        """Return how many codes each facet of a population has."""
        return tuple(len(self.codes(facet)) for facet in POPULATIONS[population])

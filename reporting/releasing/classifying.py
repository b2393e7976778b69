"""The areas and kinds of an organisation in a financial year, and when they may change."""

from dataclasses import dataclass
from typing import Literal, Self

from reporting.disclosure.classification import Area, Classification
from reporting.disclosure.published import Release
from reporting.errors import ReleaseRefused
from reporting.quarter import QUARTERS, quarter_start
from reporting.service import Organisation
from reporting.vocabulary import AREA_NOT_KNOWN, KINDS, KINDS_IN_FOUR, codes

People = tuple[str, int | None, str | None]


@dataclass(frozen=True)
class Plan:
    """What the service file says of an organisation: areas with head-counts, and groups of kinds.

    The last area stands for reports of which it is not known; it has everybody's head-count.
    """

    areas: tuple[People, ...]
    kinds: Literal["nine", "four"]

    @classmethod
    def of(cls, place: Organisation) -> Self:
        """Return that of an organisation as the service file has it now."""
        listed = tuple((area.code, area.people, area.of) for area in place.areas)
        return cls((*listed, _not_known(listed)), place.kinds)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the areas."""
        return frozenset(code for code, _, _ in self.areas)

    @property
    def division(self) -> tuple[tuple[str, ...], str]:
        """The codes in their order: tables of two years can be added where it is the same."""
        return tuple(code for code, _, _ in self.areas), self.kinds

    def classification(self, organisation: str, year: int) -> Classification:
        """Return what the figures of a year are divided by, or raise ReleaseRefused."""
        areas: list[Area] = []
        for code, people, of in self.areas:
            if people is None or of not in ("staff", "residents"):
                raise ReleaseRefused(
                    f"The service file has no head-counts for the areas of {organisation}, so "
                    'nothing of it is released (docs/service-file.md, "organisations.areas").'
                )
            areas.append(Area(code, people, "staff" if of == "staff" else "residents"))
        kinds = codes(KINDS_IN_FOUR if self.kinds == "four" else KINDS)
        return Classification(year, tuple(areas), kinds)


def _not_known(areas: tuple[People, ...]) -> People:
    """Return an area of everybody: of residents where there are any, who are more than staff."""
    of = "residents" if any(each == "residents" for _, _, each in areas) else "staff"
    counted = [people for _, people, each in areas if each == of and people is not None]
    return (AREA_NOT_KNOWN.code, sum(counted), of) if counted else (AREA_NOT_KNOWN.code, None, None)


def check_unchanged(
    organisation: str, plan: Plan, year: int, released: tuple[Release, ...]
) -> None:
    """Raise ReleaseRefused where figures of a year are out and the service file says others now.

    Two divisions of the same reports, laid over one another, single out those in between.
    """
    for release in released:
        if release.period.year != year:
            continue
        now = plan.classification(organisation, year)
        areas = tuple((area.code, area.people, area.of) for area in now.areas)
        if areas != release.areas or now.kinds != release.facets["kind"]:
            raise ReleaseRefused(changed_sentence(organisation, year))


def changed_sentence(organisation: str, year: int) -> str:
    """Say that areas, head-counts or kinds changed inside a year, and when they may."""
    free = quarter_start((year + 1) * QUARTERS)
    return (
        f"The areas, head-counts or kinds of {organisation} changed within the financial year "
        f"{year}/{(year + 1) % 100:02}. Put the service file back as it was; they may change on "
        f"{free.day} {free:%B %Y}."
    )

"""Facts: what a reviewer says of a case in closed codes, so that it can be counted (docs/facts.md).

No text a person typed can be in one: every code is in a list of the program or of the service
file, or there is no fact.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from reporting import canonical, clock, ids, limits, primitives
from reporting.days import add_months
from reporting.disclosure.classification import POPULATIONS, fixed_codes
from reporting.factrow import ID_SIZE, FactRow, seal_rows
from reporting.ids import AccountId
from reporting.primitives import Signer
from reporting.quarter import quarter_at, quarter_from
from reporting.service import Organisation
from reporting.vocabulary import AREA_NOT_KNOWN, REPORTER_GROUPS, codes

SIGNED = "fact"
_STAFF = frozenset(
    {
        "staff", "agency_casual", "contractor_supplier", "volunteer_apprentice",
        "applicant_candidate", "ex_staff", "councillor",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """What one event of a case adds to a count: a code for each facet of its population.

    `quarter` is the financial one it belongs to. A correction tells what `was` counted; its
    `codes` are None where nothing takes that place. Of a report that was received, `wait` is the
    bucket of hours to its first answer (0 for more than 48) and `late` whether its triage took
    more than three days: both are told of the whole service, never of a cell.
    """

    population: str
    place: Organisation
    quarter: str
    codes: tuple[str, ...] | None
    was: tuple[str, ...] | None = None
    wait: int | None = None
    late: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for whatever is in no list; nothing else can be sealed."""
        quarter_from(self.quarter)
        if self.population not in POPULATIONS:
            raise ValueError("no such population")
        if self.codes is None and self.was is None:
            raise ValueError("neither counted nor taken back")
        for given in filter(None, (self.codes, self.was)):
            self._check(given)
        if self.wait not in {None, 0, *limits.ANSWER_BUCKETS}:
            raise ValueError("no such bucket of hours")

    def _check(self, given: tuple[str, ...]) -> None:
        facets = POPULATIONS[self.population]
        if len(given) != len(facets):
            raise ValueError("a code for each facet, in their order")
        areas = area_codes(self.place)
        for facet, code in zip(facets, given, strict=True):
            if code not in (areas if facet == "area" else fixed_codes(facet)):
                raise ValueError(f"no such {facet}")


class Received(NamedTuple):
    """A report as it is counted when it is triaged; what the triage event keeps for corrections."""

    area: str
    kind: str
    within_24h: str
    reporter: str


def received_fact(
    place: Organisation,
    quarter: str,
    *,
    area: str,
    kind: str,
    reporter: str,
    wait: int,
    late: bool,
) -> Fact:
    """Return the fact of a report that was triaged; `quarter` is that of the hour it came.

    `wait` is the bucket of hours to the first answer (docs/data.md), 0 for more than the largest.
    """
    counted = Received(area, kind, _yes_no(is_within_24h(wait)), reporter)
    return Fact("received", place, quarter, tuple(counted), wait=wait, late=late)


def decided_fact(
    place: Organisation,
    quarter: str,
    *,
    area: str,
    kind: str,
    outcome: str,
    action: bool,
    within_3_months: bool,
) -> Fact:
    """Return the fact of the first decision of a case; `quarter` is that of the decision."""
    counted = (area, kind, outcome, _yes_no(action), _yes_no(within_3_months))
    return Fact("decided", place, quarter, counted)


def decision_changed_fact(place: Organisation, quarter: str) -> Fact:
    """Return the fact that a decision was changed later; `quarter` is that of the change."""
    return Fact("decisions_changed", place, quarter, ())


def correction_facts(
    place: Organisation, quarter: str, counted: Fact, now: Received | None
) -> tuple[Fact, ...]:
    """Return what a corrected triage adds: `now` in the place of what was `counted`.

    None takes it back, for instance once a report proves to be a duplicate. `quarter` is that of
    the correction. What is published already stays as it is, and only the correction is counted.
    """
    fact = Fact("facts_corrected", place, quarter, ())
    codes_now = None if now is None else tuple(now)
    return fact, Fact("received", place, counted.quarter, codes_now, was=counted.codes)


def make_rows(
    facts: Iterable[Fact], statistics_public: bytes, account: AccountId, signer: Signer
) -> tuple[FactRow, ...]:
    """Return the rows of one writing: `facts` signed by a reviewer, among dummies.

    All of them are stored in the transaction that changes the case.
    """
    return seal_rows([_signed(fact, account, signer) for fact in facts], statistics_public)


def _signed(fact: Fact, account: AccountId, signer: Signer) -> dict[str, Any]:
    body: dict[str, Any] = {
        "v": 1,
        "id": canonical.encode_bytes(primitives.random_bytes(ID_SIZE)),
        "population": fact.population,
        "organisation": fact.place.code,
        "quarter": fact.quarter,
        "codes": None if fact.codes is None else list(fact.codes),
        "was": None if fact.was is None else list(fact.was),
        "wait": fact.wait,
        "late": fact.late,
        "signer": ids.to_hex(account),
    }
    signature = signer.sign(SIGNED, canonical.dumps(body))
    return body | {"signature": canonical.encode_bytes(signature)}


def is_within_24h(wait: int) -> bool:
    """Say whether a bucket of hours keeps the founding promise."""
    return 0 < wait <= limits.ACKNOWLEDGE_HOURS


def is_late(received: int, now: datetime) -> bool:
    """Say whether a triage at `now` comes more than three days after the hour `received`."""
    return now >= clock.moment_of_hour(received) + timedelta(days=limits.TRIAGE_DAYS)


def is_within_3_months(received: int, now: datetime, zone: ZoneInfo) -> bool:
    """Say whether a decision at `now` comes within three months of the hour `received`."""
    begun = clock.moment_of_hour(received).astimezone(zone).date()
    return now.astimezone(zone).date() <= add_months(begun, limits.DECIDED_MONTHS)


def quarter_of_hour(hour: int, zone: ZoneInfo) -> str:
    """Return the name of the financial quarter in which an hour since 1970 lies."""
    return quarter_at(clock.moment_of_hour(hour), zone)


def area_codes(place: Organisation) -> tuple[str, ...]:
    """Return the areas a reviewer may choose from; the last says that it is not known."""
    return (*(area.code for area in place.areas), AREA_NOT_KNOWN.code)


def group_of(role: str) -> str | None:
    """Return who reported, by the role they chose; None where they said nothing of it."""
    if role == "prefer_not":
        return None
    staff, public = codes(REPORTER_GROUPS)
    return staff if role in _STAFF else public


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"

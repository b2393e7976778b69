"""Who is on duty, from the rota and a moment alone: no clock, no store, and nothing of any report.

A local day has three shifts of eight hours by the clock on the wall. Where clocks change, the shift
of that night is an hour longer or shorter, and is counted so (docs/duty.md).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from reporting import clock, limits
from reporting.ids import AccountId
from reporting.localtime import local_day, quarter_at

NIGHT, DAY, EVENING = PARTS = range(limits.SHIFTS_A_DAY)


class Shift(NamedTuple):
    """A third of a local day; they sort in the order of time."""

    day: int
    part: int

    def later(self, count: int) -> "Shift":
        """Return the shift that is `count` after this one."""
        return Shift(*divmod(self.day * limits.SHIFTS_A_DAY + self.part + count, len(PARTS)))


@dataclass(frozen=True)
class Duty:
    """One person on one shift of a body's rota."""

    id: int
    body: str
    shift: Shift
    account: AccountId


@dataclass(frozen=True)
class Absence:
    """Days, the first and last included, on which somebody is on no duty, rota or not."""

    id: int
    account: AccountId
    first: int
    last: int

    def covers(self, account: AccountId, day: int) -> bool:
        """Say whether this keeps `account` away on `day`."""
        return account == self.account and self.first <= day <= self.last


@dataclass(frozen=True)
class Gap:
    """Shifts in a row, from `first` to `last`, with nobody on duty."""

    first: Shift
    last: Shift


class Covered(NamedTuple):
    """Of how many hours somebody was on duty, whole ones."""

    hours: int
    of: int


@dataclass(frozen=True)
class Cover:
    """What it takes to have somebody on duty in every hour of a week, shared by so many people."""

    people: int

    @property
    def enough(self) -> bool:
        """Whether they are as many as duty day and night takes."""
        return self.people >= limits.LEAST_ON_DUTY

    @property
    def each(self) -> int | None:
        """Hours a week that each carries, rounded up; None if there is nobody."""
        return _share(self.people)

    @property
    def each_with_one_away(self) -> int | None:
        """The same while one of them is away."""
        return _share(self.people - 1)


def _share(people: int) -> int | None:
    return -(-limits.HOURS_A_WEEK // people) if people > 0 else None


def shift_at(moment: datetime, zone: ZoneInfo) -> Shift:
    """Return the shift that `moment` lies in."""
    day, quarter = local_day(moment, zone), clock.quarter_of(moment)
    begun = [shift for shift in shifts_of(day, day) if begin_of(shift, zone) <= quarter]
    return begun[-1]


def begin_of(shift: Shift, zone: ZoneInfo) -> int:
    """Return the quarter in which a shift begins; it ends where the next one begins."""
    return quarter_at(shift.day, shift.part * limits.HOURS_A_SHIFT, zone)


def quarters_of(shift: Shift, zone: ZoneInfo) -> int:
    """Return how long a shift is: 32 quarters of an hour, or more or fewer where clocks change."""
    return begin_of(shift.later(1), zone) - begin_of(shift, zone)


def shifts_of(first: int, last: int) -> list[Shift]:
    """Return the shifts of the local days `first` to `last`."""
    return [Shift(day, part) for day in range(first, last + 1) for part in PARTS]


def staff(
    rows: Iterable[Duty], absences: Collection[Absence], body: str
) -> Mapping[Shift, tuple[AccountId, ...]]:
    """Return who of `body` is on duty at each shift that has anybody, absences taken away."""
    found: dict[Shift, set[AccountId]] = {}
    for row in rows:
        away = any(absence.covers(row.account, row.shift.day) for absence in absences)
        if row.body == body and not away:
            found.setdefault(row.shift, set()).add(row.account)
    return {shift: tuple(sorted(accounts)) for shift, accounts in found.items()}


def on_duty(
    rows: Iterable[Duty],
    absences: Collection[Absence],
    body: str,
    moment: datetime,
    zone: ZoneInfo,
) -> tuple[AccountId, ...]:
    """Return who of `body` is on duty at `moment`."""
    return staff(rows, absences, body).get(shift_at(moment, zone), ())


def find_gaps(
    rows: Iterable[Duty],
    absences: Collection[Absence],
    body: str,
    moment: datetime,
    zone: ZoneInfo,
) -> tuple[Gap, ...]:
    """Return when nobody of `body` is on duty, from the present shift on for two weeks."""
    staffed, present = staff(rows, absences, body), shift_at(moment, zone)
    gaps: list[Gap] = []
    for shift in shifts_of(present.day, present.day + limits.GAP_DAYS):
        if shift < present or shift in staffed:
            continue
        if gaps and gaps[-1].last.later(1) == shift:
            gaps[-1] = Gap(gaps[-1].first, shift)
        else:
            gaps.append(Gap(shift, shift))
    return tuple(gaps)


def carried_hours(
    rows: Iterable[Duty],
    absences: Collection[Absence],
    body: str,
    days: tuple[int, int],
    zone: ZoneInfo,
) -> Mapping[AccountId, int]:
    """Return how many hours each of `body` is on duty on the local days from and to `days`."""
    first, last = days
    quarters: dict[AccountId, int] = {}
    for shift, accounts in staff(rows, absences, body).items():
        for account in accounts if first <= shift.day <= last else ():
            quarters[account] = quarters.get(account, 0) + quarters_of(shift, zone)
    return {account: count // clock.QUARTERS_AN_HOUR for account, count in quarters.items()}


def covered_hours(
    rows: Iterable[Duty],
    absences: Collection[Absence],
    body: str,
    days: tuple[int, int],
    zone: ZoneInfo,
) -> Covered:
    """Return of how many hours of the local days from and to `days` somebody was on duty."""
    first, last = days
    covered = sum(
        quarters_of(shift, zone)
        for shift in staff(rows, absences, body)
        if first <= shift.day <= last
    )
    whole = quarter_at(last + 1, 0, zone) - quarter_at(first, 0, zone)
    return Covered(covered // clock.QUARTERS_AN_HOUR, whole // clock.QUARTERS_AN_HOUR)

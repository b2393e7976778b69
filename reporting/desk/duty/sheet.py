"""What the page of a body's rota shows: gaps, who is on duty, two weeks, and what it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext

from reporting import clock, duty, limits
from reporting.desk.duty.words import TOO_FEW, cover_words, day_words, gap_words
from reporting.duty import PARTS, Cover, Shift
from reporting.ids import AccountId
from reporting.rota import Rota

DAYS_A_WEEK = 7
_MONDAY_BEFORE_1970 = -3  # 1970 began on a Thursday


@dataclass(frozen=True)
class Named:
    """Somebody on a shift; who is away is named all the same, and said to be."""

    username: str
    away: bool


@dataclass(frozen=True)
class Line:
    """One day: its words, and who is on each of its shifts."""

    day: str
    today: bool
    parts: tuple[tuple[Named, ...], ...]


@dataclass(frozen=True)
class Week:
    """Seven days; `monday` is what the address of the week has."""

    monday: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Carried:
    """How many hours somebody is on duty in this week and in the next."""

    username: str
    hours: tuple[int, ...]


@dataclass(frozen=True)
class Away:
    """Somebody's absence."""

    username: str
    first: str
    last: str


@dataclass(frozen=True)
class Sheet:
    """The page of a rota."""

    gaps: tuple[str, ...]
    present: tuple[str, ...]
    weeks: tuple[Week, ...]
    cover: str
    too_few: str
    carried: tuple[Carried, ...]
    away: tuple[Away, ...]


@dataclass(frozen=True)
class Moment:
    """When, and where, a page is drawn."""

    now: datetime
    zone: ZoneInfo

    @property
    def shift(self) -> Shift:
        """The present shift."""
        return duty.shift_at(self.now, self.zone)

    @property
    def week(self) -> int:
        """The Monday of the present week."""
        return monday_of(self.shift.day)

    def day(self, day: int) -> str:
        """Return a local day in words."""
        return day_words(day, self.now, self.zone)


def monday_of(day: int) -> int:
    """Return the Monday of the week that a local day lies in."""
    return day - (day - _MONDAY_BEFORE_1970) % DAYS_A_WEEK


def week_of(monday: int) -> tuple[int, int]:
    """Return the first and the last day of a week."""
    return monday, monday + DAYS_A_WEEK - 1


def shown_days(moment: Moment) -> tuple[int, int]:
    """Return which days of a rota its page goes by: two weeks, and the two weeks from now on."""
    last = max(moment.week + 2 * DAYS_A_WEEK - 1, moment.shift.day + limits.GAP_DAYS)
    return moment.week, last


def draw(rota: Rota, moment: Moment) -> Sheet:
    """Return the page of a rota as it is at a moment."""
    now, zone = moment.now, moment.zone
    mondays = (moment.week, moment.week + DAYS_A_WEEK)
    facts = (rota.duties, rota.absences, rota.body)
    cover = Cover(len(rota.people))
    hours = [duty.carried_hours(*facts, week_of(monday), zone) for monday in mondays]
    return Sheet(
        gaps=tuple(gap_words(gap, now, zone) for gap in duty.find_gaps(*facts, now, zone)),
        present=tuple(sorted(rota.people[a] for a in duty.on_duty(*facts, now, zone))),
        weeks=tuple(draw_week(rota, monday, moment) for monday in mondays),
        cover=cover_words(cover),
        too_few="" if cover.enough else str(TOO_FEW),
        carried=_carried(rota.people, hours),
        away=tuple(
            Away(rota.people[each.account], moment.day(each.first), moment.day(each.last))
            for each in rota.absences
            if each.last >= moment.shift.day
        ),
    )


def draw_week(rota: Rota, monday: int, moment: Moment) -> Week:
    """Return one week of a rota."""
    first, last = week_of(monday)
    return Week(
        clock.date_of_day(monday).isoformat(),
        str(gettext("Week from %(day)s", day=moment.day(monday))),
        tuple(
            Line(
                moment.day(day),
                day == moment.shift.day,
                tuple(names_on(rota, Shift(day, part)) for part in PARTS),
            )
            for day in range(first, last + 1)
        ),
    )


def names_on(rota: Rota, shift: Shift) -> tuple[Named, ...]:
    """Return who the rota has on a shift, by name."""
    found = [
        Named(rota.people[each.account], rota.is_away(each.account, shift.day))
        for each in rota.duties
        if each.shift == shift
    ]
    return tuple(sorted(found, key=lambda named: named.username))


def _carried(
    people: Mapping[AccountId, str], weeks: list[Mapping[AccountId, int]]
) -> tuple[Carried, ...]:
    return tuple(
        Carried(username, tuple(hours.get(account, 0) for hours in weeks))
        for account, username in people.items()
    )

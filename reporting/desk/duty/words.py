"""How the desk says days, shifts and gaps in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date, gettext, lazy_gettext

from reporting import clock, limits
from reporting.duty import Cover, Gap, Shift

PARTS = (lazy_gettext("Night"), lazy_gettext("Day"), lazy_gettext("Evening"))
TOO_FEW = lazy_gettext(
    "Duty day and night needs at least three people. With two, one who is ill leaves the other on "
    "duty day and night. Ask for another reviewer to be admitted."
)
_THIS_YEAR, _ANOTHER_YEAR = "EEEE d MMMM", "EEEE d MMMM y"


def day_words(day: int, now: datetime, zone: ZoneInfo) -> str:
    """Return a local day with its weekday, and with its year where that is not this year."""
    date = clock.date_of_day(day)
    same = date.year == now.astimezone(zone).year
    return str(format_date(date, _THIS_YEAR if same else _ANOTHER_YEAR))


def part_words(part: int) -> str:
    """Return a shift of any day: its name and its hours."""
    return str(gettext("%(part)s, %(start)s to %(end)s", part=PARTS[part], **_hours(part, part)))


def shift_words(shift: Shift, now: datetime, zone: ZoneInfo) -> str:
    """Return a shift: its day, its name and its hours."""
    return f"{day_words(shift.day, now, zone)}: {part_words(shift.part)}"


def _hours(first: int, last: int) -> dict[str, str]:
    length = limits.HOURS_A_SHIFT
    return {"start": f"{first * length:02}:00", "end": f"{(last + 1) * length:02}:00"}


def gap_words(gap: Gap, now: datetime, zone: ZoneInfo) -> str:
    """Return when nobody is on duty, as a sentence."""
    day, hours = day_words(gap.first.day, now, zone), _hours(gap.first.part, gap.last.part)
    if gap.first.day == gap.last.day:
        return str(gettext("Nobody is on duty on %(day)s, %(start)s to %(end)s.", day=day, **hours))
    last = day_words(gap.last.day, now, zone)
    return str(
        gettext(
            "Nobody is on duty from %(day)s, %(start)s, to %(last)s, %(end)s.",
            day=day,
            last=last,
            **hours,
        )
    )


def cover_words(cover: Cover) -> str:
    """Return what a week of duty takes from each of so many people."""
    week = str(limits.HOURS_A_WEEK)
    if cover.each is None:
        return str(gettext("A week has %(week)s hours. There is nobody to share them.", week=week))
    if cover.each_with_one_away is None:
        return str(gettext("A week has %(week)s hours. One person has all of them.", week=week))
    return str(
        gettext(
            "A week has %(week)s hours. Shared by %(people)s people that is %(hours)s hours each, "
            "and %(more)s hours while one of them is away.",
            week=week,
            people=cover.people,
            hours=cover.each,
            more=cover.each_with_one_away,
        )
    )

"""How long somebody has to act, worked out from a coarse "when" (docs/rights.md).

Pure functions of today's day: nothing about anybody is asked for, sent or kept. Whatever is
unsure is counted against the person, so that nobody is told of more time than they have.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from reporting.days import add_months


@dataclass(frozen=True)
class Limit:
    """One way to act: how many calendar months it is open, and who has it.

    `less` days are taken off: "three months less one day".
    """

    code: str
    label: LazyString
    months: int
    less: int = 0


LIMITS = (
    Limit("tribunal", _("Employment tribunal: begin with Acas"), 3, 1),
    Limit("county_court", _("County court, about a service"), 6, 1),
    Limit("magistrates", _("Less serious crimes: the police must start a court case"), 6),
    Limit("standards", _("Complaint about a councillor, in many councils"), 6),
    Limit("ombudsman", _("Ombudsman, after a complaint to the council"), 12),
)


@dataclass(frozen=True)
class Band:
    """One answer to "when": between how many days ago, `oldest` None where nobody can say."""

    code: str
    newest: int
    oldest: int | None


BANDS = (
    Band("today_or_yesterday", 0, 1),
    Band("last_7_days", 0, 7),
    Band("this_month", 0, 31),
    Band("last_3_months", 31, 92),
    Band("3_6_months", 92, 184),
    Band("6_12_months", 184, 366),
    Band("over_a_year", 366, None),
)
OPEN, SOON, PERHAPS, OVER = "open", "soon", "perhaps", "over"
SOON_DAYS = 28


@dataclass(frozen=True)
class Row:
    """What is left of one limit: its state, and the last day that is surely in time."""

    limit: Limit
    state: str
    last: date


def last_day(happened: date, limit: Limit) -> date:
    """Return the last day on which somebody can act on what happened on a day."""
    return add_months(happened, limit.months) - timedelta(days=limit.less)


def rows_of(band: Band, today: date) -> tuple[Row, ...]:
    """Return every limit for what happened within `band`, as if it was its first day."""
    return tuple(_row(band, today, limit) for limit in LIMITS)


def _row(band: Band, today: date, limit: Limit) -> Row:
    newest = last_day(today - timedelta(days=band.newest), limit)
    oldest = newest if band.oldest is None else last_day(today - timedelta(days=band.oldest), limit)
    if newest < today:
        return Row(limit, OVER, newest)
    if band.oldest is None or oldest < today:
        return Row(limit, PERHAPS, oldest)
    return Row(limit, SOON if oldest - today <= timedelta(days=SOON_DAYS) else OPEN, oldest)

"""How the desk says hours, days and states in words; no state is told by colour alone."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, dates
from flask_babel import format_time, get_locale, gettext, lazy_gettext, ngettext

from reporting import clock
from reporting.desk.entry import Entry, Second, Turn
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED
from reporting.store.reports import SummaryRow

_ANOTHER_YEAR, _THIS_YEAR = "d MMMM y", "d MMMM"

STATES = {
    Turn.ACKNOWLEDGEMENT: lazy_gettext("Waiting for acknowledgement"),
    Turn.REVIEWER: lazy_gettext("The reporter has answered"),
    Turn.REPORTER: lazy_gettext("Waiting for the reporter"),
    Turn.TEST: lazy_gettext("A test of the promise. Nobody waits"),
    Turn.DAMAGED: lazy_gettext("This report was damaged or altered. Tell your lead."),
}
SECONDS = {
    Second.COLLEAGUES: lazy_gettext("Waits for the second signature of a colleague"),
    Second.OURS: lazy_gettext("Waits for your second signature"),
}
OWNER_ANSWERED = lazy_gettext("Who was asked to act has answered")
TOO_LONG = lazy_gettext("All of this together is too long to be sealed. Please shorten it.")
NOTHING_DUE = lazy_gettext("Nothing is due")
_REMOVED = lazy_gettext("Nothing is due. Removed on %(day)s")
UNKNOWN, OVERDUE = lazy_gettext("Not known"), lazy_gettext("Overdue")
NOT_A_TEST = lazy_gettext(
    "Something here says that this report was a test, but the watch and the report do not both say "
    "so: somebody altered it. Treat it like any other report, and tell your lead."
)
TIMES_ALTERED = lazy_gettext(
    "The times that are stored beside this report are not those that were sealed with it: "
    "somebody altered them. The times on this page are right where they could be checked. "
    "Tell your lead."
)
NOT_WATCHED = lazy_gettext(
    "What the watch goes by for this report was altered, or what it recorded was taken away: so "
    "people may not have been told that an answer is late. Tell your lead."
)
WATCH_BEHIND = lazy_gettext(
    "What the watch should have done for this report half an hour ago or longer is not done, so "
    "people may not have been told that it waits. Tell your lead."
)
PROBLEMS = {
    UNREADABLE: lazy_gettext(
        "A message could not be opened: what is stored has been altered. Tell your lead."
    ),
    UNSIGNED: lazy_gettext(
        "A message is not signed by whom it names, so it is not shown. Tell your lead."
    ),
    GAP: lazy_gettext("A message is missing before one of those below. Tell your lead."),
    MISSING: lazy_gettext("A message is missing after those below. Tell your lead."),
}
CHAIN_PROBLEMS = {
    UNREADABLE: lazy_gettext(
        "An entry in the history of this case could not be opened: what is stored has been "
        "altered. Tell your lead."
    ),
    UNSIGNED: lazy_gettext(
        "An entry in the history of this case is not signed by whom it names, so it is not "
        "followed. Tell your lead."
    ),
    GAP: lazy_gettext("An entry in the history of this case is missing. Tell your lead."),
    MISSING: lazy_gettext(
        "The history of this case does not end where it should: an entry is missing. Tell your "
        "lead."
    ),
}
REFUSED = lazy_gettext(
    "The history of this case holds something that was not allowed where it stands. Nothing "
    "follows from it. Tell your lead."
)
TENTHS = (
    lazy_gettext("Nothing of your list is ready yet."),
    lazy_gettext("One tenth of your list is ready."),
    lazy_gettext("Two tenths of your list are ready."),
    lazy_gettext("Three tenths of your list are ready."),
    lazy_gettext("Four tenths of your list are ready."),
    lazy_gettext("Half of your list is ready."),
    lazy_gettext("Six tenths of your list are ready."),
    lazy_gettext("Seven tenths of your list are ready."),
    lazy_gettext("Eight tenths of your list are ready."),
    lazy_gettext("Nine tenths of your list are ready."),
)


def day_words(day: date, now: datetime, zone: ZoneInfo) -> str:
    """Return a date in words, with its year only where that is not this year."""
    pattern = _THIS_YEAR if day.year == now.astimezone(zone).year else _ANOTHER_YEAR
    return _said(day, pattern, get_locale())


@lru_cache(maxsize=1_000)
def _said(day: date, pattern: str, locale: Locale) -> str:
    """Return a date in words; a page with a long history says the same few days again and again."""
    return str(dates.format_date(day, pattern, locale=locale))


def utc_day_words(day: int, now: datetime, zone: ZoneInfo) -> str:
    """Return whole days since the epoch as a date in words."""
    return day_words(clock.date_of_day(day), now, zone)


def is_overdue(due: int, now: datetime) -> bool:
    """Say whether the due hour has come."""
    return due <= clock.hour_of(now)


def list_due_words(entry: Entry, row: SummaryRow, now: datetime, zone: ZoneInfo) -> str:
    """Return what a list says of when something is due; what it is stands beside it.

    Of what nothing more is due of, it says until when it is kept.
    """
    turn = Turn(entry.turn)
    if turn == Turn.TEST:
        return str(NOTHING_DUE)
    if entry.due == clock.LAST_HOUR:
        day = utc_day_words(clock.plausible_day(row.expiry), now, zone)
        return str(_REMOVED) % {"day": day}
    if turn == Turn.ACKNOWLEDGEMENT:
        return due_words(entry.due, turn, now, zone)
    return work_due_words(entry.due, now, zone)


def due_words(due: int, turn: Turn, now: datetime, zone: ZoneInfo) -> str:
    """Return what is left until `due`: hours before the acknowledgement, then days.

    Begun hours are not counted as left. The count is of clock hours, so a change to or from
    summer time neither adds nor takes one.
    """
    if turn == Turn.TEST:
        return str(NOTHING_DUE)
    if turn != Turn.ACKNOWLEDGEMENT:
        return _due_day_words(due, now, zone)
    moment = clock.moment_of_hour(due)
    if is_overdue(due, now):
        hours = (now - moment) // timedelta(hours=1)
        if not hours:
            return str(gettext("Overdue by less than an hour"))
        return str(ngettext("Overdue by %(num)d hour", "Overdue by %(num)d hours", hours))
    hours = (moment - now) // timedelta(hours=1)
    if not hours:
        return str(gettext("Less than an hour left"))
    return str(ngettext("%(num)d hour left", "%(num)d hours left", hours))


def _due_day_words(due: int, now: datetime, zone: ZoneInfo) -> str:
    day = day_words(clock.moment_of_hour(due).astimezone(zone).date(), now, zone)
    if is_overdue(due, now):
        return str(gettext("Overdue since %(day)s", day=day))
    return str(gettext("Answer by %(day)s", day=day))


def work_due_words(due: int, now: datetime, zone: ZoneInfo) -> str:
    """Return until when a piece of work is to be done, in days."""
    day = day_words(clock.moment_of_hour(due).astimezone(zone).date(), now, zone)
    if is_overdue(due, now):
        return str(gettext("Overdue since %(day)s", day=day))
    return str(gettext("By %(day)s", day=day))


def received_words(received: int, turn: Turn, now: datetime, zone: ZoneInfo) -> str:
    """Return when a report came: the hour before its acknowledgement, the day after it."""
    if turn != Turn.ACKNOWLEDGEMENT:
        day = utc_day_words(received // clock.HOURS_A_DAY, now, zone)
        return str(gettext("Received on %(day)s", day=day))
    begin = clock.moment_of_hour(received)
    local = begin.astimezone(zone).date()
    times = {
        "start": format_time(begin, "HH:mm"),
        "end": format_time(begin + timedelta(hours=1), "HH:mm"),
    }
    today = now.astimezone(zone).date()
    if local == today:
        return str(gettext("Received today between %(start)s and %(end)s", **times))
    if local == today - timedelta(days=1):
        return str(gettext("Received yesterday between %(start)s and %(end)s", **times))
    day = day_words(local, now, zone)
    return str(gettext("Received on %(day)s between %(start)s and %(end)s", day=day, **times))


def deadline_words(due: int, turn: Turn, now: datetime, zone: ZoneInfo) -> str:
    """Return the moment an answer is due, for the page of one report."""
    if turn == Turn.TEST:
        return ""
    moment = clock.moment_of_hour(due)
    day = day_words(moment.astimezone(zone).date(), now, zone)
    if turn != Turn.ACKNOWLEDGEMENT:
        return str(gettext("The next answer is due by the end of %(day)s.", day=day))
    time = format_time(moment, "HH:mm")
    if is_overdue(due, now):
        return str(gettext("A first answer was due by %(time)s on %(day)s.", time=time, day=day))
    return str(gettext("A first answer is due by %(time)s on %(day)s.", time=time, day=day))


def answered_words(bucket: int | None) -> str:
    """Return how long the acknowledgement took, as coarse as it was kept."""
    if bucket is None:
        return str(STATES[Turn.ACKNOWLEDGEMENT])
    if bucket == 0:
        return str(gettext("Acknowledged after more than 48 hours"))
    return str(gettext("Acknowledged within %(hours)s hours", hours=bucket))


def language_words(tag: str) -> str:
    """Return the name of a language, such as Arabic; its tag where it has none."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(get_locale())
    except (ValueError, UnknownLocaleError):
        name = None
    return name or tag

"""Takes the slot that is due: a notice for everybody on duty, whether or not anything waits.

It reads the rota, the rosters and its own row, and no report: so the mail of a slot is the same
with one and without. The row is locked while it is looked at, so of two watches one takes a slot.
"""

from collections.abc import Iterable

from reporting import clock
from reporting.duty import on_duty
from reporting.ids import AccountId
from reporting.localtime import local_day
from reporting.roster import READING_ROLES, Rosters
from reporting.slots import find_slots
from reporting.store import Connection
from reporting.store.duty import list_absences, list_duties
from reporting.store.watch import WatchRow, get_watch, set_slot
from reporting.testreports.turn import renew_tests
from reporting.watch.people import LEADING
from reporting.watch.turn import Turn

_A_DAY = clock.HOURS_A_DAY * clock.QUARTERS_AN_HOUR


def take_slot(turn: Turn) -> str | None:
    """Put the notices of the newest slot that is due, and say which ones before it were missed.

    One mail after a silence is enough: each says the same.
    """
    store = turn.services.store
    with store.read() as connection:
        if not _due(turn, get_watch(connection)):
            return None
    rosters = turn.rosters
    with store.write() as connection:
        due = _due(turn, get_watch(connection, changing=True))
        if not due:
            return None  # another watch has taken it meanwhile
        set_slot(connection, due[-1])
        told = _find_told(connection, turn, rosters)
        turn.outbox.put_slot(connection, told, due[-1] * clock.MINUTES_A_QUARTER)
    renew_tests(turn.services, turn.watch)  # at an hour at which nothing need have happened
    return _say_missed(turn, due[:-1])


def _due(turn: Turn, row: WatchRow | None) -> list[int]:
    if row is None:
        return []
    service, now = turn.services.service, turn.quarter
    if 0 <= row.slot <= now:
        return find_slots(service.notice_slots, row.slot, now, service.timezone)
    # The clock was ahead when it was written, or it was altered. Waiting until it comes could be
    # for ever, so the newest slot is taken, perhaps once more.
    return find_slots(service.notice_slots, now - _A_DAY, now, service.timezone)[-1:]


def _find_told(connection: Connection, turn: Turn, rosters: Rosters | None) -> Iterable[AccountId]:
    """Return who is on duty now in any body; where that is nobody, the leads of that body.

    Who is not active in the signed roster is told nothing. Where no roster is in force, the rota
    alone counts: a mail that says nothing may rather reach one too many than nobody.
    """
    service = turn.services.service
    today = local_day(turn.moment, service.timezone)
    rota = list_duties(connection, today, today)
    absences = list_absences(connection, today, today)
    told: set[AccountId] = set()
    for body in service.bodies:
        present = set(on_duty(rota, absences, body, turn.moment, service.timezone))
        if rosters is not None:
            roster = rosters.by_body[body]
            present &= {member.account for member in roster.with_role(READING_ROLES)}
            present = present or {member.account for member in roster.with_role(LEADING)}
        told |= present
    return told


def _say_missed(turn: Turn, missed: list[int]) -> str | None:
    if not missed:
        return None
    zone = turn.services.service.timezone
    first, last = (
        f"{clock.moment_of_quarter(quarter).astimezone(zone):%Y-%m-%d %H:%M}"
        for quarter in (missed[0], missed[-1])
    )
    if first == last:
        return f"the mail of {first} did not leave, because no watch ran"
    return f"{len(missed)} mails from {first} to {last} did not leave, because no watch ran"

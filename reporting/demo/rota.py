"""The rota of a demo: four weeks of duty for the people of each body, with one gap to look at."""

from datetime import datetime

from reporting import ids, limits
from reporting.duty import EVENING, Duty, Shift, shifts_of
from reporting.localtime import local_day
from reporting.roster import READING_ROLES
from reporting.service import Service
from reporting.store import Connection
from reporting.store.accounts import list_accounts
from reporting.store.duty import insert_duties, list_duties

GAP_AFTER = 3  # days from the first that is filled: within the two weeks that are looked ahead


def fill_rota(connection: Connection, service: Service, now: datetime) -> None:
    """Fill four weeks from today for each body whose rota ends within the next two."""
    today = local_day(now, service.timezone)
    last = today + limits.OWN_DUTY_DAYS - 1
    for body in service.bodies:
        filled = [duty.shift.day for duty in list_duties(connection, today, last, body)]
        first = max(filled, default=today - 1) + 1
        if first <= today + limits.GAP_DAYS:
            insert_duties(connection, _share(connection, body, first, last))


def _share(connection: Connection, body: str, first: int, last: int) -> list[Duty]:
    """Return the shifts of some days, given to the people of a body in turn."""
    people = [
        row.id
        for row in list_accounts(connection, body)
        if row.role in READING_ROLES and not row.disabled
    ]
    gap = Shift(first + GAP_AFTER, EVENING)
    return [
        # Later by a shift from day to day, so that everybody has nights, days and evenings.
        Duty(ids.new_id(), body, shift, people[(shift.day + shift.part) % len(people)])
        for shift in shifts_of(first, last)
        if people and shift != gap
    ]

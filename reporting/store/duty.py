"""The rota: who is on duty, who is away, and which shift somebody would give to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update

from reporting import clock
from reporting.duty import PARTS, Absence, Duty, Shift
from reporting.ids import AccountId
from reporting.store.tables import account
from reporting.store.watchtables import absence, duty, swap

# A shift that no day has was written from outside, and would be reckoned with years away.
_DUTIES = select(duty.c.id, duty.c.body, duty.c.day, duty.c.shift, duty.c.account_id).where(
    duty.c.shift.in_(list(PARTS))
)


@dataclass(frozen=True)
class Swap:
    """A duty that its holder would give to whom is `asked`; until then it stays as it is."""

    id: int
    duty: Duty
    asked: AccountId


def _to_duty(row: "Row[Any]") -> Duty:
    return Duty(row.id, row.body, Shift(row.day, row.shift), AccountId(row.account_id))


def _to_absence(row: "Row[Any]") -> Absence:
    # A column may hold anything, and a day is said in words.
    first, last = map(clock.plausible_day, (row.first, row.last))
    return Absence(row.id, AccountId(row.account_id), first, last)


def _duties(connection: Connection, query: "Select[Any]") -> list[Duty]:
    ordered = query.order_by(duty.c.day, duty.c.shift, duty.c.account_id)
    return [_to_duty(row) for row in connection.execute(ordered)]


def list_duties(
    connection: Connection, first: int, last: int, body: str | None = None
) -> list[Duty]:
    """Return the duties of the local days `first` to `last`, of one body or of all."""
    query = _DUTIES.where(duty.c.day.between(first, last))
    return _duties(connection, query if body is None else query.where(duty.c.body == body))


def list_absences(connection: Connection, first: int, last: int) -> list[Absence]:
    """Return the absences that touch the local days `first` to `last`, of all bodies."""
    query = (
        select(absence)
        .where(absence.c.first <= last, absence.c.last >= first)
        .order_by(absence.c.first, absence.c.last, absence.c.id)
    )
    return [_to_absence(row) for row in connection.execute(query)]


def list_swaps(connection: Connection, body: str, first: int) -> list[Swap]:
    """Return the open offers of a body's shifts from local day `first` on."""
    query = (
        select(
            swap.c.id.label("number"), swap.c.account_id.label("asked"), *_DUTIES.selected_columns
        )
        .join(duty, duty.c.id == swap.c.duty_id)
        .where(duty.c.body == body, duty.c.day >= first)
        .order_by(duty.c.day, duty.c.shift, swap.c.id)
    )
    return [
        Swap(row.number, _to_duty(row), AccountId(row.asked)) for row in connection.execute(query)
    ]


def lock_rota(connection: Connection, body: str) -> None:
    """Let nobody else change the rota of a body, or its people, before this transaction ends."""
    # SQLite has one writer at a time anyway, and leaves FOR UPDATE out. PostgreSQL would let two
    # people read one state of the rota and both write; the second waits here, and then reads what
    # the first has written.
    query = select(account.c.id).where(account.c.body == body).order_by(account.c.id)
    connection.execute(query.with_for_update()).all()


def insert_duties(connection: Connection, duties: Iterable[Duty]) -> None:
    """Put people on shifts."""
    values = [
        {
            "id": each.id,
            "body": each.body,
            "day": each.shift.day,
            "shift": each.shift.part,
            "account_id": each.account,
        }
        for each in duties
    ]
    if values:
        connection.execute(insert(duty), values)


def delete_duties(connection: Connection, duties: Iterable[Duty]) -> None:
    """Take people off shifts, and their offers with it."""
    numbers = [each.id for each in duties]
    connection.execute(delete(duty).where(duty.c.id.in_(numbers)))


def insert_absence(connection: Connection, away: Absence) -> None:
    """Keep that somebody is away."""
    values = {"id": away.id, "account_id": away.account, "first": away.first, "last": away.last}
    connection.execute(insert(absence), values)


def shorten_absence(connection: Connection, number: int, holder: AccountId, last: int) -> None:
    """Let an absence of `holder` that began by local day `last` end with it, if not before."""
    connection.execute(
        update(absence)
        .where(absence.c.id == number, absence.c.account_id == holder)
        .where(absence.c.first <= last, absence.c.last > last)
        .values(last=last)
    )


def delete_absence(connection: Connection, number: int, holder: AccountId, since: int) -> None:
    """Remove an absence of `holder`, if it begins on local day `since` or later."""
    connection.execute(
        delete(absence)
        .where(absence.c.id == number, absence.c.account_id == holder)
        .where(absence.c.first >= since)
    )


def insert_swap(connection: Connection, offer: Swap) -> None:
    """Keep an offer."""
    values = {"id": offer.id, "duty_id": offer.duty.id, "account_id": offer.asked}
    connection.execute(insert(swap), values)


def delete_swap(connection: Connection, offer: Swap) -> None:
    """Remove an offer: it was declined or taken back."""
    connection.execute(delete(swap).where(swap.c.id == offer.id))


def move_duty(connection: Connection, offer: Swap) -> None:
    """Give the duty to whom was asked, and remove the offer."""
    delete_swap(connection, offer)
    connection.execute(
        update(duty).where(duty.c.id == offer.duty.id).values(account_id=offer.asked)
    )


def release(connection: Connection, leaver: AccountId, shift: Shift) -> None:
    """Take somebody off the rota from `shift` on, and withdraw what they were asked to take.

    What they did before stays on record, so that hours already covered stay so.
    """
    later = or_(duty.c.day > shift.day, (duty.c.day == shift.day) & (duty.c.shift >= shift.part))
    connection.execute(delete(swap).where(swap.c.account_id == leaver))
    connection.execute(delete(duty).where(duty.c.account_id == leaver, later))


@dataclass(frozen=True)
class Belongings:
    """All that the rota holds of one person, to be given to their next account."""

    duties: list[Duty]
    absences: list[Absence]
    offers: list[tuple[int, int, AccountId]]  # number, duty, who is asked: theirs, and to them


def take_belongings(connection: Connection, holder: AccountId) -> Belongings:
    """Return all that the rota holds of an account that is about to be removed."""
    duties = _duties(connection, _DUTIES.where(duty.c.account_id == holder))
    away = connection.execute(select(absence).where(absence.c.account_id == holder))
    offers = connection.execute(
        select(swap.c.id, swap.c.duty_id, swap.c.account_id)
        .join(duty, duty.c.id == swap.c.duty_id)
        .where(or_(duty.c.account_id == holder, swap.c.account_id == holder))
    )
    return Belongings(
        duties,
        [_to_absence(row) for row in away],
        [(row.id, row.duty_id, AccountId(row.account_id)) for row in offers],
    )


def give_belongings(
    connection: Connection, belongings: Belongings, old: AccountId, new: AccountId
) -> None:
    """Store what `take_belongings` returned, in the name of the same person's next account."""
    insert_duties(
        connection, [Duty(each.id, each.body, each.shift, new) for each in belongings.duties]
    )
    for away in belongings.absences:
        insert_absence(connection, Absence(away.id, new, away.first, away.last))
    values = [
        {"id": number, "duty_id": duty_id, "account_id": new if asked == old else asked}
        for number, duty_id, asked in belongings.offers
    ]
    if values:
        connection.execute(insert(swap), values)


def purge_rota(connection: Connection, day: int) -> None:
    """Remove what ended before local day `day`."""
    connection.execute(delete(duty).where(duty.c.day < day))
    connection.execute(delete(absence).where(absence.c.last < day))

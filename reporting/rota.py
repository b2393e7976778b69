"""The rota of one body as its people work with it: read, written week by week, and swapped.

Each change is one transaction that first waits for every other change of the same rota, so what it
goes by is what there is. It reads and writes nothing of any report.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reporting import ids
from reporting.duty import Absence, Duty, Shift
from reporting.errors import Changed
from reporting.ids import AccountId
from reporting.roster import READING_ROLES
from reporting.store import Connection
from reporting.store.accounts import list_accounts
from reporting.store.duty import (
    Swap,
    delete_absence,
    delete_duties,
    delete_swap,
    insert_absence,
    insert_duties,
    insert_swap,
    list_absences,
    list_duties,
    list_swaps,
    lock_rota,
    move_duty,
    shorten_absence,
)
from reporting.store.engine import Store


class Pick(NamedTuple):
    """Somebody on a shift: what a page ticks and a file names."""

    shift: Shift
    account: AccountId


Picks = frozenset[Pick]


class RotaChanged(Changed):
    """Another lead changed the same days since they were read; `current` is what there is now."""

    def __init__(self, current: Picks) -> None:
        """Keep what the page is to be compared with."""
        super().__init__()
        self.current = current


class NotPossible(Changed):
    """A shift cannot be offered or taken any more: it is past, was changed, or fits no more."""

    sentence = "This is not possible any more: the shift is past, was changed, or is taken."


@dataclass(frozen=True)
class Rota:
    """What there is of some days; `people` are who may be on duty, and all others are left out."""

    body: str
    people: Mapping[AccountId, str]
    duties: tuple[Duty, ...]
    absences: tuple[Absence, ...]

    def picks(self, since: Shift) -> Picks:
        """Return who is on which shift, from `since` on."""
        return frozenset(
            Pick(each.shift, each.account) for each in self.duties if each.shift >= since
        )

    def is_away(self, account: AccountId, day: int) -> bool:
        """Say whether somebody is away on a day."""
        return any(each.covers(account, day) for each in self.absences)

    def is_free(self, account: AccountId, shift: Shift) -> bool:
        """Say whether somebody could take a shift: theirs to take, not away, not on it already."""
        taken = any(each.shift == shift and each.account == account for each in self.duties)
        return account in self.people and not taken and not self.is_away(account, shift.day)


def merge(seen: Picks, wanted: Picks, current: Picks) -> Picks:
    """Return `current` with what somebody changed who saw `seen` and wants `wanted`."""
    return (current - (seen - wanted)) | (wanted - seen)


def _read(connection: Connection, body: str, days: tuple[int, int]) -> Rota:
    people = {
        row.id: row.username
        for row in list_accounts(connection, body)
        if row.role in READING_ROLES and not row.disabled
    }
    return Rota(
        body,
        people,
        tuple(each for each in list_duties(connection, *days, body) if each.account in people),
        tuple(each for each in list_absences(connection, *days) if each.account in people),
    )


def read_rota(store: Store, body: str, days: tuple[int, int]) -> Rota:
    """Return the rota of a body from and to the local days `days`."""
    with store.read() as connection:
        return _read(connection, body, days)


def read_offers(store: Store, body: str, since: Shift) -> list[Swap]:
    """Return the open offers of a body's shifts, from `since` on."""
    with store.read() as connection:
        return [s for s in list_swaps(connection, body, since.day) if s.duty.shift >= since]


class Scheduler:
    """Changes the rota of one body from the shift `present` on; what is past stays."""

    def __init__(self, store: Store, body: str, present: Shift) -> None:
        """Keep where to write; nothing is read yet."""
        self._store, self._body, self._present = store, body, present

    def save(self, days: tuple[int, int], seen: Picks, wanted: Picks) -> None:
        """Make the rota from and to `days` what is wanted; raise RotaChanged if it is not as seen.

        It is also raised where somebody who is wanted may not be on duty any more.
        """
        with self._store.write() as connection:
            lock_rota(connection, self._body)
            rota = _read(connection, self._body, days)
            current = rota.picks(self._present)
            unknown = any(pick.account not in rota.people for pick in wanted)
            if unknown or current != self._open(seen):
                raise RotaChanged(current)
            self._write(connection, rota, current, self._open(wanted))

    def replace(self, days: Collection[int], wanted: Picks) -> None:
        """Make the rota of each of `days` what is wanted, whatever it was."""
        with self._store.write() as connection:
            lock_rota(connection, self._body)
            rota = _read(connection, self._body, (min(days), max(days)))
            picks = rota.picks(self._present)
            current = frozenset(pick for pick in picks if pick.shift.day in days)
            self._write(connection, rota, current, self._open(wanted))

    def _write(self, connection: Connection, rota: Rota, current: Picks, wanted: Picks) -> None:
        gone, added = current - wanted, sorted(wanted - current)
        # By its own row, so that whoever stays on a shift keeps what they have offered.
        delete_duties(connection, (d for d in rota.duties if Pick(d.shift, d.account) in gone))
        insert_duties(
            connection,
            (Duty(ids.new_id(), self._body, pick.shift, pick.account) for pick in added),
        )

    def _open(self, picks: Picks) -> Picks:
        return frozenset(pick for pick in picks if pick.shift >= self._present)

    def add_absence(self, holder: AccountId, first: int, last: int) -> None:
        """Keep that somebody is away from `first` to `last`."""
        with self._store.write() as connection:
            insert_absence(connection, Absence(ids.new_id(), holder, first, last))

    def end_absence(self, number: int, holder: AccountId) -> None:
        """End an absence of `holder` with yesterday, or remove it if it had not begun by then."""
        today = self._present.day
        with self._store.write() as connection:
            shorten_absence(connection, number, holder, today - 1)
            delete_absence(connection, number, holder, today)

    def offer(self, shift: Shift, holder: AccountId, asked: AccountId) -> None:
        """Offer a shift of `holder` to a colleague, or raise NotPossible."""
        with self._store.write() as connection:
            lock_rota(connection, self._body)
            rota = _read(connection, self._body, (shift.day, shift.day))
            offered = {each.duty.id for each in list_swaps(connection, self._body, shift.day)}
            mine = [
                each
                for each in rota.duties
                if (each.shift, each.account) == (shift, holder) and each.id not in offered
            ]
            if shift < self._present or not mine or not rota.is_free(asked, shift):
                raise NotPossible
            insert_swap(connection, Swap(ids.new_id(), mine[0], asked))

    def accept(self, number: int, asked: AccountId) -> None:
        """Take over the shift that was offered to `asked`, or raise NotPossible."""
        with self._store.write() as connection:
            lock_rota(connection, self._body)
            offer = self._find(connection, number)
            if offer is None or offer.asked != asked:
                raise NotPossible
            day = offer.duty.shift.day
            if not _read(connection, self._body, (day, day)).is_free(asked, offer.duty.shift):
                raise NotPossible
            move_duty(connection, offer)

    def withdraw(self, number: int, by: AccountId) -> None:
        """End an offer, by whom it was made or by whom was asked; one that is gone is no error."""
        with self._store.write() as connection:
            lock_rota(connection, self._body)
            offer = self._find(connection, number)
            if offer is not None and by in {offer.asked, offer.duty.account}:
                delete_swap(connection, offer)

    def _find(self, connection: Connection, number: int) -> Swap | None:
        """Return an offer that is still open and not of the past."""
        for offer in list_swaps(connection, self._body, self._present.day):
            if offer.id == number and offer.duty.shift >= self._present:
                return offer
        return None

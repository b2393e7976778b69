"""The outbox: who is to be told, sealed to the watch, one row each (docs/promise.md, "Notices").

A row is put in the transaction of what it is about, so that both are there or neither. It is taken
by a lease: whoever takes it has five minutes to send and remove it. A watch that dies meanwhile
leaves it to the next turn after that, which sends it under the same `Message-ID`.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from reporting import ids, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.store import Connection
from reporting.store.notices import (
    NoticeRow,
    delete_notices,
    delete_untried,
    insert_notices,
    list_notices,
    lock_due,
    move_notice,
)

_USE = "notice"
_NUMBER_SIZE = 8
_MESSAGE_ID_BYTES = 16
_OF_NO_SLOT = 0


@dataclass(frozen=True)
class Notice:
    """One notice that has been taken; `tries` counts this time as well.

    `refused` says that a mail server has refused its address for good before.
    """

    row: NoticeRow
    account: AccountId
    minute: int

    @property
    def tries(self) -> int:
        """How often it was taken."""
        return abs(self.row.tries)

    @property
    def of_slot(self) -> bool:
        """Whether a slot put it, and not a rung."""
        return self.row.since != _OF_NO_SLOT

    @property
    def refused(self) -> bool:
        """Whether its address was refused for good."""
        return self.row.tries < 0


class Outbox:
    """What only the watch can open, and everybody in its process may fill."""

    def __init__(self, watch: Identity) -> None:
        """Derive the keys of the rows and of the names of mails from the watch's secrets."""
        secret = watch.to_bytes()
        self._key = primitives.derive(secret, _USE)
        self._naming = primitives.derive(secret, "message-id")

    def put(self, connection: Connection, accounts: Iterable[AccountId], minute: int) -> None:
        """Put one notice for each of `accounts`, for a rung or whatever else comes with a report.

        Nothing that tells a slot's delay may tell of these: that is seen by everybody.
        """
        self._put(connection, accounts, minute, _OF_NO_SLOT)

    def put_slot(self, connection: Connection, accounts: Iterable[AccountId], minute: int) -> None:
        """Put one notice for each of `accounts`, for the slot at `minute`."""
        self._put(connection, accounts, minute, minute)

    def _put(
        self, connection: Connection, accounts: Iterable[AccountId], minute: int, since: int
    ) -> None:
        rows = [self._seal(account, minute, since) for account in frozenset(accounts)]
        insert_notices(connection, rows)

    def _seal(self, account: AccountId, minute: int, since: int) -> NoticeRow:
        number = ids.new_id()
        plaintext = ids.to_bytes(account) + minute.to_bytes(_NUMBER_SIZE, "big")
        box = sealing.seal(self._key, _USE, ids.to_bytes(number), plaintext, limits.NOTICE_SIZE)
        return NoticeRow(number, since, minute, 0, box)

    def _open(self, row: NoticeRow) -> Notice:
        plaintext = sealing.unseal(self._key, _USE, ids.to_bytes(row.id), row.bytes)
        account, minute = plaintext[:_NUMBER_SIZE], plaintext[_NUMBER_SIZE:]
        return Notice(row, AccountId(int.from_bytes(account, "big")), int.from_bytes(minute, "big"))

    def take_due(self, connection: Connection, minute: int) -> list[Notice]:
        """Take the notices that are due, each for a lease; of those for one person only one stays.

        All mails say the same, so after a day without mail nobody needs more than one. It is the
        oldest of a slot, if there is any: a second mail at the hour of a slot would tell whoever
        sees the mailbox that a report waits too long.
        """
        rows = lock_due(connection, minute, limits.NOTICES_A_TURN)
        oldest: dict[AccountId, Notice] = {}
        ordered = sorted(self._open_all(rows), key=lambda each: (not each.of_slot, each.minute))
        for notice in ordered:
            oldest.setdefault(notice.account, notice)
        kept = {notice.row.id for notice in oldest.values()}
        delete_notices(connection, (row.id for row in rows if row.id not in kept))
        return [self._lease(connection, notice, minute) for notice in oldest.values()]

    def _open_all(self, rows: Iterable[NoticeRow]) -> Iterator[Notice]:
        for row in rows:
            # One that was tampered with tells nobody anything; it must not keep up the others.
            with suppress(CannotOpen):
                yield self._open(row)

    def _lease(self, connection: Connection, notice: Notice, minute: int) -> Notice:
        row = notice.row
        until = minute + limits.NOTICE_LEASE_MINUTES
        tries = row.tries - 1 if notice.refused else row.tries + 1
        move_notice(connection, row, next_=until, tries=tries)
        leased = NoticeRow(row.id, row.since, until, tries, row.bytes)
        return Notice(leased, notice.account, notice.minute)

    def remove(self, connection: Connection, notice: Notice) -> None:
        """Remove a notice that was sent, or that nobody is to get any more."""
        delete_notices(connection, [notice.row.id])

    def postpone(
        self, connection: Connection, notice: Notice, minute: int, *, refused: bool
    ) -> None:
        """Give a taken notice back for a later try: soon, or tomorrow if its address was refused.

        One that has waited a week is removed: newer ones say the same.
        """
        if minute - notice.minute >= limits.NOTICE_MINUTES:
            return self.remove(connection, notice)
        refused = refused or notice.refused
        waits = limits.NOTICE_WAITS
        wait = limits.REFUSED_WAIT if refused else waits[min(notice.tries, len(waits)) - 1]
        tries = -notice.tries if refused else notice.tries
        return move_notice(connection, notice.row, next_=minute + wait, tries=tries)

    def drop_old(self, connection: Connection, minute: int) -> None:
        """Remove what nobody took for a week, as where no mail has been set up."""
        delete_untried(connection, minute - limits.NOTICE_MINUTES)

    def waiting(self, connection: Connection) -> list[Notice]:
        """Return every notice there is; takes none."""
        return list(self._open_all(list_notices(connection)))

    def message_id(self, notice: Notice) -> str:
        """Return the name of its mail, the same at every try and telling nothing of the row."""
        named = primitives.digest("message-id", self._naming, ids.to_bytes(notice.row.id))
        return named[:_MESSAGE_ID_BYTES].hex()

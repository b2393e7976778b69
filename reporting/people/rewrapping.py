"""What was sealed to one account, wrapped again for the account that follows it.

Referrals and letters to a board open by their own rows, so the holder's old identity is enough and
nobody else need be there. Decoys are replaced by decoys: all rows of the account are new, and tell
of no referral whether it was theirs.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from reporting import limits, primitives
from reporting.errors import CannotOpen
from reporting.feedback import Letter, open_feedback, seal_feedback
from reporting.identity import Identity
from reporting.ids import AccountId, ReferralId
from reporting.referring.deposit import open_referral_key
from reporting.referring.request import row_id
from reporting.stanza import Slot, decoy_row, direct_row
from reporting.store import Connection
from reporting.store.engine import Store
from reporting.store.feedback import FeedbackRow, insert_feedback, list_feedback
from reporting.store.referrals import get_referral_stanzas, replace_referral_stanzas


@dataclass
class Rewrapper:
    """Carries what one account was sealed over to the account that follows it."""

    before: AccountId
    identity: Identity = field(repr=False)
    after: AccountId
    public: bytes
    _ready: dict[ReferralId, tuple[bytes, bytes]] = field(default_factory=dict, repr=False)
    _letters: list[FeedbackRow] = field(default_factory=list, repr=False)

    def count(self, store: Store) -> int:
        """Return how many rows there are to wrap again."""
        with store.read() as connection:
            return len(get_referral_stanzas(connection, self.before))

    def prepare(self, store: Store, advance: Callable[[int], object]) -> None:
        """Wrap what is there now, so that the transaction is short; nothing is written yet.

        `advance` is told how many more rows are done.
        """
        with store.read() as connection:
            rows = get_referral_stanzas(connection, self.before)
        for start in range(0, len(rows), limits.REPORTS_BATCH):
            part = rows[start : start + limits.REPORTS_BATCH]
            for number, row in part:
                self._ready[number] = (row, self._wrap(number, row))
            advance(len(part))

    def open_letters(self, connection: Connection) -> None:
        """Wrap letters to a board member, in the transaction and before the account goes."""
        self._letters = list(self._again(list_feedback(connection, self.before, None)))

    def carry_over(self, connection: Connection) -> None:
        """Put all rows of the account that follows in place of those of the one before.

        What came since `prepare` is wrapped here, so nothing that was asked meanwhile is lost.
        """
        rows = get_referral_stanzas(connection, self.before)
        replace_referral_stanzas(connection, self.before, self.after, self._wrapped(rows))
        insert_feedback(connection, self._letters)

    def _wrapped(
        self, rows: Iterable[tuple[ReferralId, bytes]]
    ) -> Iterator[tuple[ReferralId, bytes]]:
        for number, row in rows:
            seen, wrapped = self._ready.get(number, (b"", b""))
            yield number, wrapped if seen == row else self._wrap(number, row)

    def _wrap(self, number: ReferralId, row: bytes) -> bytes:
        key = open_referral_key(self.identity.unwrapper, self.before, number, row)
        slot = Slot(row_id(number), self.after)
        if key is None:
            return decoy_row(slot, primitives.nobody_public())
        return direct_row(slot, self.public, key)

    def _again(self, rows: Iterable[FeedbackRow]) -> Iterator[FeedbackRow]:
        for row in rows:
            letter = Letter(row.id, row.account_id, row.bytes)
            try:
                told = open_feedback(self.identity.unwrapper, letter)
            except CannotOpen:
                continue  # altered: it opens for nobody, before as after
            [again] = seal_feedback(told, [(self.after, self.public)])
            yield FeedbackRow(again.id, again.account, row.purge, again.box)

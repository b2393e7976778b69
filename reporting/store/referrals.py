"""Referrals in the store: nothing there names a report (docs/referral.md)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting import ids
from reporting.errors import Changed
from reporting.ids import AccountId, MessageId, ReferralId
from reporting.referring.deposit import ReferralDeposit
from reporting.referring.word import NewWord
from reporting.store.tables import referral, referral_message, referral_stanza


@dataclass(frozen=True)
class ReferralRow:
    """One referral as it lies there, with its words in no order."""

    number: ReferralId
    answered: bool
    status: bytes
    box: bytes
    words: tuple[tuple[MessageId, bytes], ...]


def insert_referral(connection: Connection, deposit: ReferralDeposit) -> None:
    """Store a referral and the rows of everybody who could be asked."""
    connection.execute(
        insert(referral),
        {
            "id": deposit.number,
            "purge": deposit.purge,
            "answered": False,
            "status": deposit.status,
            "bytes": deposit.box,
        },
    )
    connection.execute(
        insert(referral_stanza),
        [
            {"id": ids.new_id(), "referral_id": deposit.number, "account_id": who, "bytes": row}
            for who, row in deposit.stanzas.items()
        ],
    )


def get_referral_stanzas(
    connection: Connection, account: AccountId
) -> list[tuple[ReferralId, bytes]]:
    """Return the row of an account in every referral, decoys included."""
    rows = connection.execute(
        select(referral_stanza.c.referral_id, referral_stanza.c.bytes).where(
            referral_stanza.c.account_id == account
        )
    )
    return [(ReferralId(number), data) for number, data in rows]


def get_referral_stanza(
    connection: Connection, account: AccountId, number: ReferralId
) -> bytes | None:
    """Return the row of an account in one referral, or None."""
    found: bytes | None = connection.execute(
        select(referral_stanza.c.bytes).where(
            referral_stanza.c.account_id == account, referral_stanza.c.referral_id == number
        )
    ).scalar_one_or_none()
    return found


def replace_referral_stanzas(
    connection: Connection,
    before: AccountId,
    after: AccountId,
    rows: Iterable[tuple[ReferralId, bytes]],
) -> None:
    """Put `rows` of one account in place of all that another has."""
    values = [
        {"id": ids.new_id(), "referral_id": number, "account_id": after, "bytes": row}
        for number, row in rows
    ]
    connection.execute(delete(referral_stanza).where(referral_stanza.c.account_id == before))
    if values:
        connection.execute(insert(referral_stanza), values)


def has_referral_stanza(connection: Connection, account: AccountId, number: ReferralId) -> bool:
    """Say whether an account has a row in a referral, a decoy or not."""
    return get_referral_stanza(connection, account, number) is not None


def get_referral(
    connection: Connection, number: ReferralId, *, changing: bool = False
) -> ReferralRow | None:
    """Return one referral, or None; `changing` keeps others from changing it before the commit."""
    wanted = select(referral).where(referral.c.id == number)
    row = connection.execute(wanted.with_for_update() if changing else wanted).one_or_none()
    if row is None:
        return None
    words = connection.execute(
        select(referral_message.c.id, referral_message.c.bytes).where(
            referral_message.c.referral_id == number
        )
    )
    found = tuple((MessageId(message), data) for message, data in words)
    return ReferralRow(ReferralId(row.id), row.answered, row.status, row.bytes, found)


def add_referral_word(
    connection: Connection, number: ReferralId, status: bytes, word: NewWord, *, answered: bool
) -> None:
    """Store a word if the status is still `status`; else raise Changed."""
    changed = connection.execute(
        update(referral)
        .where(referral.c.id == number, referral.c.status == status)
        .values(status=word.status, answered=answered)
    )
    if changed.rowcount != 1:
        raise Changed
    connection.execute(
        insert(referral_message), {"id": word.number, "referral_id": number, "bytes": word.box}
    )


def replace_request(connection: Connection, number: ReferralId, status: bytes, box: bytes) -> None:
    """Put another request in place of the one there, if nobody answered meanwhile; else Changed."""
    changed = connection.execute(
        update(referral)
        .where(referral.c.id == number, referral.c.status == status)
        .values(bytes=box, answered=False)
    )
    if changed.rowcount != 1:
        raise Changed


def find_answered(connection: Connection, numbers: Collection[ReferralId]) -> frozenset[ReferralId]:
    """Return those of some referrals (500 at most) in which the last word is of who was asked."""
    if not numbers:
        return frozenset()  # as on most pages of a list
    rows = connection.execute(
        select(referral.c.id).where(referral.c.id.in_(list(numbers)), referral.c.answered)
    )
    return frozenset(ReferralId(number) for number in rows.scalars())


def set_referrals_purge(connection: Connection, numbers: Collection[ReferralId], day: int) -> None:
    """Let some referrals go on `day`, in days since the epoch."""
    connection.execute(update(referral).where(referral.c.id.in_(list(numbers))).values(purge=day))


def purge_referrals(connection: Connection, day: int) -> int:
    """Remove referrals whose day has come, with all that belongs to them; return how many."""
    return connection.execute(delete(referral).where(referral.c.purge <= day)).rowcount

"""Whether somebody who was asked has answered: for lists, without opening anything."""

from reporting import ids
from reporting.casework.card import Card
from reporting.ids import ReferralId
from reporting.store import Connection
from reporting.store.referrals import find_answered


def answered(connection: Connection, card: Card) -> bool:
    """Say whether the last word in any referral of a case is of the person who was asked."""
    numbers = [ReferralId(n) for each in card.referrals if (n := ids.from_hex(each)) is not None]
    return bool(numbers) and bool(find_answered(connection, numbers))

"""One person under many account numbers, as the signed lists say which account follows which.

What nobody does twice, or to what they did themselves, goes by persons and never by accounts.
"""

from collections.abc import Mapping

from reporting.ids import AccountId

Follows = Mapping[AccountId, AccountId | None]


def accounts_of(follows: Follows, account: AccountId) -> frozenset[AccountId]:
    """Return an account with those that its holder had before."""
    held: set[AccountId] = set()
    present: AccountId | None = account
    while present is not None and present not in held:
        held.add(present)
        present = follows.get(present)
    return frozenset(held)


def first_of(follows: Follows, account: AccountId) -> AccountId:
    """Return the number that the holder of an account had first: the same for one person alone."""
    held = accounts_of(follows, account)
    first = [one for one in held if follows.get(one) is None]
    # A list that goes in a circle has no first: then any one of them, and always the same.
    return first[0] if first else min(held)

"""The next release, sealed to the leads who are asked to agree to it (docs/release.md).

It is made anew every night. In clear, whoever holds the database could compare one night with the
next, and so read the codes of a report that was counted between them.
"""

from collections.abc import Iterable

from reporting import canonical, limits
from reporting.ids import AccountId
from reporting.primitives import Unwrapper
from reporting.roster import Member
from reporting.sharedbox import open_shared, seal_shared

_USE = "proposal"
_KEYS = frozenset({"v", "keys", "box"})


def seal_proposal(signed: bytes, organisation: str, leads: Iterable[Member]) -> bytes:
    """Seal what the release job signed to `leads`, padded to one size."""
    box = seal_shared(_USE, organisation.encode(), signed, limits.PROPOSAL_SIZE, leads)
    return canonical.dumps({"v": 1, **box})


def open_proposal(
    data: bytes, organisation: str, account: AccountId, unwrapper: Unwrapper
) -> bytes:
    """Return what the release job signed, or raise CannotOpen; so too for another account."""
    value = canonical.loads(data, _KEYS)
    return open_shared(value, _USE, organisation.encode(), account, unwrapper)

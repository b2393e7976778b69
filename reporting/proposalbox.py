"""The next release, sealed to the leads who are asked to agree to it (docs/release.md).

It is made anew every night. In clear, whoever holds the database could compare one night with the
next, and so read the codes of a report that was counted between them.
"""

from collections.abc import Iterable

from reporting import canonical, ids, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.primitives import Unwrapper
from reporting.roster import Member

_USE = "proposal"
_KEYS = frozenset({"v", "keys", "box"})


def seal_proposal(signed: bytes, organisation: str, leads: Iterable[Member]) -> bytes:
    """Seal what the release job signed to `leads`, padded to one size."""
    key, row = primitives.random_bytes(primitives.KEY_SIZE), organisation.encode()
    box = sealing.seal(key, _USE, row, signed, limits.PROPOSAL_SIZE)
    keys = {
        ids.to_hex(lead.account): canonical.encode_bytes(
            primitives.wrap(lead.wrap_public, key, _info(organisation, lead.account))
        )
        for lead in leads
    }
    return canonical.dumps({"v": 1, "keys": keys, "box": canonical.encode_bytes(box)})


def open_proposal(
    data: bytes, organisation: str, account: AccountId, unwrapper: Unwrapper
) -> bytes:
    """Return what the release job signed, or raise CannotOpen; so too for another account."""
    value = canonical.loads(data, _KEYS)
    wrapped = value["keys"].get(ids.to_hex(account)) if isinstance(value["keys"], dict) else None
    if not isinstance(wrapped, str):
        raise CannotOpen
    key = unwrapper.unwrap(canonical.decode_bytes(wrapped), _info(organisation, account))
    return sealing.unseal(key, _USE, organisation.encode(), canonical.decode_bytes(value["box"]))


def _info(organisation: str, account: AccountId) -> bytes:
    return primitives.label(_USE) + b"\0" + ids.to_bytes(account) + organisation.encode()

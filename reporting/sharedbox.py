"""One text sealed to several members of a roster: each of them opens it alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from reporting import canonical, ids, primitives, sealing
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.primitives import Unwrapper
from reporting.roster import Member


def seal_shared(
    use: str, row: bytes, plaintext: bytes, size: int, members: Iterable[Member]
) -> dict[str, Any]:
    """Seal `plaintext`, padded to `size` bytes, to `members`; bound to its use and its `row`."""
    key = primitives.random_bytes(primitives.KEY_SIZE)
    box = sealing.seal(key, use, row, plaintext, size)
    keys = {
        ids.to_hex(one.account): canonical.encode_bytes(
            primitives.wrap(one.wrap_public, key, _info(use, row, one.account))
        )
        for one in members
    }
    return {"keys": keys, "box": canonical.encode_bytes(box)}


def open_shared(
    value: Mapping[str, Any], use: str, row: bytes, account: AccountId, unwrapper: Unwrapper
) -> bytes:
    """Return what was sealed, or raise CannotOpen; so too for an account it is not sealed to."""
    keys = value["keys"]
    wrapped = keys.get(ids.to_hex(account)) if isinstance(keys, dict) else None
    if not isinstance(wrapped, str):
        raise CannotOpen
    key = unwrapper.unwrap(canonical.decode_bytes(wrapped), _info(use, row, account))
    return sealing.unseal(key, use, row, canonical.decode_bytes(value["box"]))


def _info(use: str, row: bytes, account: AccountId) -> bytes:
    return primitives.label(use) + b"\0" + ids.to_bytes(account) + row

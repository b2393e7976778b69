"""What the next roster is to say of somebody: what they declare, or that they go (docs/roster.md).

Both are signed by whoever asks, so that nobody else who can write to the database puts a wish
into their mouth. Neither counts before the leads have signed the list that says it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from reporting import canonical, ids, limits, primitives
from reporting.errors import BadSignature, CannotOpen
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.primitives import Unwrapper
from reporting.roster import (
    Declaration,
    Member,
    declarations_from_json,
    declarations_to_json,
)
from reporting.sharedbox import open_shared, seal_shared

DECLARE, REMOVE = "declare", "remove"
_REASON = "declaring/reason"
_WISH_KEYS = frozenset({"v", "account", "before", "after", "day", "reason", "signature"})
_MARK_KEYS = frozenset({"v", "account", "by", "signature"})
_BOX_KEYS = frozenset({"keys", "box"})


@dataclass(frozen=True)
class Wish:
    """What somebody wants to declare in place of what the list in force says; why is sealed.

    `day` is the UTC day since the epoch on which they asked. Whoever owns the database can put
    back a wish that was taken back, so those who sign are told how old it is.
    """

    account: AccountId
    before: tuple[Declaration, ...]
    after: tuple[Declaration, ...]
    day: int
    reason: dict[str, Any]

    @property
    def added(self) -> tuple[Declaration, ...]:
        """What was not declared before."""
        return tuple(one for one in self.after if one not in self.before)

    @property
    def dropped(self) -> tuple[Declaration, ...]:
        """What is not to be declared any more."""
        return tuple(one for one in self.before if one not in self.after)

    def read_reason(self, account: AccountId, unwrapper: Unwrapper) -> str:
        """Return why, or raise CannotOpen: it is sealed to the leads and to whoever asks."""
        row = ids.to_bytes(self.account)
        return open_shared(self.reason, _REASON, row, account, unwrapper).decode()


def ask_to_declare(
    member: Member,
    identity: Identity,
    after: tuple[Declaration, ...],
    reason: str,
    leads: Iterable[Member],
    day: int,
) -> bytes:
    """Return the wish of `member`, signed on `day`, to declare `after`; TooLong for a long reason.

    `leads` alone, and whoever asks, can read the reason.
    """
    readers = {one.account: one for one in (*leads, member)}.values()
    row = ids.to_bytes(member.account)
    value = {
        "v": 1,
        "account": ids.to_hex(member.account),
        "before": declarations_to_json(member.declarations),
        "after": declarations_to_json(after),
        "day": day,
        "reason": seal_shared(_REASON, row, reason.encode(), limits.DECLARED_REASON_SIZE, readers),
    }
    return _signed(identity, "declaring", value)


def read_wish(data: bytes, account: AccountId, public: bytes) -> Wish | None:
    """Return what the holder of `account`, by their key, has asked; None if it was not them."""
    value = _verified(data, _WISH_KEYS, "declaring", public)
    if value is None or value["account"] != ids.to_hex(account):
        return None
    try:
        before, after = (declarations_from_json(value[name]) for name in ("before", "after"))
    except (KeyError, TypeError):
        return None
    reason, day = value["reason"], value["day"]
    if not isinstance(reason, dict) or reason.keys() != _BOX_KEYS or not isinstance(day, int):
        return None
    return Wish(account, before, after, day, reason)


def mark_for_removal(account: AccountId, by: AccountId, lead: Identity) -> bytes:
    """Return the signed mark of a lead that an account is to go."""
    value = {"v": 1, "account": ids.to_hex(account), "by": ids.to_hex(by)}
    return _signed(lead, "removing", value)


def who_marked(
    data: bytes, accounts: Collection[AccountId], leads: Iterable[Member]
) -> AccountId | None:
    """Return which of `leads` has marked one of `accounts` for removal, or None.

    `accounts` are those that one person has and had: a mark is on the person.
    """
    marked = {ids.to_hex(account) for account in accounts}
    for lead in leads:
        value = _verified(data, _MARK_KEYS, "removing", lead.signing_public)
        if value is None or value["by"] != ids.to_hex(lead.account):
            continue
        if value["account"] in marked:
            return lead.account
    return None


def _signed(identity: Identity, use: str, value: dict[str, Any]) -> bytes:
    signature = primitives.sign(identity.signing_seed, use, canonical.dumps(value))
    return canonical.dumps(value | {"signature": canonical.encode_bytes(signature)})


def _verified(data: bytes, keys: frozenset[str], use: str, public: bytes) -> dict[str, Any] | None:
    try:
        value = canonical.loads(data, keys)
        signature = canonical.decode_bytes(value.pop("signature"), primitives.SIGNATURE_SIZE)
        primitives.verify(public, use, canonical.dumps(value), signature)
    except (BadSignature, CannotOpen):
        return None
    return value

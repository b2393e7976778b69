"""The recovery identity of a body, in three share files of which any two open it.

No secret sharing of our own: each share holds a random secret and the identity sealed three
times, under keys derived from each pair of secrets (docs/roster.md, "Recovery").
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from reporting import canonical, ids, limits, primitives, sealing
from reporting.errors import CannotOpen, SettingError
from reporting.identity import Identity, identity_from_bytes, new_identity
from reporting.ids import AccountId
from reporting.roster import Member

BOX_SIZE = 192  # holds an identity of 128 bytes and its length
_SHARE_KEYS = frozenset({"v", "body", "account", "share", "secret", "boxes"})
_PUBLIC_KEYS = frozenset({"v", "body", "account", "wrap", "sign"})


@dataclass(frozen=True)
class Share:
    """One share file; useless without another of the same set."""

    body: str
    account: AccountId
    number: int
    secret: bytes
    boxes: dict[str, bytes]

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Share(…)"


@dataclass(frozen=True)
class Recovered:
    """The recovery identity of a body, put together again."""

    body: str
    account: AccountId
    identity: Identity


def make_recovery(body: str) -> tuple[Member, tuple[bytes, ...]]:
    """Make a recovery identity; return its public part and three share files.

    The identity itself is kept nowhere.
    """
    identity, account = new_identity(), AccountId(ids.new_id())
    numbers = range(1, limits.RECOVERY_SHARES + 1)
    secrets = {number: primitives.random_bytes(primitives.KEY_SIZE) for number in numbers}
    boxes = {
        _pair(few): sealing.seal(
            _key([secrets[n] for n in few]),
            "recovery",
            _row(body, account, few),
            identity.to_bytes(),
            BOX_SIZE,
        )
        for few in combinations(numbers, limits.RECOVERY_THRESHOLD)
    }
    shares = tuple(
        canonical.dumps(
            {
                "v": 1,
                "body": body,
                "account": ids.to_hex(account),
                "share": number,
                "secret": canonical.encode_bytes(secrets[number]),
                "boxes": {name: canonical.encode_bytes(box) for name, box in boxes.items()},
            }
        )
        for number in numbers
    )
    member = Member(account, "recovery", identity.wrap_public, identity.signing_public)
    return member, shares


def _pair(numbers: Collection[int]) -> str:
    return "-".join(str(number) for number in sorted(numbers))


def _key(secrets: list[bytes]) -> bytes:
    return primitives.derive(b"".join(secrets), "recovery/box")


def _row(body: str, account: AccountId, numbers: Collection[int]) -> bytes:
    return primitives.digest(
        "recovery/row", body.encode(), ids.to_bytes(account), _pair(numbers).encode()
    )


def _account(value: dict[str, Any]) -> AccountId:
    account = ids.from_hex(value["account"])
    if account is None or value["v"] != 1:
        raise CannotOpen
    return AccountId(account)


def read_share(data: bytes) -> Share:
    """Read a share file, or raise SettingError."""
    try:
        value = canonical.loads(data, _SHARE_KEYS)
        size = BOX_SIZE + sealing.OVERHEAD
        return Share(
            body=str(value["body"]),
            account=_account(value),
            number=int(value["share"]),
            secret=canonical.decode_bytes(value["secret"], primitives.KEY_SIZE),
            boxes={name: canonical.decode_bytes(box, size) for name, box in value["boxes"].items()},
        )
    except (CannotOpen, TypeError, ValueError, AttributeError):
        raise SettingError("this is not a recovery share") from None


def join_shares(shares: Collection[Share]) -> Recovered:
    """Return the recovery identity from two shares of one set, or raise SettingError."""
    by_number = {share.number: share for share in shares}
    chosen = sorted(by_number)[: limits.RECOVERY_THRESHOLD]
    sets = {(share.body, share.account) for share in shares}
    if len(chosen) < limits.RECOVERY_THRESHOLD or len(sets) != 1:
        raise SettingError("two different recovery shares of one body are needed")
    first = by_number[chosen[0]]
    try:
        box = first.boxes[_pair(chosen)]
        secret = sealing.unseal(
            _key([by_number[number].secret for number in chosen]),
            "recovery",
            _row(first.body, first.account, chosen),
            box,
        )
        return Recovered(first.body, first.account, identity_from_bytes(secret))
    except (KeyError, CannotOpen):
        raise SettingError("these recovery shares do not fit together") from None


def public_bytes(body: str, member: Member) -> bytes:
    """Return the public part as a file, for the roster."""
    return canonical.dumps(
        {
            "v": 1,
            "body": body,
            "account": ids.to_hex(member.account),
            "wrap": canonical.encode_bytes(member.wrap_public),
            "sign": canonical.encode_bytes(member.signing_public),
        }
    )


def read_public(data: bytes) -> tuple[str, Member]:
    """Return body and member in a public part, or raise SettingError."""
    try:
        value = canonical.loads(data, _PUBLIC_KEYS)
        account = _account(value)
        wrap = canonical.decode_bytes(value["wrap"], primitives.WRAP_PUBLIC_SIZE)
        sign = canonical.decode_bytes(value["sign"], primitives.KEY_SIZE)
    except (CannotOpen, TypeError):
        raise SettingError("this is not the public part of a recovery identity") from None
    return str(value["body"]), Member(account, "recovery", wrap, sign)

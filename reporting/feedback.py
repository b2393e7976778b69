"""What somebody tells a board without signing in, sealed to each of its members alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting import canonical, ids, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.primitives import Unwrapper

VERSION = b"\x01"
_USE = "feedback"
_KEYS = frozenset({"v", "day", "text"})


@dataclass(frozen=True)
class Told:
    """What was told, and on which day since 1970."""

    day: int
    text: str


@dataclass(frozen=True)
class Letter:
    """A text sealed to one account; `id` is bound into it."""

    id: int
    account: AccountId
    box: bytes


def _info(number: int, account: AccountId) -> bytes:
    return primitives.label(_USE) + b"\0" + ids.to_bytes(number) + ids.to_bytes(account)


def seal_feedback(told: Told, members: Iterable[tuple[AccountId, bytes]]) -> list[Letter]:
    """Return a letter for each of `members` (account, public key); all have one length."""
    plaintext = canonical.dumps({"v": 1, "day": told.day, "text": told.text})
    padded = sealing.pad(plaintext, limits.FEEDBACK_SIZE)
    letters = []
    for account, public in members:
        number = ids.new_id()
        box = VERSION + primitives.wrap(public, padded, _info(number, account))
        letters.append(Letter(number, account, box))
    return letters


def open_feedback(unwrapper: Unwrapper, letter: Letter) -> Told:
    """Return what a letter says, or raise CannotOpen."""
    if letter.box[:1] != VERSION:
        raise CannotOpen
    padded = unwrapper.unwrap(letter.box[1:], _info(letter.id, letter.account))
    value = canonical.loads(sealing.unpad(padded), _KEYS)
    day, text = value["day"], value["text"]
    # Anybody can seal to a public key.
    if type(day) is not int or not 0 <= day <= limits.LARGEST_NUMBER or not isinstance(text, str):
        raise CannotOpen
    return Told(day, text)

"""The sealed row: one primitive for everything kept in the store (docs/envelope.md, "Row").

A row is `version ‖ nonce ‖ ciphertext ‖ tag`; its plaintext is padded to a fixed size, and its
use and row id are associated data, so a row copied to another place does not open there.
"""

from reporting import primitives
from reporting.errors import CannotOpen, TooLong

VERSION = b"\x01"
LENGTH_SIZE = 4
OVERHEAD = len(VERSION) + primitives.NONCE_SIZE + primitives.TAG_SIZE


def pad(plaintext: bytes, size: int) -> bytes:
    """Return length ‖ plaintext ‖ zeros, exactly `size` bytes; raise TooLong if it cannot fit."""
    if len(plaintext) > size - LENGTH_SIZE:
        raise TooLong
    return (len(plaintext).to_bytes(LENGTH_SIZE, "big") + plaintext).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Undo `pad`, or raise CannotOpen; only ever given authenticated bytes."""
    length = int.from_bytes(padded[:LENGTH_SIZE], "big")
    if length > len(padded) - LENGTH_SIZE:
        raise CannotOpen
    return padded[LENGTH_SIZE : LENGTH_SIZE + length]


def _bound(use: str, row: bytes) -> bytes:
    return VERSION + primitives.label(use) + b"\0" + row


def seal(key: bytes, use: str, row: bytes, plaintext: bytes, size: int) -> bytes:
    """Seal `plaintext` padded to `size` bytes for one use and one row; size + OVERHEAD bytes."""
    return VERSION + primitives.encrypt(key, pad(plaintext, size), _bound(use, row))


def unseal(key: bytes, use: str, row: bytes, box: bytes) -> bytes:
    """Open what `seal` made for the same use and row, or raise CannotOpen."""
    if box[:1] != VERSION:
        raise CannotOpen
    return unpad(primitives.decrypt(key, box[1:], _bound(use, row)))

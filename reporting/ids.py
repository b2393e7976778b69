"""Random ids: 63 bits, so that they fit a signed column and say nothing of order."""

import re
from typing import NewType

from reporting import primitives

ReportId = NewType("ReportId", int)
AccountId = NewType("AccountId", int)
MessageId = NewType("MessageId", int)
EventId = NewType("EventId", int)
ReferralId = NewType("ReferralId", int)
FileId = NewType("FileId", int)

SIZE = 8
_HEX = re.compile(r"[0-9a-f]{16}")


def new_id() -> int:
    """Return a random number of 63 bits."""
    return int.from_bytes(primitives.random_bytes(8), "big") >> 1


def to_bytes(number: int) -> bytes:
    """Return the eight bytes of an id, big-endian."""
    return number.to_bytes(8, "big")


def to_hex(number: int) -> str:
    """Return an id as it stands in addresses: 16 lower-case hex digits."""
    return f"{number:016x}"


def from_hex(text: str) -> int | None:
    """Return the id that `text` spells, or None if it spells none."""
    if not _HEX.fullmatch(text):
        return None
    number = int(text, 16)
    return number if number < 2**63 else None

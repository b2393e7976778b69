"""Rows of `fact`: a fact or a dummy, of one size, sealed to the statistics identity.

Whoever writes holds the public key alone, and can open none of them (docs/facts.md, "Rows").
"""

from collections.abc import Sequence
from random import SystemRandom
from typing import Any, NamedTuple

from reporting import canonical, ids, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.primitives import Unwrapper

VERSION = b"\x01"
ID_SIZE = 16  # of the random number inside a fact
KEYS = frozenset(
    {
        "v", "id", "population", "organisation", "quarter",
        "codes", "was", "wait", "late", "signer", "signature",
    }
)  # fmt: skip
DUMMY: dict[str, Any] = {"v": 1}
_DUMMY = canonical.dumps(DUMMY)
_PADDED = limits.FACT_ROW_SIZE - len(VERSION) - primitives.WRAP_OVERHEAD
_RANDOM = SystemRandom()


class FactRow(NamedTuple):
    """One row: its random number and FACT_ROW_SIZE bytes."""

    id: int
    bytes: bytes


def seal_rows(facts: Sequence[dict[str, Any]], statistics_public: bytes) -> tuple[FactRow, ...]:
    """Return FACT_ROWS rows in random order, of which some hold `facts` and the others nothing."""
    if len(facts) > limits.FACT_ROWS:
        raise ValueError("more facts than one writing has rows")
    values = [*facts, *[DUMMY] * (limits.FACT_ROWS - len(facts))]
    _RANDOM.shuffle(values)
    return tuple(seal_row(value, statistics_public) for value in values)


def seal_row(value: dict[str, Any], statistics_public: bytes) -> FactRow:
    """Seal one fact, or a dummy, under a new random number."""
    number = ids.new_id()
    padded = sealing.pad(canonical.dumps(value), _PADDED)
    return FactRow(number, VERSION + primitives.wrap(statistics_public, padded, _info(number)))


def open_row(row: FactRow, statistics: Unwrapper) -> dict[str, Any] | None:
    """Return the fact in a row, unchecked but for its keys; None if it is a dummy.

    Raises CannotOpen where it was altered, sealed to another key or moved to another number.
    """
    if len(row.bytes) != limits.FACT_ROW_SIZE or row.bytes[:1] != VERSION:
        raise CannotOpen
    plaintext = sealing.unpad(statistics.unwrap(row.bytes[1:], _info(row.id)))
    if plaintext == _DUMMY:  # nearly all are
        return None
    value = canonical.loads(plaintext, KEYS)
    if value["v"] != 1:
        raise CannotOpen
    return value


def _info(number: int) -> bytes:
    return primitives.label("fact") + ids.to_bytes(number)

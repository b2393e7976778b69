"""Keyed fives: the only form in which a count is ever published (docs/release.md)."""

from typing import NamedTuple

from reporting import limits, primitives

_EVEN = 255  # 51 fives: the largest multiple of five in a byte, so no offset is likelier


class Interval(NamedTuple):
    """What a reader knows of a count: it is one of `least` to `most`."""

    least: int
    most: int


def offset_of(key: bytes, name: str) -> int:
    """Return the secret constant, 0 to 4, of the cell called `name`.

    It depends on the name alone, never on a count: whoever makes the count grow learns where the
    printed number jumps, but cannot choose it, and meets the same constant wherever the cell is
    named again.
    """
    stream = primitives.keyed_digest(key, "fives", name.encode())
    while True:
        for byte in stream:
            if byte < _EVEN:
                return byte % limits.FIVES
        stream = primitives.keyed_digest(key, "fives", name.encode(), stream)


def round_down(count: int, offset: int) -> int:
    """Return the published number of `count`: a multiple of five, never above it."""
    return max(count - offset, 0) // limits.FIVES * limits.FIVES


def interval_of(published: int) -> Interval:
    """Return every count that a published number may stand for."""
    return Interval(published, published + limits.WIDTH - 1)

"""Masks: of a column of the index, a byte for each entry, 1 where something is so and 0 elsewhere.

A column is looked at as one whole number, so that ten thousand entries are compared at once. What
is compared lies in lanes of one width beside each other; nothing is carried from a lane to the
next, because no lane's result is below nought or has a bit more than the lane.
"""

import sys
from array import array
from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Literal

Bytes = bytes | bytearray

_ORDER: Literal["little", "big"] = sys.byteorder
# Of a column of bytes, makes one value 1 and every other 0.
_ONLY = [bytes(value == only for value in range(256)) for only in range(256)]
# Of the highest bytes of lanes, makes 1 of those whose highest bit is set, or is not.
_SET = bytes(value >> 7 for value in range(256))
_CLEAR = bytes(1 - (value >> 7) for value in range(256))


def equal(column: "Bytes | array[int]", value: int) -> bytes:
    """Return where a column of bytes, or of whole numbers without a sign, has `value`."""
    if not isinstance(column, array):
        return bytes(column.translate(_ONLY[value]))
    most = _highest(column) - 1
    differs = _lanes(column) ^ _filled(column, value)
    # A lane that differs anywhere below its highest bit gets that bit by the addition.
    below = _filled(column, most)
    return _read(column, ((differs & below) + below) | differs, _CLEAR)


def at_most(column: "array[int]", limit: int) -> bytes:
    """Return where a column has `limit` or less; no value has its highest bit set, nor has it."""
    # From a lane with the highest bit set a smaller number can be taken; the bit tells which was.
    rest = _filled(column, limit | _highest(column)) - _lanes(column)
    return _read(column, rest, _SET)


def both(masks: Iterable[Bytes], size: int) -> bytes:
    """Return where all of some masks are 1; there must be one."""
    return reduce(and_, map(_number, masks)).to_bytes(size, _ORDER)


def either(left: Bytes, right: Bytes) -> bytes:
    """Return where one of two masks is 1."""
    return (_number(left) | _number(right)).to_bytes(len(left), _ORDER)


def _highest(column: "array[int]") -> int:
    return 1 << (8 * column.itemsize - 1)


def _lanes(column: "array[int]") -> int:
    return int.from_bytes(column.tobytes(), _ORDER)


def _filled(column: "array[int]", value: int) -> int:
    return _number(value.to_bytes(column.itemsize, _ORDER) * len(column))


def _read(column: "array[int]", lanes: int, table: bytes) -> bytes:
    width = column.itemsize
    highest = width - 1 if _ORDER == "little" else 0
    return lanes.to_bytes(width * len(column), _ORDER)[highest::width].translate(table)


def _number(mask: Bytes) -> int:
    return int.from_bytes(mask, _ORDER)

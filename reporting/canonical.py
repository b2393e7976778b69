"""Canonical JSON (RFC 8785): one byte string for one value, so that it can be signed."""

import base64
import binascii
import json
from contextlib import suppress
from typing import Any

import rfc8785

from reporting.errors import CannotOpen

# The largest whole number that every reader of JSON takes for the same (RFC 8785, 3.2.2.3).
_MOST = 2**53 - 1
_write = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode


def dumps(value: dict[str, Any]) -> bytes:
    """Return the canonical UTF-8 bytes of `value`."""
    # Of what is plain, the encoder in C of Python's own library writes the same bytes as that of
    # `rfc8785`, which is in Python and takes several times as long. The latter has all the rest.
    if _is_plain(value):
        with suppress(UnicodeEncodeError):  # half a pair of surrogates, which it refuses
            return _write(value).encode()
    return rfc8785.dumps(value)


def _is_plain(value: Any) -> bool:
    """Say whether there are only texts, small whole numbers, lists and ASCII keys in a value.

    Of these both write the same (`tests/test_canonical.py`): there is one form of a whole number
    and of a text, and ASCII keys sort alike by characters and by UTF-16. A subclass of a type is
    not taken for it: it may write itself otherwise.
    """
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-_MOST <= value <= _MOST)
    if kind is dict:
        return all(map(_is_plain_key, value)) and all(map(_is_plain, value.values()))
    return (kind is list or kind is tuple) and all(map(_is_plain, value))


def loads(data: bytes, keys: frozenset[str], later: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the object in `data` if it has exactly these `keys`, or raise CannotOpen.

    Those that came `later` to the format may be missing.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise CannotOpen from None
    if not isinstance(value, dict) or not keys - later <= value.keys() <= keys:
        raise CannotOpen
    return value


def _is_plain_key(key: object) -> bool:
    return type(key) is str and key.isascii()


def encode_bytes(data: bytes) -> str:
    """Return base64 (RFC 4648) of `data`."""
    return base64.b64encode(data).decode()


def decode_bytes(text: object, size: int | None = None) -> bytes:
    """Return the bytes that `text` encodes, `size` of them if it is given, or raise CannotOpen."""
    try:
        data = base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        raise CannotOpen from None
    if size is not None and len(data) != size:
        raise CannotOpen
    return data

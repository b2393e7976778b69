"""Canonical JSON (RFC 8785): one byte string for one value, so that it can be signed."""

import base64
import binascii
import json
from typing import Any

import rfc8785

from reporting.errors import CannotOpen


def dumps(value: dict[str, Any]) -> bytes:
    """Return the canonical UTF-8 bytes of `value`."""
    return rfc8785.dumps(value)


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

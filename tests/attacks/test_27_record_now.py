"""Attack 27: what is recorded now is decrypted when quantum computers come."""

import base64
import json
from pathlib import Path

import pytest

from reporting import ids, primitives
from reporting.envelope import HEADER_SIZE, SUITE, header_from_bytes
from reporting.errors import CannotOpen
from reporting.identity import identity_from_bytes
from reporting.ids import AccountId
from reporting.opening import open_stanza

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "envelope.json").read_text())
# FIPS 203: an encapsulation key of ML-KEM-768 has 1,184 bytes; RFC 7748: a key of X25519 has 32.
MLKEM_PUBLIC, X25519_PUBLIC = 1_184, 32


def opened(secret):
    """Open the stanza of the vectors with the first 96 bytes of `secret` as its key."""
    account = AccountId(ids.from_hex(VECTORS["account"]) or 0)
    parts = {name: base64.b64decode(VECTORS[name]) for name in ("header", "row")}
    unwrapper = identity_from_bytes(secret).unwrapper
    return open_stanza(unwrapper, account, parts["header"], parts["row"])


def test_known_answer_opens():
    """Envelopes of today open with the program of tomorrow."""
    assert primitives.KEY_SIZE == len(opened(base64.b64decode(VECTORS["identity"])))


@pytest.mark.parametrize("offset", [0, 70], ids=["ml-kem", "x25519"])
def test_both_halves_are_needed(offset):
    """Whoever breaks one of the two key exchanges opens nothing."""
    secret = bytearray(base64.b64decode(VECTORS["identity"]))
    secret[offset] ^= 0b1000

    with pytest.raises(CannotOpen):
        opened(bytes(secret))


def test_recipients_have_hybrid_keys():
    """A public key is one of ML-KEM-768 and one of X25519."""
    assert MLKEM_PUBLIC + X25519_PUBLIC == primitives.WRAP_PUBLIC_SIZE


@pytest.mark.parametrize("suite", [0, SUITE + 1, 255])
def test_an_unknown_suite_is_refused_in_words(suite):
    """A suite that is added later is not mistaken for this one."""
    header = bytearray(base64.b64decode(VECTORS["header"]))
    assert HEADER_SIZE == len(header)
    header[1] = suite

    with pytest.raises(CannotOpen, match=r"^This could not be opened\.$"):
        header_from_bytes(bytes(header))

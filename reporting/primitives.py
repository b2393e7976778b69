"""All calls to pyca/cryptography. Nothing here is hand-made; docs/envelope.md says why each.

Every derived key and digest carries a label `reporting/<use>/1`, so that a value made for one
use can never serve another.
"""

import hmac
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reporting.errors import BadSignature, CannotOpen

KEY_SIZE = 32
NONCE_SIZE = 12
TAG_SIZE = 16
MLKEM_SEED_SIZE, MLKEM_PUBLIC_SIZE = 64, 1184
WRAP_SECRET_SIZE = MLKEM_SEED_SIZE + 32
WRAP_PUBLIC_SIZE = MLKEM_PUBLIC_SIZE + 32
WRAP_OVERHEAD = 1136  # 1,088 (ML-KEM) + 32 (X25519) + 16 (tag)
SIGNATURE_SIZE = 64
DIGEST_SIZE = 32

_KEYS_READY = 64  # past it, the one that was not used for longest is made ready again
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def label(use: str) -> bytes:
    """Return the label of one use, for instance `reporting/payload/1`."""
    return f"reporting/{use}/1".encode()


def random_bytes(size: int) -> bytes:
    """Return `size` bytes from the operating system's generator."""
    return os.urandom(size)


def equal(left: bytes, right: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left, right)


def derive(key: bytes, use: str, size: int = KEY_SIZE) -> bytes:
    """Return a subkey of `size` bytes (HKDF-SHA256, RFC 5869, empty salt, info = label)."""
    return HKDF(algorithm=hashes.SHA256(), length=size, salt=None, info=label(use)).derive(key)


def digest(use: str, *parts: bytes) -> bytes:
    """Return the labelled SHA-256 of `parts`, each led by its length in eight bytes."""
    hasher = hashes.Hash(hashes.SHA256())
    # Joined first: a call for each part costs more than the hashing.
    hasher.update(b"".join(len(p).to_bytes(8, "big") + p for p in (label(use), *parts)))
    return hasher.finalize()


def sha256(data: bytes) -> bytes:
    """Return the plain SHA-256 of `data`: for what outsiders check with tools of their own."""
    hasher = hashes.Hash(hashes.SHA256())
    hasher.update(data)
    return hasher.finalize()


def keyed_digest(key: bytes, use: str, *parts: bytes) -> bytes:
    """Return the labelled HMAC-SHA256 of `parts` under `key`, each led by its length."""
    joined = b"".join(len(p).to_bytes(8, "big") + p for p in (label(use), *parts))
    return hmac.digest(key, joined, "sha256")


def encrypt(key: bytes, plaintext: bytes, bound: bytes) -> bytes:
    """Return nonce ‖ ciphertext ‖ tag (AES-256-GCM), with `bound` as associated data.

    The nonce is random. That is safe because each key seals far fewer than 2^32 boxes.
    """
    nonce = os.urandom(NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, bound)


def decrypt(key: bytes, box: bytes, bound: bytes) -> bytes:
    """Open what `encrypt` made, or raise CannotOpen."""
    if len(box) < NONCE_SIZE + TAG_SIZE:
        raise CannotOpen
    try:
        return AESGCM(key).decrypt(box[:NONCE_SIZE], box[NONCE_SIZE:], bound)
    except InvalidTag:
        raise CannotOpen from None


def new_wrap_secret() -> bytes:
    """Return a new HPKE secret: ML-KEM-768 seed (64) ‖ X25519 (32)."""
    return (
        MLKEM768PrivateKey.generate().private_bytes_raw()
        + X25519PrivateKey.generate().private_bytes_raw()
    )


def _wrap_private(secret: bytes) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(secret[:MLKEM_SEED_SIZE]),
        X25519PrivateKey.from_private_bytes(secret[MLKEM_SEED_SIZE:]),
    )


def wrap_public(secret: bytes) -> bytes:
    """Return the public half of an HPKE secret: ML-KEM-768 (1,184) ‖ X25519 (32)."""
    return _public_bytes(
        MLKEM768PrivateKey.from_seed_bytes(secret[:MLKEM_SEED_SIZE]),
        X25519PrivateKey.from_private_bytes(secret[MLKEM_SEED_SIZE:]),
    )


def nobody_public() -> bytes:
    """Return the public half of a new HPKE secret that is thrown away: nobody ever opens to it."""
    return _public_bytes(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())


def _public_bytes(mlkem: MLKEM768PrivateKey, x25519: X25519PrivateKey) -> bytes:
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


@lru_cache(maxsize=_KEYS_READY)
def _wrap_key(public: bytes) -> MLKEM768X25519PublicKey:
    """Make a public key ready once: a fifth of the work of a wrap, and reports have the same.

    Nothing secret is remembered; that a key was sealed to lately is what the roster says anyway.
    """
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_SIZE]),
        X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_SIZE:]),
    )


def wrap(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Seal to a public key (HPKE base mode, RFC 9180); WRAP_OVERHEAD bytes longer."""
    return _SUITE.encrypt(plaintext, _wrap_key(public), info)


class Unwrapper:
    """An HPKE secret made ready once, to open many stanzas."""

    def __init__(self, secret: bytes) -> None:
        """Expand the seed; `secret` is WRAP_SECRET_SIZE bytes."""
        self._key = _wrap_private(secret)

    def unwrap(self, box: bytes, info: bytes) -> bytes:
        """Open what `wrap` sealed to this key under the same `info`, or raise CannotOpen."""
        try:
            return _SUITE.decrypt(box, self._key, info)
        except (InvalidTag, ValueError):
            raise CannotOpen from None


def new_signing_seed() -> bytes:
    """Return a new Ed25519 seed (32 bytes)."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def signing_public(seed: bytes) -> bytes:
    """Return the Ed25519 public key (32 bytes) of `seed`."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


class Signer:
    """An Ed25519 seed made ready once, to sign many things."""

    def __init__(self, seed: bytes) -> None:
        """Expand the seed (32 bytes)."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    def sign(self, use: str, message: bytes) -> bytes:
        """Return what `sign` returns for the same seed."""
        return self._key.sign(label(use) + b"\0" + message)


def sign(seed: bytes, use: str, message: bytes) -> bytes:
    """Return an Ed25519 signature (64 bytes) over the label of `use` and `message`."""
    return Signer(seed).sign(use, message)


def verify(public: bytes, use: str, message: bytes, signature: bytes) -> None:
    """Return only if the signature fits; raise BadSignature otherwise."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, label(use) + b"\0" + message)
    except (InvalidSignature, ValueError):
        raise BadSignature from None


def verify_any(publics: Iterable[bytes], use: str, message: bytes, signature: bytes) -> None:
    """Return only if the signature fits one of the keys; raise BadSignature otherwise."""
    for public in publics:
        with suppress(BadSignature):
            return verify(public, use, message, signature)
    raise BadSignature

"""The secrets by which somebody reads and signs: one HPKE key, one Ed25519 key."""

from dataclasses import dataclass
from functools import cached_property

from reporting import primitives
from reporting.errors import CannotOpen

SECRET_SIZE = primitives.WRAP_SECRET_SIZE + primitives.KEY_SIZE


@dataclass(frozen=True)
class Identity:
    """One HPKE secret (96 bytes) and one Ed25519 seed (32 bytes)."""

    wrap_secret: bytes
    signing_seed: bytes

    def __repr__(self) -> str:
        """Show nothing, so that no log and no failing test can."""
        return "Identity(…)"

    @cached_property
    def unwrapper(self) -> primitives.Unwrapper:
        """The HPKE secret made ready once."""
        return primitives.Unwrapper(self.wrap_secret)

    @cached_property
    def wrap_public(self) -> bytes:
        """The recipient's key (1,216 bytes)."""
        return primitives.wrap_public(self.wrap_secret)

    @cached_property
    def signing_public(self) -> bytes:
        """The Ed25519 public key (32 bytes)."""
        return primitives.signing_public(self.signing_seed)

    @cached_property
    def signer(self) -> primitives.Signer:
        """The Ed25519 seed made ready once."""
        return primitives.Signer(self.signing_seed)

    def to_bytes(self) -> bytes:
        """Return the 128 secret bytes; only ever sealed, or written to a private key file."""
        return self.wrap_secret + self.signing_seed


def new_identity() -> Identity:
    """Make a new identity."""
    return Identity(primitives.new_wrap_secret(), primitives.new_signing_seed())


def identity_from_bytes(data: bytes) -> Identity:
    """Undo `Identity.to_bytes`, or raise CannotOpen."""
    if len(data) != SECRET_SIZE:
        raise CannotOpen
    return Identity(data[: primitives.WRAP_SECRET_SIZE], data[primitives.WRAP_SECRET_SIZE :])

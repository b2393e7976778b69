"""The second factor: time-based codes (RFC 6238) of the usual kind, each good for one sign-in.

SHA-1, six digits, thirty seconds, because every authenticator app speaks that. HMAC-SHA-1 is
not touched by the known collisions of SHA-1.
"""

import unicodedata
from datetime import datetime

import pyotp

from reporting import clock, limits, primitives


def new_secret() -> str:
    """Return a new secret of 160 bits in base32 (32 letters)."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, username: str, issuer: str) -> str:
    """Return the `otpauth://` address that an authenticator app takes, as text or QR code."""
    return _totp(secret).provisioning_uri(name=username, issuer_name=issuer)


def code_at(secret: str, now: datetime) -> str:
    """Return the code an authenticator app would show at `now`."""
    return _totp(secret).generate_otp(clock.second_of(now) // limits.TOTP_STEP_SECONDS)


def matching_step(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """Return the step `code` belongs to, or None if it is wrong, stale or was used before.

    Steps count thirty seconds since the epoch. Whoever accepts the step keeps it and gives it
    as `last_step` next time (0 at first), so that a code seen over a shoulder is worth nothing.
    """
    typed = _digits_of(code)
    present = clock.second_of(now) // limits.TOTP_STEP_SECONDS
    found = None
    for step in range(present - limits.TOTP_WINDOW, present + limits.TOTP_WINDOW + 1):
        # Every step is compared, so that the time taken does not tell which one fitted.
        fits = primitives.equal(_totp(secret).generate_otp(max(step, 0)).encode(), typed)
        if fits and step > last_step:
            found = step
    return found


def _totp(secret: str) -> pyotp.TOTP:
    return pyotp.TOTP(secret, digits=limits.TOTP_DIGITS, interval=limits.TOTP_STEP_SECONDS)


def _digits_of(code: str) -> bytes:
    """Return the ASCII digits of a code in any script, spaces left out; b"" if it is no code."""
    if len(code) > limits.CODE_CHARACTERS:
        return b""
    typed = [character for character in code if not character.isspace()]
    if len(typed) != limits.TOTP_DIGITS or not all(c.isdecimal() for c in typed):
        return b""
    return "".join(str(unicodedata.decimal(character)) for character in typed).encode()

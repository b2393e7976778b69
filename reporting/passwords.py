"""Passphrases of accounts: made, tidied and stretched. The only module that calls Argon2.

One slow pass gives both the verifier, which the database keeps, and the key that opens the
account, which nothing keeps: neither can be computed from the other.
"""

import fcntl
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from reporting import limits, primitives, words
from reporting.errors import SignInRefused

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Argon2Profile:
    """What one Argon2id pass costs: passes over memory, KiB of memory, lanes."""

    time_cost: int
    memory_kib: int
    lanes: int


STANDARD = Argon2Profile(limits.ARGON2_TIME_COST, limits.ARGON2_MEMORY_KIB, limits.ARGON2_LANES)
CHEAPEST = Argon2Profile(1, 8, 1)  # only for testing: it protects nothing


@dataclass(frozen=True)
class Stretched:
    """What a passphrase becomes; each 32 bytes."""

    verifier: bytes = field(repr=False)
    unsealing_key: bytes = field(repr=False)


def new_passphrase() -> str:
    """Return six words drawn evenly, none that could hurt: 77 bits, before the slow hash."""
    kind = [word for word in words.WORDS if words.NUMBERS[word] not in words.NEVER_DRAWN]
    return " ".join(secrets.choice(kind) for _ in range(limits.PASSPHRASE_WORDS))


def tidy_passphrase(passphrase: str) -> str:
    """Return the lower-case words of `passphrase` with one space between.

    So case, spacing and hyphens never keep a colleague out. Raises SignInRefused for text
    longer than `limits.PASSPHRASE_CHARACTERS`, before any work.
    """
    if len(passphrase) > limits.PASSPHRASE_CHARACTERS:
        raise SignInRefused
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", passphrase).casefold()))


class PassphraseStretcher:
    """Argon2id for a whole machine: at most so many passes at once, whatever process asks.

    Each pass holds a locked file in `folder`. The system lets go of a lock when its process
    ends, however it ends, so a crash cannot leave a slot taken.
    """

    def __init__(self, folder: Path, profile: Argon2Profile = STANDARD) -> None:
        """Use slot files in `folder`, which must exist; every process is given the same one."""
        self._slots = tuple(
            folder / f"argon2-{slot}.lock" for slot in range(limits.ARGON2_PASSES_AT_ONCE)
        )
        self._profile = profile

    def stretch(self, passphrase: str, salt: bytes) -> Stretched:
        """Return the keys for `passphrase` and `salt` (16 random bytes), waiting for a slot."""
        tidied = tidy_passphrase(passphrase).encode()
        with _one_of(self._slots):
            stretched = _pass(tidied, salt, self._profile)
        return Stretched(
            verifier=primitives.derive(stretched, "account/verifier"),
            unsealing_key=primitives.derive(stretched, "account/unsealing"),
        )


def _pass(passphrase: bytes, salt: bytes, profile: Argon2Profile) -> bytes:
    return hash_secret_raw(
        passphrase,
        salt,
        time_cost=profile.time_cost,
        memory_cost=profile.memory_kib,
        parallelism=profile.lanes,
        hash_len=primitives.KEY_SIZE,
        type=Type.ID,
    )


@contextmanager
def _one_of(slots: tuple[Path, ...]) -> Iterator[None]:
    """Hold one slot: the first that is free, or else wait in line for one picked by chance."""
    # Opened anew each time, because a lock belongs to an open file: so threads of one process
    # exclude each other just as processes do.
    opened = [os.open(slot, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600) for slot in slots]
    try:
        if not any(_lock_if_free(descriptor) for descriptor in opened):
            fcntl.flock(secrets.choice(opened), fcntl.LOCK_EX)
        yield
    finally:
        for descriptor in opened:
            os.close(descriptor)  # lets go of the lock


def _lock_if_free(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

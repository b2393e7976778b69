"""Slows guessing at the desk's sign-in without letting anybody lock a colleague out.

Attempts are counted in two kinds of bucket: one for each user name, shared by all browsers that
never signed in under it, and one for each browser that did. Whoever floods a user name empties
the first kind only; its owner goes on signing in from a browser that is known. Nothing is keyed
to an address, and nothing is written down.

Invented user names have full buckets, so besides that only so many attempts wait for the slow hash
at once, again of each kind: a flood of them leaves the other threads to who is signed in.
"""

import hashlib
import secrets
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from itsdangerous import BadData, URLSafeSerializer

from reporting import limits, primitives
from reporting.web.limiter import Buckets

DEVICE_SIZE = 16
_LONGEST = 256  # of a user name or a token; longer ones belong to nobody
_UNKNOWN = "unknown"


def _name_bytes(username: str) -> bytes:
    """Return what stands for `username`: alike for every case and width it can be typed in."""
    name = unicodedata.normalize("NFKC", username[:_LONGEST]).casefold()
    return name.encode("utf-8", "surrogatepass")


class DeviceTokens:
    """Makes and reads the cookie by which a browser is known to have signed in before.

    The token is signed (HMAC-SHA256) and bound to one user name without containing it, so a
    shared computer does not tell who works there, and a token of one's own opens no bucket of
    a colleague. It proves nothing else and grants nothing else.
    """

    def __init__(self, key: bytes, today: Callable[[], int]) -> None:
        """Sign with `key`; `today` returns whole days since the epoch."""
        self._key = primitives.derive(key, "device-token")
        self._today = today

    def _serializer(self, username: str) -> URLSafeSerializer:
        return URLSafeSerializer(
            self._key,
            salt=b"reporting/device-token/1" + hashlib.sha256(_name_bytes(username)).digest(),
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )

    def make_device_token(self, username: str) -> str:
        """Return a new token, to be given once `username` has signed in."""
        payload = [secrets.token_hex(DEVICE_SIZE), self._today()]
        token: str = self._serializer(username).dumps(payload)
        return token

    def device_of(self, token: str | None, username: str) -> str | None:
        """Return the device in `token`, or None if it is forged, too old or another's."""
        if not token or len(token) > _LONGEST:
            return None
        try:
            device, day = self._serializer(username).loads(token)
        except BadData:
            return None
        return str(device) if self._today() - int(day) < limits.DEVICE_DAYS else None


class SignInThrottle:
    """Decides whether an attempt to sign in may go on to the slow hash.

    Memory is bounded by `most` buckets of each kind. Unknown and known browsers are kept apart,
    so that a flood of invented user names cannot crowd out a colleague's own browser.
    """

    def __init__(
        self,
        now_monotonic: Callable[[], float],
        rate: float = limits.SIGN_IN_RATE,
        burst: float = limits.SIGN_IN_BURST,
        most: int = limits.MOST_BUCKETS,
    ) -> None:
        """Let `burst` attempts through at once and `rate` a second over time, per bucket."""
        self._unknown = Buckets(rate, burst, now_monotonic, most)
        self._known = Buckets(rate, burst, now_monotonic, most)
        # Keyed afresh in each process: a memory dump lists no user names to look up.
        self._secret = secrets.token_bytes(primitives.KEY_SIZE)

    def allow(self, username: str, device: str | None) -> bool:
        """Count an attempt and say whether it may go on; `device` is from `device_of`."""
        buckets = self._unknown if device is None else self._known
        parts = (_name_bytes(username), (device or _UNKNOWN).encode())
        return buckets.take(primitives.digest("sign-in", self._secret, *parts).hex())


class WaitingRoom:
    """Bounds how many threads of a process are in the slow hash, or wait for it, at one time.

    The hash has few slots on the whole machine. Without a bound a stranger's attempts would hold
    every thread in line for them, and nobody would get a page.
    """

    def __init__(self, places: int = limits.SIGN_IN_WAITING) -> None:
        """Keep `places` for known browsers, and as many for all others together."""
        self._unknown, self._known = (threading.BoundedSemaphore(places) for _ in range(2))

    @contextmanager
    def enter(self, device: str | None) -> Iterator[bool]:
        """Give whether there was a place; it is free again at the end. Never waits."""
        places = self._unknown if device is None else self._known
        entered = places.acquire(blocking=False)
        try:
            yield entered
        finally:
            if entered:
                places.release()

"""Token buckets in process memory: they slow a flood and never a rush.

Nothing is keyed to an address, and nothing is ever written down. Each process has its own, so
the true rate of a surface is the sum over its workers.
"""

import math
import secrets
from collections.abc import Callable
from threading import Lock

from reporting import limits

_DRAWN_BITS = 53  # as many as a fraction between 0 and 1 has


def one_each() -> float:
    """Return what a token costs where nobody may learn how many others take: one."""
    return 1.0


def uneven() -> float:
    """Return what a token costs where nobody may learn that somebody else took one.

    On the average it is one. At even prices, whoever asks without a pause would see from the one
    gap that is longer that somebody else had a token. These gaps are as those of chance: each has
    any length, and one in which two were paid is like many in which one was.
    """
    drawn = (1 + secrets.randbelow(2**_DRAWN_BITS)) / 2**_DRAWN_BITS
    return -math.log(drawn)


class TokenBucket:
    """Lets `burst` through at once and `rate` a second over time."""

    def __init__(
        self,
        rate: float,
        burst: float,
        now: Callable[[], float],
        toll: Callable[[], float] = one_each,
    ) -> None:
        """Start full. `now` returns seconds on a clock that never goes back.

        `toll` returns what a token costs, drawn anew whenever one was taken.
        """
        self._rate, self._burst, self._now, self._toll = rate, burst, now, toll
        self._price = toll()
        self._level, self._seen = float(burst), now()
        self._lock = Lock()

    def _fill(self) -> None:
        moment = self._now()
        self._level = min(self._burst, self._level + (moment - self._seen) * self._rate)
        self._seen = moment

    def take(self, tokens: float = 1) -> bool:
        """Take `tokens` and return True, or take none and return False."""
        with self._lock:
            self._fill()
            if self._level < tokens * self._price:
                return False  # at the same price until it is paid: asking again gains nothing
            self._level -= tokens * self._price
            self._price = self._toll()
            return True

    def is_full(self) -> bool:
        """Say whether the bucket has forgotten everything that was taken from it."""
        with self._lock:
            self._fill()
            return self._level >= self._burst


class Buckets:
    """One bucket a key, never more than `most` of them.

    When there are too many, the full ones go, because they hold no information. Emptied ones
    stay: otherwise whoever brings many keys could wash an emptied bucket away. Where none can
    go, all new keys share one bucket, so that memory stays bounded and a flood is still slowed.
    """

    def __init__(
        self,
        rate: float,
        burst: float,
        now: Callable[[], float],
        most: int = limits.MOST_BUCKETS,
    ) -> None:
        """Make buckets of this `rate` (a second) and `burst` when their key is first seen."""
        self._rate, self._burst, self._now, self._most = rate, burst, now, most
        self._buckets: dict[str, TokenBucket] = {}
        self._shared = TokenBucket(rate, burst, now)
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many keys are remembered."""
        return len(self._buckets)

    def _bucket(self, key: str) -> TokenBucket:
        with self._lock:
            if key not in self._buckets and len(self._buckets) >= self._most:
                kept = {name: one for name, one in self._buckets.items() if not one.is_full()}
                self._buckets = kept
                if len(kept) >= self._most:
                    return self._shared
            if key not in self._buckets:
                self._buckets[key] = TokenBucket(self._rate, self._burst, self._now)
            return self._buckets[key]

    def take(self, key: str, tokens: float = 1) -> bool:
        """Take `tokens` from the bucket of `key`; False where it does not hold them."""
        return self._bucket(key).take(tokens)

"""The little arithmetic there is."""

import math
from collections.abc import Sequence

MILLI = 1000
MICRO = 1_000_000


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` (0 to 1) of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def milliseconds_each(seconds: float, times: int) -> float:
    """Return the milliseconds of one of `times` pieces of work that took `seconds` together."""
    return seconds * MILLI / times


def thousands(count: int) -> float:
    """Return bytes as kB of 1,000."""
    return count / MILLI

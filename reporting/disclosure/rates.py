"""Rates made of two published numbers, and of nothing else.

A rate of true counts beside a published number would give the count away (the means attack), so
there is no way to hand one in: what comes in here has already been printed.
"""

from typing import NamedTuple

from reporting import limits

_PER_CENT = 100
_MIDDLE = (limits.WIDTH - 1) // 2
_MOST_FROM, _FEW_TO = 2 / 3, 1 / 3


class Rate(NamedTuple):
    """A rate in whole per cent with its range, or only a word where that is all there is."""

    word: str  # "most", "half" or "few"
    per_cent: int | None = None
    least: int | None = None
    most: int | None = None


def rate_of(part: int, whole: int) -> Rate | None:
    """Return the rate of two published numbers, or None where the whole is too small.

    The range is rounded outward, so that it holds whatever the true counts are.
    """
    if whole < limits.RATE_WORDS_LEAST:
        return None
    middle = (part + _MIDDLE) / (whole + _MIDDLE)
    word = "most" if middle > _MOST_FROM else "few" if middle < _FEW_TO else "half"
    if whole < limits.RATE_LEAST:
        return Rate(word)
    width = limits.WIDTH - 1
    return Rate(
        word,
        per_cent=min(round(_PER_CENT * middle), _PER_CENT),
        least=_PER_CENT * part // (whole + width),
        most=min(-(-_PER_CENT * (part + width) // whole), _PER_CENT),
    )

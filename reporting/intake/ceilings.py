"""How much of everybody's the service holds at most, drawn anew each minute a little lower.

At a ceiling that stood still a stranger could count: whoever fills it with rubbish knows how much
of it is theirs, so what is missing is how many others wrote, and the moment at which one more is
refused is the moment at which somebody did. So a ceiling lies anywhere in its uppermost tenth.
"""

from collections.abc import Callable

from reporting import clock, limits, primitives

_SECRET = primitives.random_bytes(primitives.KEY_SIZE)
_SECONDS, _WIDTH = 60, 8


def is_reached(count: int, most: int, steady: Callable[[], float] = clock.steady_now) -> bool:
    """Say whether `count` reaches this minute's ceiling, a tenth below `most` at the lowest."""
    minute = int(steady() // _SECONDS).to_bytes(_WIDTH, "big")
    drawn = primitives.digest("ceiling", _SECRET, minute, most.to_bytes(_WIDTH, "big"))
    below = int.from_bytes(drawn[:_WIDTH], "big") % max(1, most // limits.CEILING_TENTH)
    return count >= most - below

"""Bars for published numbers: where each begins and ends, in per cent of the width there is.

A published number stands for nine counts, so a bar is solid up to "at least a" and carries a
whisker to a + 8. Templates draw; here is only geometry, so that it can be tested without a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting import limits

_WHOLE = 100.0
_STEPS = (5, 10, 20, 25, 50)
_MOST_STEPS = 4
_COLUMN, _DIGIT, _GAP = 180, 7.5, 6  # pixels: of a bar on a phone, of a digit, between two numbers
_SPREAD = limits.WIDTH - 1


@dataclass(frozen=True)
class Line:
    """A piece of a row from `left` to `left + width`, in per cent."""

    left: float
    width: float

    @property
    def right(self) -> float:
        """Where it ends, in per cent."""
        return round(self.left + self.width, 2)


@dataclass(frozen=True)
class Bar:
    """One number: solid up to it, a whisker over what it may be besides.

    `tip` is where the whisker ends, on whichever side that is.
    """

    solid: Line
    whisker: Line
    tip: float


@dataclass(frozen=True)
class Tick:
    """A line of the scale, at `at` per cent, and the number it stands for.

    `anchor` is the side of the number that lies there, in the direction of the page.
    """

    at: float
    number: int
    anchor: str


@dataclass(frozen=True)
class Chart:
    """The scale and a bar for each number, in the order of the numbers."""

    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def draw(numbers: Sequence[int], *, right_to_left: bool = False) -> Chart:
    """Return the chart of published numbers; from the right-hand side where pages run so."""
    step, most = _scale(max(numbers, default=0) + _SPREAD)

    def place(low: int, high: int) -> Line:
        left, width = _WHOLE * low / most, _WHOLE * (high - low) / most
        return Line(round(_WHOLE - left - width if right_to_left else left, 2), round(width, 2))

    def bar(number: int) -> Bar:
        whisker = place(number, number + _SPREAD)
        tip = whisker.left if right_to_left else whisker.right
        return Bar(place(0, number), whisker, tip)

    ends = {0: "start", most: "end"}
    ticks = tuple(
        Tick(place(at, at).left, at, ends.get(at, "middle")) for at in range(0, most + 1, step)
    )
    return Chart(ticks, tuple(map(bar, numbers)))


def _scale(highest: int) -> tuple[int, int]:
    """Return a round step, and the least multiple of it that nothing exceeds."""
    power = 1
    while True:
        for step in (each * power for each in _STEPS):
            steps = -(-highest // step)
            if steps <= _MOST_STEPS and _stand_apart(step, steps):
                return step, step * steps
        power *= 10


def _stand_apart(step: int, steps: int) -> bool:
    """Say whether the last two numbers of a scale have room on a phone; the others are shorter."""
    last, before = (len(f"{number:,}") * _DIGIT for number in (step * steps, step * (steps - 1)))
    return last + before / 2 + _GAP <= _COLUMN / steps

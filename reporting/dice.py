"""Draws that can be made again: one seed gives the same numbers, and nobody else can tell them.

A watch that is killed must, when it starts again, write the test report it was about to write.
"""

from collections.abc import Sequence
from typing import TypeVar

from reporting import primitives

SEED_SIZE = 16
_WIDTH = 8  # bytes of one draw
_RANGE = 2 ** (8 * _WIDTH)
T = TypeVar("T")


class Dice:
    """Numbers from a secret seed; `use` keeps the draws of two uses of one seed apart."""

    def __init__(self, seed: bytes, use: str) -> None:
        self._seed, self._use, self._drawn = seed, use.encode(), 0

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Dice(…)"

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to `limit` - 1, each as likely as any other."""
        while True:
            count = self._drawn.to_bytes(_WIDTH, "big")
            self._drawn += 1
            drawn = int.from_bytes(
                primitives.digest("dice", self._seed, self._use, count)[:_WIDTH], "big"
            )
            # The last, incomplete round of `limit` numbers would favour the small ones.
            if drawn < _RANGE - _RANGE % limit:
                return drawn % limit

    def often(self, one_in: int) -> bool:
        """Say yes once in `one_in` times."""
        return self.below(one_in) == 0

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of `choices`."""
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T]) -> list[T]:
        """Return any number of `choices`, none included, in any order."""
        return self.shuffled(choices)[: self.below(len(choices) + 1)]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """Return all of `choices` in any order."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(len(left))]


def new_seed() -> bytes:
    """Return a seed from the system's generator."""
    return primitives.random_bytes(SEED_SIZE)

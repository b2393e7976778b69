"""A text cut at what could identify somebody, for pages that show it with marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.identifying import Mark


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `mark` is what it could give away, None for plain words."""

    text: str
    mark: Mark | None = None


def cut_at_marks(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Return the pieces of a text in order; put together they are the text."""
    pieces: list[Piece] = []
    last = 0
    for mark in marks:
        pieces += [Piece(text[last : mark.start]), Piece(text[mark.start : mark.end], mark)]
        last = mark.end
    return tuple(piece for piece in (*pieces, Piece(text[last:])) if piece.text)

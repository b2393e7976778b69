"""QR codes: a text as a square that a phone's camera reads (ISO/IEC 18004, by segno)."""

from typing import NamedTuple

import segno

QUIET = 4  # modules of white round a code, without which cameras do not find it


class Square(NamedTuple):
    """A code as a drawing: its side in modules, white rim included, and the path of its black."""

    side: int
    path: str


def square_of(text: str) -> Square:
    """Return the code of a text, readable with a quarter of it damaged (level Q at least)."""
    rows = segno.make_qr(text, error="q").matrix
    path = "".join(
        f"M{QUIET + x} {QUIET + y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, module in enumerate(row)
        if module
    )
    return Square(len(rows) + 2 * QUIET, path)

"""Markers that occur nowhere by chance, and the search for any piece of them.

Markers consist of seven rare consonants. So one pass over the bytes finds every run of such
letters, however short a piece of whichever marker it is, and only runs need a closer look.
"""

import base64
import re
import secrets
from collections.abc import Iterator, Mapping

LETTERS = "jkqvwxz"
SIZE = 40
PIECE = 8
HEX = re.compile(rb"[0-9a-fA-F]{32,}")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{32,}")
DASHES = frozenset(b"-_")


class Markers:
    """Gives out markers, and finds them again."""

    def __init__(self) -> None:
        """Start with none."""
        self.given: list[str] = []

    def new(self) -> str:
        """Return a new marker of 40 letters."""
        self.given.append("".join(secrets.choice(LETTERS) for _ in range(SIZE)))
        return self.given[-1]

    def found_in(self, places: Mapping[str, bytes], piece: int = PIECE) -> list[str]:
        """Return where a piece of `piece` letters occurs, as it is or in hex or base64."""
        pieces = {m[i : i + piece] for m in self.given for i in range(SIZE - piece + 1)}
        run = re.compile(rb"(?i)[%s]{%d,}" % (LETTERS.encode(), piece))
        found = []
        for place, data in places.items():
            for way, reading in readings_of(data):
                for match in run.finditer(reading):
                    text = match.group().decode().lower()
                    if any(text[i : i + piece] in pieces for i in range(len(text) - piece + 1)):
                        found.append(f"{place}{way} at {match.start()}")
        return found


def readings_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give `data` as it is, then what its runs of hex digits and of base64 stand for."""
    yield "", data
    runs = [match.group() for match in HEX.finditer(data)]
    for shift in range(2):
        yield ", in hex,", b"\n".join(_from_hex(run[shift:]) for run in runs)
    runs = [match.group() for match in BASE64.finditer(data)]
    for shift in range(4):
        yield ", in base64,", b"\n".join(_from_base64(run[shift:]) for run in runs)


def _from_hex(run: bytes) -> bytes:
    return bytes.fromhex(run[: len(run) // 2 * 2].decode())


def _from_base64(run: bytes) -> bytes:
    return base64.b64decode(run[: len(run) // 4 * 4], altchars=b"-_" if set(run) & DASHES else None)

"""Markers that occur nowhere by chance, and the search for any piece of them.

Markers consist of seven rare consonants. So one pass over the bytes finds every run of such
letters, however short a piece of whichever marker it is, and only runs need a closer look.
"""

import base64
import re
import secrets
from collections.abc import Iterable, Mapping

LETTERS = "jkqvwxz"
SIZE = 40
PIECE = 8


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
        """Return where a piece of `piece` letters, or a marker in base64 or hex, occurs."""
        pieces = {m[i : i + piece] for m in self.given for i in range(SIZE - piece + 1)}
        run = re.compile(rb"(?i)[%s]{%d,}" % (LETTERS.encode(), piece))
        coded = list(_coded(self.given))
        found = []
        for place, data in places.items():
            for match in run.finditer(data):
                text = match.group().decode().lower()
                if any(text[i : i + piece] in pieces for i in range(len(text) - piece + 1)):
                    found.append(f"{place} at {match.start()}")
            found += [f"{place}: encoded" for code in coded if code in data]
        return found


def _coded(markers: Iterable[str]) -> Iterable[bytes]:
    """Return what is left of a marker in base64, at each of three positions, and in hex."""
    for marker in markers:
        data = marker.encode()
        yield data.hex()[:32].encode()
        for shift in range(3):
            # The letters at either end depend on what stands beside the marker.
            yield base64.b64encode(bytes(shift) + data)[4:32]

"""The words somebody searches for, and whether a text has them."""

import unicodedata

from reporting import ids
from reporting.desk.lines import reference_of


def fold(text: str) -> str:
    """Return a text without case, without accents, and with one space between words."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()
        text = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in text if unicodedata.category(mark) != "Mn")
    return " ".join(text.casefold().split())


class Phrase:
    """Words in a row, as they are searched for."""

    def __init__(self, words: str) -> None:
        """Fold the words once."""
        self._folded = fold(words)

    def __bool__(self) -> bool:
        """Say whether anything is left to search for."""
        return bool(self._folded)

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Phrase(…)"

    def is_in(self, text: str) -> bool:
        """Say whether a text has the words, also within longer ones."""
        return self._folded in fold(text)

    def names(self, number: int) -> bool:
        """Say whether the words are the code by which a report is called, or its whole id."""
        said = self._folded.replace("-", "").replace(" ", "")
        return said in (ids.to_hex(number), reference_of(number).replace("-", ""))

"""Finds letters that only look like those around them: one Cyrillic a in a word that is Latin.

Two rules, and no more: words that people write in one script each are left alone (Unicode
Technical Standard 39 has the larger table these letters are in).
"""

import re
import unicodedata
from collections import Counter

# Scripts in which many letters look like Latin ones; others are told apart by any reader.
_LATIN = "LATIN"
_ALIKE = frozenset({_LATIN, "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
# Whole names can be written in these: they are read as Latin beside a Latin ending.
_TWINS = frozenset("асԁеһіјӏорԛѕухԝѵАВСЕНІЈКМОРЅТХУԜονραυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")  # noqa: RUF001 - what is looked for
_WORD = re.compile(r"\w+(?:[.-]\w+)*")
_PART = re.compile(r"\w+")


def _script(letter: str) -> str:
    if letter.isascii():
        return _LATIN if letter.isalpha() else ""
    found = unicodedata.name(letter, "").partition(" ")[0]
    return found if found in _ALIKE and letter.isalpha() else ""


def lookalikes_in(text: str) -> frozenset[int]:
    """Return the places of letters that another script lends to a word or an address."""
    if text.isascii():
        return frozenset()
    return frozenset(
        place
        for word in _WORD.finditer(text)
        if not word[0].isascii()
        for place in (*_mixed(word), *_disguised(word))
    )


def _mixed(word: re.Match[str]) -> list[int]:
    """Return the places of the rarer scripts in each part of a word that mixes them."""
    found = []
    for part in _PART.finditer(word[0]):
        scripts = {place: _script(letter) for place, letter in enumerate(part[0], part.start())}
        counts = Counter(filter(None, scripts.values()))
        if len(counts) > 1:
            # Of as many, Latin is the one that the others pretend to be.
            main = max(counts, key=lambda script: (counts[script], script == _LATIN))
            found += [word.start() + p for p, script in scripts.items() if script not in ("", main)]
    return found


def _disguised(word: re.Match[str]) -> list[int]:
    """Return the places of whole parts of an address that are only dressed as Latin."""
    *parts, last = _PART.finditer(word[0])
    if "." not in word[0] or not (last[0].isascii() and last[0].isalpha()):
        return []
    dressed = [part for part in parts if {c for c in part[0] if not c.isascii()} <= _TWINS]
    return [
        word.start() + part.start() + place
        for part in dressed
        for place, letter in enumerate(part[0])
        if letter in _TWINS
    ]

"""Names in English text: those of a list however written, and unknown words with a capital."""

import re
from collections.abc import Iterator
from importlib import resources

from reporting.marks.rule import NAME, Found

WORD = r"[A-Z](?:[a-zÀ-ÿ]|[’'-][A-Za-zÀ-ÿ])+"
_PLACE_AFTER = re.compile(
    r"\s+(?:Road|Rd|Street|St|Lane|Avenue|Library|Centre|Center|School|Academy|College|University|"
    r"Council|Hospital|House|Park|Court|Town|Hall|Market|Station|Depot|Building|Square|Baths|Pool|"
    r"Museum|Gallery|Bridge|Hub|Church|Mosque|Surgery|Clinic|Ward|Close|Drive|Way|Row|Place|Estate|"
    r"Tower|Towers|Team|Department|Union|Line|Arena|Stadium|Cafe|Café|Supermarket|Association"
    r"|Trust|"
    r"library|school|depot|office|branch|hospital|station|centre|market|estate|ward|bus|baths|"
    r"accent|people|woman|man|women|men|family|families|food|community|colleagues?|staff|language|"
    r"passport|name|names|origin|background|heritage|descent|party|dinner|meeting|group|chat"
    r"|page|post)\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|around|outside|via|across|through|into|inside|the|a|an|of)\s+$", re.IGNORECASE
)
_NEW_SENTENCE = re.compile(r"(?:^|[.!?…:;\n\r(\[{\"“‘”«•*/]|\s[-–—'’])\s*$")
_CAPITAL = re.compile(rf"\b{WORD}(?:[\s]{WORD}){{0,2}}")
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")


def _read(name: str) -> frozenset[str]:
    listed = resources.files("reporting").joinpath(f"data/{name}")
    return frozenset(listed.read_text("utf-8").split())


# The list leaves out names that are everyday words as well.
_LISTED = _read("names_latin.txt")
_NOT_NAMES = _read("not_names.txt")  # written with a capital letter, and nobody's name


def find_names(text: str) -> Iterator[Found]:
    """Yield names of the list however they are written, and unknown words with a capital."""
    for match in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        low = word.lower()
        if low in _LISTED:
            yield match.start(), match.start() + len(word), NAME
    if sum(map(str.isupper, text)) > len(text) // 4:
        return  # a text in capitals tells nothing by them
    for match in _CAPITAL.finditer(text):
        yield from _unknown(text, match)


def _unknown(text: str, match: re.Match[str]) -> Iterator[Found]:
    """Yield a run of capital words in the midst of a sentence, unless it names no person."""
    before = text[max(0, match.start() - 12) : match.start()]
    start, words = match.start(), match[0].split()
    if _NEW_SENTENCE.search(before) or not before:
        start += len(words[0]) + 1
        words = words[1:]
        before = ""
    kept = [word for word in words if _POSSESSIVE.sub("", word).lower() not in _NOT_NAMES]
    if not words or kept != words:
        return
    if _PLACE_AFTER.match(text, match.end()) or _PLACE_AFTER.match(text, start + len(words[0])):
        return
    if _PLACE_BEFORE.search(before):
        return
    yield start, match.end() - (2 if _POSSESSIVE.search(match[0]) else 0), NAME

"""Finds English on a page of another language.

In a language of another script every word of Latin letters is looked at; in one of the same
script, whole sentences of the source. What people wrote, what is isolated (names, codes, numbers)
or marked as another language, and the names of the service file may be in English.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree.ElementTree import Element

from babel import Locale

from reporting.service import Service
from tests.support.page import Page
from tests.support.words import TEMPLATE, read_catalogue

# Names of formats, of a digest with its digits, of programs, and of a people that stands beside its
# translation: they have no other.
FORMATS = re.compile(r"\b(CSV|XLSX|ODS|JSON|SHA-256|HTML|PDF|Tor|Showmen|[0-9a-f]{64})\b")
LATIN = re.compile(r"[A-Za-z]{2,}")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "label")
LEAST_WORDS = 3
_WRITTEN = frozenset({"bdi", "code", "textarea"})
_OTHER_SCRIPTS = frozenset({"Arab", "Hans"})
_SCRIPTS = {"ar": "Arab", "fa": "Arab", "ur": "Arab", "ckb": "Arab", "zh": "Hans"}


def english_on(page: Page, locale: str, service: Service) -> list[str]:
    """Return what stands on a page in English that should not."""
    names = sorted(filter(None, _names(service)), key=len, reverse=True)
    found = []
    for text in _texts(page.document, page.document.get("lang", "")):
        for name in names:
            text = text.replace(name, " ")  # noqa: PLW2901 - what is left is looked at
        if _is_english(" ".join(FORMATS.sub(" ", text).split()), locale):
            found.append(text)
    return found


def _is_english(text: str, locale: str) -> bool:
    if _SCRIPTS.get(Locale.parse(locale).language) in _OTHER_SCRIPTS:
        return bool(LATIN.search(text))
    return any(sentence in text for sentence in _sentences())


@cache
def _sentences() -> tuple[str, ...]:
    """Return what the sources say in several words, up to the first placeholder."""
    said = (entry.msgid.partition("%")[0].strip() for entry in read_catalogue(TEMPLATE))
    return tuple(each for each in said if len(each.split()) >= LEAST_WORDS)


def _texts(element: Element, language: str) -> Iterator[str]:
    if element.get("lang", language) != language or element.tag in {"style", "script"}:
        return
    if "written" in element.get("class", "").split() or element.tag in _WRITTEN:
        return
    yield from (element.get(name, "") for name in SPOKEN)
    yield element.text or ""
    for child in element:
        yield from _texts(child, language)
        yield child.tail or ""


def _names(service: Service) -> Iterable[str]:
    yield from (service.name, service.telephone, service.emergency_telephone)
    yield from (language.name for language in service.languages)
    for body in service.bodies.values():
        yield from (body.name, body.telephone, body.paper)
    yield from (borough.name for borough in service.boroughs)
    for place in service.organisations.values():
        yield from (place.name, place.police, *(area.name for area in place.areas))
    for each in service.support:
        yield from (each.name, each.telephone, each.about)

"""Finds in a text what could tell who wrote it: names, exact times, a remark nobody else heard.

Pure rules, which miss things and say so (docs/intake.md). Nothing is kept or sent anywhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from reporting.marks import anywhere, arabic, english
from reporting.marks.rule import (
    ALONE,
    EMAIL,
    MOMENT,
    NAME,
    NUMBER,
    ONLY,
    POST,
    POSTCODE,
    TELEPHONE,
    Found,
    find_all,
)
from reporting.vocabulary import MARKS, label_of

SAFER: Mapping[str, LazyString] = {
    NAME: _("Say who they are to you: “a colleague”, “a manager”."),
    EMAIL: _("Leave the address out."),
    TELEPHONE: _("Leave the number out."),
    POSTCODE: _("Say roughly where: “in the north of the city”."),
    NUMBER: _("Leave the number out."),
    MOMENT: _("Say roughly when: “this spring”, “one evening”."),
    POST: _("Name the kind of work, if many do it: “office work”, “care”."),
    ONLY: _("Say “one of us”, or leave it out: it can be true of you alone."),
    ALONE: _("If only you heard it, whoever said it will know that it was you."),
}
# What may stand in its place at the press of a button. In brackets it fits into any sentence.
INSTEAD: Mapping[str, LazyString] = {
    NAME: _("[a person]"),
    EMAIL: _("[an address]"),
    TELEPHONE: _("[a telephone number]"),
    POSTCODE: _("[a place]"),
    NUMBER: _("[a number]"),
    MOMENT: _("[some time]"),
    POST: _("[a job]"),
}
_LATIN = re.compile(r"[A-Za-z]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_READ_AS_ENGLISH = frozenset({"en", "ar"})  # Latin words in an Arabic text are mostly English


@dataclass(frozen=True)
class Mark:
    """One place of a text, from character `start` up to `end`, and what kind of detail it is."""

    start: int
    end: int
    kind: str

    @property
    def label(self) -> str:
        """What it is, in the language of the page."""
        return label_of(MARKS, self.kind)

    @property
    def safer(self) -> str:
        """How to say it more safely."""
        return str(SAFER[self.kind])

    @property
    def instead(self) -> str:
        """What may be put in its place, or "" where a sentence must be thought over."""
        return str(INSTEAD.get(self.kind, ""))


def find_marks(text: str, language: str = "en") -> tuple[Mark, ...]:
    """Return what could identify somebody in `text`, in order, none over another.

    `language` is what the reporter reads. Arabic is looked for wherever Arabic letters are; of
    other languages than these two, only what looks alike everywhere is found.
    """
    taken: list[Mark] = []
    for start, end, kind in _found(text, language):
        if start < end and not any(start < mark.end and mark.start < end for mark in taken):
            taken.append(Mark(start, end, kind))
    joined: list[Mark] = []
    for mark in sorted(taken, key=lambda mark: mark.start):
        before = joined[-1] if joined else None
        if before and before.kind == mark.kind == NAME and text[before.end : mark.start] == " ":
            joined[-1] = Mark(before.start, mark.end, NAME)  # a first name and a surname
        else:
            joined.append(mark)
    return tuple(joined)


def _found(text: str, language: str) -> Iterator[Found]:
    yield from find_all(anywhere.RULES, text)
    if _ARABIC.search(text):
        yield from arabic.find(text)
    if language.partition("-")[0] in _READ_AS_ENGLISH and _LATIN.search(text):
        yield from english.find(text)


def put_instead(text: str, mark: Mark) -> str:
    """Return the text with the mark's words taken out and the safer ones put in."""
    return text[: mark.start] + mark.instead + text[mark.end :]

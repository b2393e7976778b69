"""Reads the labelled passages, and scores what is found in them."""

import re
from dataclasses import dataclass
from pathlib import Path

from reporting.identifying import find_marks

LABEL = re.compile(r"\{(?P<kind>[a-z_]+):(?P<text>[^}]*)\}")


@dataclass(frozen=True)
class Passage:
    """A text and the places in it that were labelled: start, end, kind."""

    text: str
    labels: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Score:
    """How many labels were found, of how many; how many marks have no label, in how many words."""

    found: int
    labels: int
    false: int
    words: int

    @property
    def recall(self) -> float:
        """The share of labels found."""
        return self.found / self.labels

    @property
    def false_in_100_words(self) -> float:
        """How many marks in a hundred words should not be there."""
        return 100 * self.false / self.words


def read_passages(name: str) -> list[Passage]:
    """Return the passages of one file."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [_read(line) for line in lines]


def _read(line: str) -> Passage:
    text, labels, last = "", [], 0
    for match in LABEL.finditer(line):
        text += line[last : match.start()]
        labels.append((len(text), len(text) + len(match["text"]), match["kind"]))
        text, last = text + match["text"], match.end()
    return Passage(text + line[last:], tuple(labels))


def score(passages: list[Passage], language: str) -> Score:
    """Compare what the rules find with the labels: the same kind, in overlapping places."""
    found = labels = false = words = 0
    for passage in passages:
        marks = [(mark.start, mark.end, mark.kind) for mark in find_marks(passage.text, language)]
        found += sum(any(_same(label, mark) for mark in marks) for label in passage.labels)
        false += sum(not any(_same(label, mark) for label in passage.labels) for mark in marks)
        labels += len(passage.labels)
        words += len(passage.text.split())
    return Score(found, labels, false, words)


def _same(left: tuple[int, int, str], right: tuple[int, int, str]) -> bool:
    return left[2] == right[2] and left[0] < right[1] and right[0] < left[1]

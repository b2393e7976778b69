"""What a rule is: a pattern, and what it finds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NAME, EMAIL, TELEPHONE, POSTCODE, NUMBER, MOMENT, POST, ONLY, ALONE = (
    "name", "email", "telephone", "postcode", "staff_number", "moment", "post", "only", "alone",
)  # fmt: skip
Found = tuple[int, int, str]


@dataclass(frozen=True)
class Rule:
    """Marks every match of a pattern; its group `mark` where it has one, else all of it.

    The pattern is written in small letters unless capitals tell something (`exact`).
    """

    kind: str
    pattern: re.Pattern[str]
    exact: bool = False

    @property
    def group(self) -> str | int:
        """The part of a match that is marked."""
        return "mark" if "mark" in self.pattern.groupindex else 0


def rule(kind: str, pattern: str, *, exact: bool = False) -> Rule:
    """Compile a rule. Blanks in a pattern do not count.

    Patterns repeat nothing without a bound inside a repetition, so the time follows the length.
    """
    return Rule(kind, re.compile(pattern, re.VERBOSE), exact)


def find_all(rules: Iterable[Rule], text: str) -> Iterator[Found]:
    """Yield start, end and kind of what the rules match, in the order of the rules."""
    small = text.lower()
    if len(small) != len(text):  # a few letters become two, and every place would move
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for each in rules:
        group = each.group
        for match in each.pattern.finditer(text if each.exact else small):
            yield match.start(group), match.end(group), each.kind


def any_of(words: str) -> str:
    """Return a group that matches any of some words; a space in `_` stands for any blank."""
    ordered = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace("_", r"\s+") for word in ordered) + ")"

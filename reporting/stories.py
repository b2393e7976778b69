"""The accounts from which test reports are composed: data/stories/, a file a language.

Each is written with choices, `{one wording|another}`, and with extra sentences of which any may
come, in any order, where `{+}` stands. A seed chooses, and makes the slips of a hurried writer.
So the same account reads differently each time, and a seed always gives the same report.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from reporting.dice import Dice
from reporting.report import Report
from reporting.vocabulary import CONDUCT, DANGER, SAFETY, STRUCK, SUBJECTS, Term, codes

_CHOICE = re.compile(r"\{([^{}]*)\}")
_EXTRAS = "{+}"
_SEPARATOR = "|"
_ONE_IN = 2  # how often what may be, is
_HABIT_ONE_IN, _SLIP_ONE_IN = 4, 8
_SILENT_ONE_IN = 12  # some people only tick
# A test report never says that somebody is in danger: nobody is woken at night for one, and
# nobody learns to doubt a report that says so.
_SAFE = ("", *(code for code in codes(SAFETY) if code not in DANGER))


@dataclass(frozen=True)
class Story:
    """One account: whose it may be, the codes that fit it, and its text with choices."""

    name: str
    roles: tuple[str, ...]
    conduct: tuple[str, ...]
    perhaps: tuple[str, ...]
    about: tuple[str, ...]
    struck: tuple[str, ...]
    text: str
    extras: tuple[str, ...]


@dataclass(frozen=True)
class Stories:
    """All accounts in one language, and how people who write it slip.

    A slip happens once in a text; a habit, such as leaving out accents, all through it.
    `checked` says whether a person who writes the language has read them.
    """

    language: str
    checked: bool
    stories: Mapping[str, Story]
    slips: tuple[tuple[str, ...], ...]
    habits: tuple[tuple[str, ...], ...]


@cache
def load_stories() -> Mapping[str, Stories]:
    """Return the accounts that this package ships, by language."""
    folder = resources.files("reporting").joinpath("data/stories")
    files = [each for each in folder.iterdir() if each.name.endswith(".toml")]
    read = [_stories(tomllib.loads(each.read_text("utf-8"))) for each in files]
    return {each.language: each for each in sorted(read, key=lambda each: each.language)}


def _stories(tree: Mapping[str, Any]) -> Stories:
    return Stories(
        language=tree["language"],
        checked=tree["checked"],
        stories={each["name"]: _story(each) for each in tree["stories"]},
        slips=tuple(tuple(each) for each in tree["slips"]),
        habits=tuple(tuple(each) for each in tree["habits"]),
    )


def _story(table: Mapping[str, Any]) -> Story:
    lists = ("roles", "conduct", "perhaps", "about", "struck", "extras")
    return Story(
        name=table["name"],
        text=table["text"].strip(),
        **{key: tuple(table[key]) for key in lists},
    )


def compose(
    stories: Stories, name: str, organisation: str, seed: bytes, areas: Sequence[str] = ()
) -> Report:
    """Return the report that `seed` makes of an account, on one of `areas` or on none."""
    story, dice = stories.stories[name], Dice(seed, "story")
    return Report(
        language=stories.language,
        organisation=organisation,
        reporter_role=dice.pick(story.roles),
        conduct=_ticked(CONDUCT, (*story.conduct, *_perhaps(dice, story.perhaps))),
        story="" if dice.often(_SILENT_ONE_IN) else _hurry(dice, stories, _words(dice, story)),
        about=_ticked(SUBJECTS, (story.about[0], *_perhaps(dice, story.about[1:]))),
        struck=_ticked(STRUCK, _perhaps(dice, story.struck)),
        safety=dice.pick(_SAFE),
        area=Dice(seed, "area").pick(("", *areas)),
    )


def _perhaps(dice: Dice, listed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in listed if dice.often(_ONE_IN))


def _ticked(terms: tuple[Term, ...], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return codes in the order of the form, as every other report has them."""
    return tuple(code for code in codes(terms) if code in chosen)


def _words(dice: Dice, story: Story) -> str:
    """Return the text with every choice made; its lines run on, an empty one parts."""
    glue = "" if _unspaced(story.text) else " "
    extras = glue.join(dice.some(story.extras))

    def choose(found: re.Match[str]) -> str:
        return extras if found[0] == _EXTRAS else dice.pick(found[1].split(_SEPARATOR))

    # Parted before anything is chosen: where no extra sentence comes, an empty line is left.
    paragraphs = [_CHOICE.sub(choose, part).split("\n") for part in story.text.split("\n\n")]
    return "\n\n".join(glue.join(filter(None, lines)) for lines in paragraphs if any(lines))


def _unspaced(text: str) -> bool:
    """Say whether the script of `text` puts no space between sentences."""
    return "。" in text


def _hurry(dice: Dice, stories: Stories, text: str) -> str:
    """Make the slips of somebody in a hurry: a few, or none."""
    for habit in stories.habits:
        if dice.often(_HABIT_ONE_IN):
            for right, typed in zip(habit[::2], habit[1::2], strict=True):
                text = text.replace(right, typed)
    for right, typed in stories.slips:
        if dice.often(_SLIP_ONE_IN):
            text = text.replace(right, typed, 1)
    return text.strip()

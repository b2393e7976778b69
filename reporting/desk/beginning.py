"""How an acknowledgement begins: four parts, each with a gap for what only a person can say.

What must be written stands between marks that no honest text contains, in the language of the
desk; the sentences around it are in the language of the report. A message with a gap in it, or
with nothing in it that a person wrote, would be a robot's: it is refused (docs/promise.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from babel.dates import format_date
from babel.lists import format_list
from flask_babel import LazyString, get_locale, gettext, lazy_gettext

from reporting import clock, limits
from reporting.case import Case
from reporting.deadline import next_word_due
from reporting.service import Language, Service
from reporting.web.language import in_language

OPEN, CLOSE = "[[", "]]"
MARKED = lazy_gettext("Take the double square brackets away before you send.")
TOO_SHORT = lazy_gettext("Write at least one sentence of your own: only a person can answer.")


class Part(NamedTuple):
    """One part: how it is called, and what is asked of who writes it."""

    name: LazyString
    task: LazyString


DANGER = Part(
    lazy_gettext("whether anybody is in danger"),
    lazy_gettext("write here whether anybody seems to be in danger, and what you do about it"),
)
NEXT = Part(
    lazy_gettext("what happens next"),
    lazy_gettext("write here what you will do, and what happens before that day"),
)
SUPPORT = Part(
    lazy_gettext("one offer of support"),
    lazy_gettext("keep here what fits, and take the rest away"),
)
PERMISSION = Part(
    lazy_gettext("what will not be done without permission"),
    lazy_gettext("write here what, for instance pass on your words"),
)
PARTS = (DANGER, NEXT, SUPPORT, PERMISSION)


@dataclass(frozen=True)
class Facts:
    """What the sentences around the gaps say: who writes, and when the next word is due."""

    body: str
    next_word: date
    language: Language


@dataclass(frozen=True)
class Beginning:
    """The text somebody starts from, and the sentences of it that were there before them."""

    text: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...] = PARTS
    least: int = limits.ACKNOWLEDGEMENT_LEAST_BYTES

    def refusal(self, message: str) -> str:
        """Return what is left to do before `message` may be sent; an empty text if nothing."""
        said = " ".join(message.split())
        left = [str(part.name) for part in self.parts if str(part.task) in said]
        if left:
            return _unfinished(left)
        if OPEN in said or CLOSE in said:
            return str(MARKED)
        for sentence in self.sentences:
            said = said.replace(sentence, "")
        if len("".join(filter(str.isalnum, said)).encode()) < self.least:
            return str(TOO_SHORT)
        return ""


def facts_of(case: Case, service: Service, now: datetime) -> Facts:
    """Return what an acknowledgement of `case` written `now` can say by itself.

    A language the service file has no more is as the first one.
    """
    promise = service.promise_of(case.report.organisation)
    due = next_word_due(promise, clock.day_of(now), service.timezone)
    body = service.bodies.get(case.triage.body)
    spoken = (each for each in service.languages if each.tag == case.report.language)
    return Facts(
        body=body.name if body else case.triage.body,
        next_word=clock.moment_of_hour(due).astimezone(service.timezone).date(),
        language=next(spoken, service.languages[0]),
    )


def begin(service: Service, facts: Facts) -> Beginning:
    """Return the beginning of an acknowledgement by what `facts` says."""
    support = "; ".join(f"{each.name}, {each.telephone}" for each in service.support)
    gaps = ("", gap(DANGER), gap(NEXT), gap(SUPPORT, support), gap(PERMISSION))
    with in_language(facts.language):
        sentences = _sentences(facts, service.emergency_telephone)
    return Beginning(join(sentences, gaps), sentences)


def join(sentences: Sequence[str], gaps: Sequence[str]) -> str:
    """Return the text of sentences, each with the gap that follows it; a gap may be empty."""
    pairs = zip(sentences, gaps, strict=True)
    return "\n\n".join(" ".join(pair).strip() for pair in pairs)


def _sentences(facts: Facts, emergency: str) -> tuple[str, ...]:
    """Return what stands before each gap, and first of all a sentence without one."""
    day = format_date(facts.next_word, "full", locale=get_locale())
    said = (
        gettext(
            "Thank you for telling us. I am a person at %(body)s, and I have read all of your "
            "report.",
            body=facts.body,
        ),
        gettext("If anybody is in danger now, telephone %(number)s.", number=emergency),
        gettext("What happens next: you will hear from us by %(day)s at the latest.", day=day),
        gettext("Support for you:"),
        gettext("What we will not do without your permission:"),
    )
    return tuple(map(str, said))


def gap(part: Part, offered: str = "") -> str:
    """Return what stands where only a person can write, with what is `offered` there."""
    task = f"{part.task}: {offered}" if offered else str(part.task)
    return f"{OPEN}{task}{CLOSE}"


def _unfinished(left: Sequence[str]) -> str:
    return str(
        gettext(
            "This is not finished: please write %(parts)s in place of what stands in double "
            "square brackets.",
            parts=format_list(left, locale=get_locale()),
        )
    )

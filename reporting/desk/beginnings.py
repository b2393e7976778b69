"""How messages after the acknowledgement begin: a question, a plan, a word in time, an outcome.

As in `beginning`: sentences in the language of the report, and gaps in the language of the desk.
None of them asks anybody to keep silent, and those that end something say that nobody need.
"""

from collections.abc import Callable, Mapping

from babel.dates import format_date
from flask_babel import get_locale, gettext, lazy_gettext

from reporting import limits
from reporting.desk.beginning import Beginning, Facts, Part, gap, join
from reporting.web.language import in_language

QUESTION, PLAN, WORD, REASONS, OUTCOME = "question", "plan", "word", "reasons", "outcome"
OVERRIDE = "override"
FAIR, WORSE = "fair", "worse"
NAMES = {
    QUESTION: lazy_gettext("a question"),
    PLAN: lazy_gettext("the plan"),
    WORD: lazy_gettext("a word in between"),
    REASONS: lazy_gettext("why there is no outcome yet"),
}

_ASKED = Part(
    lazy_gettext("your question"), lazy_gettext("write here one question, or two at most")
)
_STEPS = Part(
    lazy_gettext("what will be done"), lazy_gettext("write here each step, and by when it is done")
)
_KEPT = Part(
    lazy_gettext("what nobody will be told"), lazy_gettext("write here what stays between you")
)
_SINCE = Part(
    lazy_gettext("what has happened"),
    lazy_gettext("write here what has happened since, or that nothing has, and why"),
)
_NEXT = Part(lazy_gettext("what happens next"), lazy_gettext("write here what you do next"))
_REASON = Part(lazy_gettext("the reason"), lazy_gettext("write here why it takes longer"))
_WHEN = Part(lazy_gettext("by when"), lazy_gettext("write here by which day you expect it"))
_FOUND = Part(
    lazy_gettext("what you found"), lazy_gettext("write here what you found, and how sure you are")
)
_DONE = Part(
    lazy_gettext("what was done"),
    lazy_gettext("name at least one thing that was done, or write why none was possible"),
)
_WHO = Part(
    lazy_gettext("who it is to the reporter"),
    lazy_gettext("write here what this person does with us, and why they have been kept out"),
)
_WHY_THEM = Part(
    lazy_gettext("why them"), lazy_gettext("write here why you ask, and what they would do")
)


def begin_message(kind: str, facts: Facts) -> Beginning:
    """Return the beginning of a message of `kind`, one of those above."""
    with in_language(facts.language):
        day = format_date(facts.next_word, "full", locale=get_locale())
        pairs = _PARTS[kind](facts, day)
    sentences = tuple(sentence for sentence, _ in pairs)
    parts = tuple(part for _, part in pairs if part is not None)
    text = join(sentences, ["" if part is None else gap(part) for _, part in pairs])
    least = limits.OUTCOME_LEAST_BYTES if kind == OUTCOME else limits.ACKNOWLEDGEMENT_LEAST_BYTES
    return Beginning(text, sentences, parts, least)


Pairs = tuple[tuple[str, Part | None], ...]


def _hear(day: str) -> str:
    return str(gettext("You will hear from us by %(day)s at the latest.", day=day))


def _free() -> str:
    return str(
        gettext(
            "You are free to talk about all of this with anybody you like, and to take it to a "
            "union, an ombudsman, the police or a court."
        )
    )


def _question(_facts: Facts, day: str) -> Pairs:
    return (
        (gettext("So that we can go on, may we ask you something?"), _ASKED),
        (
            gettext(
                "You need not answer: without an answer we go on with what we have. Please leave "
                "out what only you can know."
            ),
            None,
        ),
        (_hear(day), None),
    )


def _plan(_facts: Facts, day: str) -> Pairs:
    return (
        (gettext("This is what we plan to do:"), _STEPS),
        (gettext("What we will tell nobody:"), _KEPT),
        (
            gettext("If you do not want a part of it, write to us here, and we will look again."),
            None,
        ),
        (_free(), None),
        (_hear(day), None),
    )


def _word(_facts: Facts, day: str) -> Pairs:
    return (
        (gettext("We promised you a word by now. Since our last message:"), _SINCE),
        (gettext("What happens next:"), _NEXT),
        (_hear(day), None),
    )


def _reasons(_facts: Facts, day: str) -> Pairs:
    return (
        (gettext("We have not finished yet. The reason:"), _REASON),
        (gettext("We expect to be able to tell you more by:"), _WHEN),
        (_free(), None),
        (_hear(day), None),
    )


def _outcome(facts: Facts, _day: str) -> Pairs:
    return (
        (
            gettext(
                "We have come to the end of what we can find out, and want to tell you all that we "
                "may. I am a person at %(body)s. What we found:",
                body=facts.body,
            ),
            _FOUND,
        ),
        (gettext("What was done:"), _DONE),
        (
            gettext(
                "If you think that this is wrong, or if anybody treats you worse, write to us here "
                "with the same words: we can open it again."
            ),
            None,
        ),
        (_free(), None),
    )


def _override(facts: Facts, _day: str) -> Pairs:
    return (
        (
            gettext(
                "One person at %(body)s cannot see your report. May they be let in? Who it is:",
                body=facts.body,
            ),
            _WHO,
        ),
        (gettext("Why we ask:"), _WHY_THEM),
        (gettext("We go on with our work whatever you answer, and you need not say why."), None),
    )


_PARTS: Mapping[str, Callable[[Facts, str], Pairs]] = {
    QUESTION: _question,
    PLAN: _plan,
    WORD: _word,
    REASONS: _reasons,
    OUTCOME: _outcome,
    OVERRIDE: _override,
}


def signed_twice(facts: Facts) -> str:
    """Return the sentence that tells the reporter in which roles two people decided."""
    with in_language(facts.language):
        return str(
            gettext(
                "A reviewer at %(body)s decided this, and a second reader checked and signed it.",
                body=facts.body,
            )
        )


def let_in_words(facts: Facts) -> str:
    """Return the sentences that tell the reporter that somebody was let in, as they agreed."""
    with in_language(facts.language):
        return str(
            gettext(
                "The person we asked you about can read your report and our messages from now on. "
                "You agreed to it here, and two leads at %(body)s have signed it.",
                body=facts.body,
            )
        )


def ask(question: str, facts: Facts) -> tuple[str, str]:
    """Return the words around a question after the outcome, FAIR or WORSE: said, and in English.

    They are whole, without a gap, so that one button sends them; the English beside them is for
    whoever presses it, and is empty where they are English already.
    """
    english = _ASKED_AFTER[question]()  # the desk is in English
    with in_language(facts.language):
        said = _ASKED_AFTER[question]()
    return said, "" if said == english else english


def _fair() -> str:
    return str(
        gettext(
            "May we ask you how you were treated, whatever the result was? Nobody who worked on "
            "your report sees the answers. You need not answer."
        )
    )


def _worse() -> str:
    return str(
        gettext(
            "Has anybody treated you worse since you reported? Nobody who worked on your report "
            "sees the answer. You need not answer."
        )
    )


_ASKED_AFTER: Mapping[str, Callable[[], str]] = {FAIR: _fair, WORSE: _worse}

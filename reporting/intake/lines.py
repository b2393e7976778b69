"""Messages as the reporter's page shows them, and what waits for the reporter, in words."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext

from reporting import clock
from reporting.added import read_added
from reporting.asked import EDITED, NO, YES, Asked, Summary
from reporting.intake.wording import by_when, day_in_words
from reporting.message import (
    CHECK_IN,
    CHECK_IN_ANSWER,
    FILES,
    FROM_REPORTER,
    OVERRIDDEN,
    OVERRIDE,
    OVERRIDE_ANSWER,
    REOPEN,
    SUMMARY,
    SUMMARY_ANSWER,
    SUMMARY_WITHDRAWN,
    SUPPORT_ANSWER,
    SURVEY,
    SURVEY_ANSWER,
    WISHES,
    WITHDRAWAL,
    WORDING,
    WORDING_ANSWER,
    Message,
)
from reporting.posts import post_words
from reporting.service import Service

_NOTES = {
    SUMMARY: lazy_gettext("A summary to look over"),
    SUMMARY_WITHDRAWN: lazy_gettext("We have taken the summary back, and shared nothing of it."),
    WORDING: lazy_gettext("How may we say this?"),
    SURVEY: lazy_gettext("How were you treated?"),
    CHECK_IN: lazy_gettext("Have you been treated worse since?"),
    WORDING_ANSWER: lazy_gettext("How to say it"),
    SURVEY_ANSWER: lazy_gettext("You have answered how you were treated."),
    CHECK_IN_ANSWER: lazy_gettext("You have answered whether you were treated worse."),
    OVERRIDE: lazy_gettext("May somebody be let in?"),
    OVERRIDDEN: lazy_gettext("Somebody was let in"),
    REOPEN: lazy_gettext("Please look at it again"),
    WISHES: lazy_gettext("What I want now"),
    SUPPORT_ANSWER: lazy_gettext("How it is now"),
    WITHDRAWAL: lazy_gettext("Please stop"),
}
ANSWERED = lazy_gettext("Your answer to the summary")
LEFT = lazy_gettext("Say it as you think right")
_ANSWERS = {
    YES: lazy_gettext("Yes, share this summary"),
    NO: lazy_gettext("No, do not share it"),
    EDITED: lazy_gettext("Share these words instead"),
}
_CONSENTS = {
    YES: lazy_gettext("Yes, they may read my report"),
    NO: lazy_gettext("No, keep them out"),
}


@dataclass(frozen=True)
class Line:
    """One message: whether the reporter sent it, its day, its kind in words, and its text."""

    sent: bool
    day: str
    note: str
    text: str


def line_of(message: Message) -> Line:
    """Return a message as it is shown."""
    note: object = _NOTES.get(message.kind, "")
    answer = str(message.data.get("answer", ""))
    if message.kind == SUMMARY_ANSWER:
        note = _ANSWERS.get(answer, ANSWERED)
    elif message.kind == OVERRIDE_ANSWER:
        note = _CONSENTS.get(answer, "")
    elif message.kind == SUMMARY and (post := str(message.data.get("post", ""))):
        words = post_words(post, str(message.data.get("area_name", "")))
        note = gettext("A summary to look over, for %(post)s", post=words)
    elif message.kind == FILES:
        note = added_in_words(message)
    elif message.kind == WORDING_ANSWER and not message.text:
        note = LEFT
    sent = message.direction == FROM_REPORTER
    return Line(sent, day_in_words(message.day), str(note), message.text)


def added_in_words(message: Message | None) -> str:
    """Return how many files a message added, and nothing of what they are; or nothing."""
    if message is None or message.kind != FILES:
        return ""
    return str(
        ngettext(
            "%(num)s file was added to your report.",
            "%(num)s files were added to your report.",
            len(read_added([message])),
        )
    )


@dataclass(frozen=True)
class Waiting:
    """Something the reporter may answer: its page, and a sentence; `when` until when, if ever."""

    address: str
    text: str
    when: str = ""


def waiting_of(asked: Asked, service: Service, now: datetime) -> tuple[Waiting, ...]:
    """Return what waits for an answer, the most pressing first."""
    found: list[Waiting] = []
    summary = asked.summary
    if summary and summary.question.is_open and not summary.is_over(clock.hour_of(now)):
        text = gettext("A summary of your report, before it goes to the organisation")
        when = until_in_words(summary, service, now)
        found.append(Waiting(url_for("approving.summary"), text, when))
    if asked.override and asked.override.is_open:
        text = gettext("A question: may somebody who is kept out be let in?")
        if asked.override.answer == YES:
            text = gettext("You said that somebody may be let in. You can still say no")
        found.append(Waiting(url_for("consenting.let_in"), text))
    if asked.wording and asked.wording.is_open:
        text = gettext("A question: how may we say this safely?")
        found.append(Waiting(url_for("approving.wording"), text))

    if asked.survey and asked.survey.is_open:
        text = gettext("How were you treated? Four short questions")
        found.append(Waiting(url_for("surveying.survey"), text))
    if asked.check_in and asked.check_in.is_open:
        text = gettext("Have you been treated worse since? One question")
        found.append(Waiting(url_for("surveying.check_in"), text))
    if asked.asks_of_support(clock.day_of(now)):
        text = gettext("Did the support help, and how are you now? Two questions")
        found.append(Waiting(url_for("changing.support"), text))
    return tuple(found)


def confirmed_in_words(asked: Asked, newest: Message | None) -> tuple[str, ...]:
    """Return what follows from an answer to a summary, as long as it is the last word said."""
    summary = asked.summary
    if summary is None or newest is None or summary.question.answer is not newest:
        return ()
    if newest.data.get("answer") == NO:
        return (
            gettext("You said no, so nothing of it is shared."),
            gettext("We go on with what can be done without it, and tell you here."),
        )
    post = post_words(summary.post, summary.area_name) if summary.post else gettext("one person")
    if newest.data.get("answer") == EDITED:
        may = gettext("Only your own words may go to %(post)s now.", post=post)
    else:
        may = gettext("Exactly the words you have read may go to %(post)s now.", post=post)
    return (
        may,
        gettext(
            "A person of the oversight body sends them, and nothing else of your report. Whoever "
            "gets them must answer us, and you read here what comes of it."
        ),
        gettext(
            "If you change your mind, write to us at once: what has been sent can be withdrawn, "
            "but not unread."
        ),
    )


def until_in_words(summary: Summary, service: Service, now: datetime) -> str:
    """Return until when a summary waits, or nothing if that was not said."""
    return (
        by_when(clock.plausible_hour(summary.until), now, service.timezone) if summary.until else ""
    )

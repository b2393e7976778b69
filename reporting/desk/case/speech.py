"""What a message of a conversation is, where it is more than words."""

from flask_babel import lazy_gettext

from reporting.message import (
    CHECK_IN,
    CHECK_IN_ANSWER,
    FILES,
    OUTCOME,
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
    WORDING,
    WORDING_ANSWER,
    Message,
)

NAMES = {
    SUMMARY: lazy_gettext("a summary to look over"),
    SUMMARY_ANSWER: lazy_gettext("an answer to the summary"),
    SUMMARY_WITHDRAWN: lazy_gettext("the summary is taken back"),
    WORDING: lazy_gettext("a question of safe wording"),
    WORDING_ANSWER: lazy_gettext("safe wording"),
    OUTCOME: lazy_gettext("the outcome"),
    SURVEY: lazy_gettext("was it fair?"),
    SURVEY_ANSWER: lazy_gettext("an answer that nobody who worked on it sees"),
    CHECK_IN: lazy_gettext("treated worse since?"),
    CHECK_IN_ANSWER: lazy_gettext("an answer that nobody who worked on it sees"),
    REOPEN: lazy_gettext("please look at it again"),
    OVERRIDE: lazy_gettext("may somebody who is kept out be let in?"),
    OVERRIDE_ANSWER: lazy_gettext("whether somebody may be let in"),
    OVERRIDDEN: lazy_gettext("somebody was let in"),
    WISHES: lazy_gettext("other wishes and consents, which count from now on"),
    SUPPORT_ANSWER: lazy_gettext("whether support helped, and how it is now"),
    FILES: lazy_gettext("files, added to the report later"),
}
LEFT = lazy_gettext("safe wording: the reporter leaves it to us")
ANSWERS = {
    "yes": lazy_gettext("yes, it may go as it is"),
    "no": lazy_gettext("no, it must not go"),
    "edited": lazy_gettext("other words, which may go"),
}
CONSENTS = {"yes": lazy_gettext("yes"), "no": lazy_gettext("no, keep them out")}


def speech_words(message: Message) -> str:
    """Return what a message is, and what was answered; an empty text for plain words."""
    if message.kind == WORDING_ANSWER and not message.text:
        return str(LEFT)
    name = NAMES.get(message.kind)
    if name is None:
        return ""
    answers = CONSENTS if message.kind == OVERRIDE_ANSWER else ANSWERS
    answer = answers.get(str(message.data.get("answer", "")), "")
    return f"{name}: {answer}" if answer else str(name)

"""What waits for a reporter in their conversation, and what they have answered (docs/case.md).

Pure: it follows from the signed messages alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting import limits
from reporting.message import (
    ACKNOWLEDGEMENT,
    CHECK_IN,
    CHECK_IN_ANSWER,
    FROM_REPORTER,
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
    WITHDRAWAL,
    WORDING,
    WORDING_ANSWER,
    Message,
)
from reporting.status import Status

YES, NO, EDITED = "yes", "no", "edited"
ANSWERS = frozenset({YES, NO, EDITED})
# States in which a decision was made; from here on it can be asked to look again.
DECIDED = frozenset({"outcome_decided", "feedback_given", "monitoring", "closed"})
_ANSWER_OF = {
    SUMMARY: SUMMARY_ANSWER,
    WORDING: WORDING_ANSWER,
    SURVEY: SURVEY_ANSWER,
    CHECK_IN: CHECK_IN_ANSWER,
    OVERRIDE: OVERRIDE_ANSWER,
}
_NAMED_BY = {
    SUMMARY: "referral", WORDING: "gate", SURVEY: "", CHECK_IN: "number", OVERRIDE: "override",
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """The newest question of a kind, and the newest answer to it."""

    message: Message
    answer: Message | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answer is None


@dataclass(frozen=True)
class Summary:
    """A summary that was put to the reporter: exactly the words that would go, and to which post.

    `post` is its code, `area_name` the name of the area it is of, as it was signed.
    `until` is the hour to which it waits, 0 if none was said. `silence` says whether it goes when
    nothing is answered: True, False, or None where the message does not say.
    """

    question: Question
    post: str
    area_name: str
    asked: str
    until: int
    silence: bool | None

    @property
    def text(self) -> str:
        """The words that would go."""
        return self.question.message.text

    @property
    def referral(self) -> str:
        """Which referral it is of."""
        return str(self.question.message.data.get("referral", ""))

    def is_over(self, hour: int) -> bool:
        """Whether an answer comes too late: the hours are over, and it went without one."""
        return self.silence is not False and bool(self.until) and hour >= self.until


@dataclass(frozen=True)
class Override:
    """Whether somebody who is kept out may be let in; `done` once they have been."""

    question: Question
    done: bool

    @property
    def number(self) -> str:
        """Which question it is."""
        return str(self.question.message.data.get("override", ""))

    @property
    def answer(self) -> str:
        """What the reporter has said: YES, NO, or nothing."""
        given = self.question.answer
        return "" if given is None else str(given.data.get("answer", ""))

    @property
    def is_open(self) -> bool:
        """Whether an answer still counts: a yes may become a no until it is done."""
        return not self.done and self.answer != NO


@dataclass(frozen=True)
class Asked:
    """The questions of a conversation, by kind; None where there is none.

    `wishes` is the newest change of them. `supported` is the day, since the epoch, on which support
    was offered with the first answer, None once the reporter has said whether it helped.
    """

    summary: Summary | None
    wording: Question | None
    survey: Question | None
    check_in: Question | None
    override: Override | None
    outcome: Message | None
    may_reopen: bool
    withdrawn: bool
    wishes: Message | None
    supported: int | None

    def asks_of_support(self, day: int) -> bool:
        """Whether it is time to ask if the support that was offered has helped."""
        return self.supported is not None and day >= self.supported + limits.SUPPORT_ASK_DAYS


def read_asked(messages: Iterable[Message], status: Status) -> Asked:
    """Return what waits in a conversation. A newer question takes the place of an older one."""
    said = tuple(messages)
    summary = _summary(said)
    outcome = _newest(said, OUTCOME)
    reopened = _newest(said, REOPEN)
    again = outcome is not None and (reopened is None or reopened.sequence < outcome.sequence)
    return Asked(
        summary=summary,
        wording=_question(said, WORDING),
        survey=_question(said, SURVEY),
        check_in=_question(said, CHECK_IN),
        override=_override(said),
        outcome=outcome,
        may_reopen=again and status.state in DECIDED,
        withdrawn=_newest(said, WITHDRAWAL) is not None,
        wishes=_newest(said, WISHES),
        supported=_supported(said),
    )


def _summary(said: tuple[Message, ...]) -> Summary | None:
    question = _question(said, SUMMARY)
    taken_back = {
        m.data.get("referral")
        for m in said
        if m.kind == SUMMARY_WITHDRAWN and m.direction != FROM_REPORTER
    }
    if question is None or question.message.data.get("referral") in taken_back:
        return None
    data = question.message.data
    until, silence = data.get("until"), data.get("silence")
    return Summary(
        question,
        post=str(data.get("post", "")),
        area_name=str(data.get("area_name", "")),
        asked=str(data.get("asked", "")),
        until=until if isinstance(until, int) and not isinstance(until, bool) else 0,
        silence=silence if isinstance(silence, bool) else None,
    )


def _override(said: tuple[Message, ...]) -> Override | None:
    question = _question(said, OVERRIDE)
    if question is None:
        return None
    number = question.message.data.get("override")
    done = any(
        m.kind == OVERRIDDEN and m.direction != FROM_REPORTER and m.data.get("override") == number
        for m in said
    )
    return Override(question, done)


def _supported(said: tuple[Message, ...]) -> int | None:
    first = next((m for m in said if m.kind == ACKNOWLEDGEMENT), None)
    answered = _newest(said, SUPPORT_ANSWER) is not None
    return None if first is None or answered else first.day


def _newest(said: tuple[Message, ...], kind: str) -> Message | None:
    found = [m for m in said if m.kind == kind]
    return found[-1] if found else None


def _question(said: tuple[Message, ...], kind: str) -> Question | None:
    asked = [m for m in said if m.kind == kind and m.direction != FROM_REPORTER]
    if not asked:
        return None
    name = _NAMED_BY[kind]
    answers = [
        m
        for m in said
        if m.kind == _ANSWER_OF[kind]
        and m.direction == FROM_REPORTER
        and m.sequence > asked[-1].sequence
        and m.data.get(name) == asked[-1].data.get(name)
    ]
    return Question(asked[-1], answers[-1] if answers else None)

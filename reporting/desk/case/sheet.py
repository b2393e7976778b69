"""One report as its page shows it: every code as its label, every time in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext

from reporting import clock, ids
from reporting.case import Case
from reporting.desk.case.speech import speech_words
from reporting.desk.case.told import Answer, answers_of
from reporting.desk.case.watching import FORGED
from reporting.desk.due import Due, what_is_due
from reporting.desk.entry import Turn, turn_of
from reporting.desk.lines import reference_of
from reporting.desk.wording import (
    CHAIN_PROBLEMS,
    NOT_A_TEST,
    NOT_WATCHED,
    PROBLEMS,
    REFUSED,
    STATES,
    TIMES_ALTERED,
    WATCH_BEHIND,
    answered_words,
    deadline_words,
    due_words,
    is_overdue,
    received_words,
    utc_day_words,
)
from reporting.event import TEST
from reporting.ids import AccountId
from reporting.message import TO_REPORTER, Message
from reporting.service import Service
from reporting.vocabulary import DANGER, SAFETY, label_of
from reporting.vocabulary import STATES as TERMS_OF_STATES
from reporting.web.text import with_hidden_named


@dataclass(frozen=True)
class Said:
    """One message of the conversation."""

    sender: str
    day: str
    text: str
    ours: bool
    what: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything the page of one report shows."""

    number: str
    reference: str
    received: str
    due: str
    deadline: str
    overdue: bool
    state: str
    acknowledged: str
    work: str
    waiting: bool
    danger: str
    ended: bool
    answers: tuple[Answer, ...]
    story: str
    messages: tuple[Said, ...]
    problems: tuple[str, ...]
    all_due: tuple[Due, ...]
    language: str


@dataclass(frozen=True)
class Reader:
    """For whom, when and where a page is drawn.

    `names` says what colleagues are called where they must be told apart; they have none else.
    """

    account: AccountId
    service: Service
    now: datetime
    names: Mapping[AccountId, str] = field(default_factory=dict)

    def name_of(self, account: AccountId) -> str:
        """Return who did something, as the reader of the page is told: by no name of theirs."""
        if account in self.names:
            return self.names[account]
        return str(gettext("You") if account == self.account else gettext("A colleague"))


def draw(case: Case, reader: Reader, also_due: Iterable[Due] = ()) -> Sheet:
    """Return the page of `case` for `reader`; `also_due` is what its other parts wait for."""
    due = (*what_is_due(case, reader.service, reader.now), *also_due)
    now, zone = reader.now, reader.service.timezone
    turn = turn_of(case.conversation.status)
    return Sheet(
        number=ids.to_hex(case.number),
        reference=reference_of(case.number),
        received=received_words(case.received, turn, now, zone),
        due=due_words(case.due, turn, now, zone),
        deadline=deadline_words(case.due, turn, now, zone),
        overdue=is_overdue(case.due, now) and turn != Turn.TEST,
        state=str(STATES[turn]),
        work=_work(case),
        acknowledged=answered_words(case.conversation.status.acknowledged),
        waiting=turn == Turn.ACKNOWLEDGEMENT,
        danger=_danger(case.report.safety) if turn == Turn.ACKNOWLEDGEMENT else "",
        ended=case.is_test,
        answers=answers_of(case, reader.service),
        story=with_hidden_named(case.report.story),
        messages=tuple(_said(message, reader) for message in case.conversation.messages),
        problems=_problems(case, now),
        all_due=tuple(sorted(due, key=lambda each: each.at)),
        language=_tag(reader.service, case.report.language),
    )


def _work(case: Case) -> str:
    """Return how far the work is; nothing before triage, which the conversation tells of."""
    state = case.progress.state
    early = state in ("received", "acknowledged", "awaiting_reporter")
    return "" if early else label_of(TERMS_OF_STATES, state)


def _danger(safety: str) -> str:
    if safety not in DANGER:
        return ""
    said = label_of(SAFETY, safety)
    return str(gettext("The reporter says: “%(said)s”. Please answer this report now.", said=said))


def _tag(service: Service, tag: str) -> str:
    """Return the language of a report for a page; nothing for one that is not known."""
    return tag if any(each.tag == tag for each in service.languages) else ""


def _said(message: Message, reader: Reader) -> Said:
    ours = message.direction == TO_REPORTER
    signer = AccountId(ids.from_hex(message.signer) or 0)
    sender = reader.name_of(signer) if ours else gettext("The reporter")
    day = utc_day_words(message.day, reader.now, reader.service.timezone)
    text = with_hidden_named(message.text)
    return Said(str(sender), day, text, ours, speech_words(message))


def _problems(case: Case, now: datetime) -> tuple[str, ...]:
    said = [] if case.times_fit else [str(TIMES_ALTERED)]
    if not case.watched.fits(clock.quarter_of(now)):
        said.append(str(NOT_WATCHED))
    if case.watched.is_behind(clock.quarter_of(now)):
        said.append(str(WATCH_BEHIND))
    ended = turn_of(case.conversation.status) == Turn.TEST
    if ended != case.history.has(TEST):
        said.append(str(NOT_A_TEST))
    if case.history.forged:
        said.append(str(FORGED))
    said += [str(CHAIN_PROBLEMS[problem]) for problem in sorted(case.chain.problems)]
    if case.progress.refused:
        said.append(str(REFUSED))
    found = sorted(case.conversation.problems)
    return (*said, *(str(PROBLEMS[problem]) for problem in found))

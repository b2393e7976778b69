"""What a reporter is asked after the outcome: whether it was fair, and about worse treatment.

The answers are not for those who handled the case. The desk names a lead who did not, and the
reporter's page seals the answer about worse treatment to that lead (docs/case.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask_babel import gettext, lazy_gettext

from reporting import ids, limits
from reporting.case import Case
from reporting.casework import kinds
from reporting.casework.record import Act
from reporting.casework.timing import happened_of
from reporting.conversation import Saying
from reporting.days import bank_holidays
from reporting.deadline import Calendar, timers
from reporting.desk.beginning import facts_of
from reporting.desk.beginnings import FAIR, WORSE, ask
from reporting.desk.case.acting import ActForm, ActPage, draw_act, offer_act, open_to_act
from reporting.desk.case.opened import OpenCase, author_of, rosters_or_none
from reporting.desk.fields import MessageText
from reporting.event import HANDOVER
from reporting.message import CHECK_IN, FROM_REPORTER, SURVEY
from reporting.rerouting import OPEN, READING
from reporting.roster import Rosters
from reporting.service import Language
from reporting.timer import Kind, State
from reporting.web.csrf import answers_kept
from reporting.web.surface import current_services

LEAD = "lead"


class AskForm(ActForm):
    """The words around a question, which may be changed."""

    message = MessageText(
        lazy_gettext("Your words to the reporter"),
        description=lazy_gettext(
            "The questions themselves stand below them on the reporter's page."
        ),
        required=lazy_gettext("Write a message"),
    )


@dataclass(frozen=True)
class Beside:
    """What the words say in English, or nothing where they are English, and in what language."""

    english: str
    language: Language


@answers_kept
def send_survey(number: str) -> Any:
    """Ask the reporter whether the work on the case was fair, whatever came of it."""
    opened = open_to_act(number)
    question = Question(kinds.SURVEY_SENT, FAIR, SURVEY, _place(opened))
    return _ask(opened, question, gettext("Ask whether it was fair"))


@answers_kept
def send_check_in(number: str) -> Any:
    """Ask the reporter whether anybody has treated them worse."""
    opened = open_to_act(number)
    asked = len(opened.case.progress.check_ins)
    which, lead = min(asked + 1, limits.CHECK_INS), lead_for(opened.case, rosters_or_none())
    data = {"number": which, **_place(opened), **({"lead": lead} if lead else {})}
    question = Question(kinds.CHECK_IN_SENT, WORSE, CHECK_IN, data)
    title = gettext("Ask about worse treatment")
    return _ask(opened, question, title, early=not is_time(opened))


def _place(opened: OpenCase) -> dict[str, str]:
    """Return the organisation under which the answer is counted: the reporter's page knows none."""
    return {"organisation": opened.case.report.organisation}


def is_time(opened: OpenCase) -> bool:
    """Say whether the next question about worse treatment is due, or will be soon."""
    case, author = opened.case, author_of(opened)
    asked = len(case.progress.check_ins)
    if asked >= limits.CHECK_INS:
        return False
    wanted = (Kind.CHECK_IN, Kind.SECOND_CHECK_IN)[asked]
    happened = happened_of(case.conversation.status, case.received, case.progress)
    calendar = Calendar(author.zone, bank_holidays())
    found = timers(author.promise, happened, author.now, calendar)
    return any(timer.kind == wanted and timer.state != State.DUE for timer in found)


_INTRO = (
    lazy_gettext("It waits on the reporter's page, and nobody who worked on the case is shown it."),
)


@dataclass(frozen=True)
class Question:
    """The event and the message of a question, its words, and what the message carries besides."""

    event: str
    words: str
    kind: str
    data: Mapping[str, Any]


def _ask(opened: OpenCase, question: Question, title: str, *, early: bool = False) -> Any:
    """Offer a question in the language of the report, with its English beside it for the desk."""
    services = current_services()
    facts = facts_of(opened.case, services.service, services.now())
    said, english = ask(question.words, facts)
    page = ActPage(
        title, gettext("Ask"), _INTRO, "desk/case/ask.html", Beside(english, facts.language)
    )
    form = AskForm(data={"message": said})
    if early:
        form.form_errors = [gettext("It is too early to ask this, or it was asked already.")]
        return draw_act(opened, form, page, HTTPStatus.CONFLICT)

    def act() -> Act:
        saying = Saying(form.message.data, question.kind, question.data)
        return Act(question.event, saying=saying)

    return offer_act(opened, question.event, form, page, act)


def lead_for(case: Case, rosters: Rosters) -> str:
    """Return the lead (hex account) who did nothing to a case, and can open it; or nothing.

    Whoever has an event or a message in it, under whichever number, has handled it. Where every
    lead has, the answer goes to the statistics alone. Leads who stand by can open it only once it
    was handed over: before that, what is sealed to one of them would be read by nobody.
    """
    opening = READING if case.history.has(HANDOVER) else frozenset({OPEN})
    handled = {ids.to_hex(event.actor) for event in case.chain.events}
    handled |= {m.signer for m in case.conversation.messages if m.direction != FROM_REPORTER}
    free = (
        member.account
        for roster in rosters.by_body.values()
        for member in roster.with_role({LEAD})
        if case.triage.access.get(member.account, "") in opening
        and not handled & set(map(ids.to_hex, rosters.held_by(member.account)))
    )
    # A lead of the body that handled it first.
    order = sorted(free, key=lambda a: (case.triage.access[a] != OPEN, a))
    return ids.to_hex(order[0]) if order else ""

"""What is asked after a decision: how the reporter was treated, and whether worse since.

The conversation keeps only that it was answered. What was answered is sealed to the release job,
and to one lead, in the transaction that writes the mark.
"""

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from reporting import clock, ids
from reporting.asked import Question
from reporting.checkin import Worse, seal_nothing, seal_worse
from reporting.conversation import Saying
from reporting.errors import RosterRefused
from reporting.ids import AccountId
from reporting.intake.answering import ask, nothing_waits
from reporting.intake.found import Found, Word, find_report, say_word
from reporting.intake.questions import RATHER_NOT, CheckInForm, SurveyForm
from reporting.intake.talking import needs_words
from reporting.message import CHECK_IN_ANSWER, SURVEY_ANSWER
from reporting.quarter import quarter_at
from reporting.receipt import ReceiptKeys
from reporting.roster import Member, Rosters
from reporting.services import Services
from reporting.store import Connection
from reporting.store.checkins import insert_check_in
from reporting.store.facts import insert_facts
from reporting.store.rosters import hold_rosters
from reporting.survey import make_rows

blueprint = Blueprint("surveying", __name__)
Write = Callable[[Connection], None]


@blueprint.route("/<lang>/conversation/survey", methods=["GET", "POST"])
@needs_words
def survey(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Ask how the reporter was treated, whatever the result; every question may be left out."""
    question = find_report(services, keys).asked.survey
    if question is None or (request.method == "GET" and not question.is_open):
        return nothing_waits()
    form = SurveyForm()
    return ask(
        "intake/survey.html",
        form,
        lambda: say_word(services, keys, _survey(services, form.fair)),
        text=question.message.text,
    )


def _survey(services: Services, fair: bool | None) -> Callable[[Found], Word | None]:
    answers = {} if fair is None else {"process_fair": fair}

    def word_for(found: Found) -> Word | None:
        question = found.asked.survey
        if question is None or question.answer is not None:
            return None  # answered once, and only once counted
        decided = found.told.status.state == "outcome_decided"
        state = "feedback_given" if decided else None
        write = _counted(services, found.rosters, question, answers)
        return Word(Saying("", SURVEY_ANSWER), state, write)

    return word_for


def _counted(
    services: Services, rosters: Rosters, question: Question, answers: dict[str, bool]
) -> Write:
    """Return what stores the answers as facts among dummies; nothing of the report is in them."""
    statistics, places = rosters.statistics, services.service.organisations
    if statistics is None:
        raise RosterRefused
    place = places.get(str(question.message.data.get("organisation", "")))
    counted = answers if place is not None else {}
    quarter = quarter_at(services.now(), services.service.timezone)
    any_place = place or next(iter(places.values()))
    rows = make_rows(counted, any_place, quarter, statistics.wrap_public)
    return lambda connection: insert_facts(connection, rows)


@blueprint.route("/<lang>/conversation/check-in", methods=["GET", "POST"])
@needs_words
def check_in(services: Services, keys: ReceiptKeys) -> ResponseReturnValue:
    """Ask whether the reporter has been treated worse since; what happened goes to one lead."""
    found = find_report(services, keys)
    question = found.asked.check_in
    if question is None or (request.method == "GET" and not question.is_open):
        return nothing_waits()
    form = CheckInForm(may_tell=_lead(found.rosters, question) is not None)
    return ask(
        "intake/check_in.html",
        form,
        lambda: say_word(services, keys, _check_in(services, keys, form.worse.data, form.told)),
        text=question.message.text,
    )


def _lead(rosters: Rosters, question: Question) -> Member | None:
    """Return the lead whom the question names, if they still lead, whatever number they have."""
    number = ids.from_hex(str(question.message.data.get("lead", "")))
    leads = (m for roster in rosters.by_body.values() for m in roster.with_role({"lead"}))
    if number is None:
        return None
    # Under the number they have now: a new identity makes them nobody else.
    return next((m for m in leads if rosters.is_one(m.account, AccountId(number))), None)


def _check_in(
    services: Services, keys: ReceiptKeys, worse: str, told: str
) -> Callable[[Found], Word | None]:
    answers = {} if worse == RATHER_NOT else {"treated_worse": worse == "yes"}

    def word_for(found: Found) -> Word | None:
        question = found.asked.check_in
        if question is None or question.answer is not None:
            return None
        number = question.message.data.get("number")
        day, lead = clock.day_of(services.now()), _lead(found.rosters, question)
        if answers.get("treated_worse") and lead is not None:
            which = number if isinstance(number, int) else 0
            told_of = Worse(found.row.report, which, day, told)
            row = seal_worse(told_of, keys.signing_seed, lead.wrap_public)
        else:
            row = seal_nothing(day)
        count = _counted(services, found.rosters, question, answers)

        def write(connection: Connection) -> None:
            # The lead to whom it is sealed may have another identity by now: it is sealed anew.
            hold_rosters(connection, found.rosters.versions)
            insert_check_in(connection, row)
            count(connection)

        data = {} if number is None else {"number": number}
        return Word(Saying("", CHECK_IN_ANSWER, data), also=write)

    return word_for

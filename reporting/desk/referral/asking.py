"""An interpreter or a safeguarding adviser is asked, with only what is needed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext

from reporting import limits
from reporting.casework import gates
from reporting.casework.referrals import STORY, may_advise
from reporting.desk.referral.drafting import Hint, hints_of
from reporting.desk.referral.forms import AdviserForm, InterpreterForm
from reporting.desk.referral.found import Found, find_to_act, member_choices, speaker_choices
from reporting.errors import Changed, NotAllowed, TooLong
from reporting.ids import AccountId
from reporting.message import FROM_REPORTER
from reporting.referring.acting import Question, ask
from reporting.referring.passages import passages_of
from reporting.serves import ADVISER, INTERPRETER
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.options import Choice

NOBODY = lazy_gettext(
    "No interpreter is on the signed lists who may see this report. Ask your lead."
)
NO_ADVISER = lazy_gettext(
    "No safeguarding adviser is on the signed lists who may see this report. Ask your lead."
)
GATE = lazy_gettext(
    "The reporter has not agreed to anything being shared. Open the gate of safeguarding first."
)


@dataclass(frozen=True)
class Passage:
    """One thing that can be translated: its code on the page, its name, and the words."""

    message: int
    part: int
    label: str
    text: str

    @property
    def code(self) -> str:
        """What the form carries."""
        return f"{self.message}.{self.part}"


@dataclass(frozen=True)
class AskPage:
    """What the page shows besides its form; `gate` is the address of the gate it waits for."""

    number: str
    title: str
    intro: str
    button: str
    hints: tuple[Hint, ...] = ()
    gate: str = ""


def passages(found: Found) -> tuple[Passage, ...]:
    """Return everything the reporter wrote, in passages short enough to be translated at once."""
    return tuple(_passages(found))


def _passages(found: Found) -> Iterator[Passage]:
    case = found.desk.case
    texts = [(STORY, gettext("The report"), case.report.story)]
    said = [m for m in case.conversation.messages if m.direction == FROM_REPORTER and m.text]
    texts += [
        (m.sequence, gettext("Message %(number)d of the reporter", number=place), m.text)
        for place, m in enumerate(said, 1)
    ]
    for message, name, text in texts:
        parts = passages_of(text)
        for part, passage in enumerate(parts):
            label = name
            if len(parts) > 1:
                label = gettext(
                    "%(name)s, part %(part)d of %(parts)d",
                    name=name, part=part + 1, parts=len(parts),
                )  # fmt: skip
            yield Passage(message, part, label, passage)


@answers_kept
def ask_interpreter(number: str) -> Any:
    """Choose what is to be translated and by whom; ask."""
    found = find_to_act(number)
    speakers, all_passages = found.interpreters(), passages(found)
    form = InterpreterForm()
    form.what.choices = tuple(Choice(each.code, each.label) for each in all_passages)
    form.to.choices = tuple(speaker_choices(speakers))
    days = found.desk.author.promise.interpreter_days
    page = AskPage(
        number,
        gettext("Have something translated"),
        ngettext(
            "An interpreter sees this one text, and neither the report nor the conversation. They "
            "have %(num)d day. What they write stands beside the original, marked as a "
            "translation.",
            "An interpreter sees this one text, and neither the report nor the conversation. They "
            "have %(num)d days. What they write stands beside the original, marked as a "
            "translation.",
            days,
        ),
        gettext("Ask the interpreter"),
    )
    lack = str(NOBODY) if not speakers else ""
    if request.method != "POST":
        return _page(found, form, page, lack=lack)
    if not validate(form):
        return _page(found, form, page, HTTPStatus.BAD_REQUEST, lack)
    chosen = next(each for each in all_passages if each.code == form.what.data)
    speaker = next(each for each in speakers if each.code == form.to.data)
    question = Question(
        INTERPRETER,
        speaker.account,
        chosen.text,
        "",
        found.desk.day + days,
        speaker.language,
        chosen.message,
        chosen.part,
    )
    return _ask(found, form, page, question, [each.account for each in speakers])


@answers_kept
def ask_adviser(number: str) -> Any:
    """Write a question of safeguarding; ask."""
    found = find_to_act(number)
    members, form = found.advisers(), AdviserForm()
    form.to.choices = tuple(member_choices(members)) if members else ()
    page = AskPage(
        number,
        gettext("Ask a safeguarding adviser"),
        gettext(
            "They see what you write here, and neither the report nor the conversation. If a child "
            "or an adult at risk is in danger now, ring them as well."
        ),
        gettext("Ask the adviser"),
        hints_of(form.text.data),
    )
    lack = "" if may_advise(found.situation()) else str(GATE)
    if lack:
        gate = url_for("gate", number=number, gate=gates.SAFEGUARDING)
        page = replace(page, gate=gate)
    lack = lack or ("" if members else str(NO_ADVISER))
    if request.method != "POST":
        return _page(found, form, page, lack=lack)
    if not validate(form):
        return _page(found, form, page, HTTPStatus.BAD_REQUEST, lack)
    question = Question(
        ADVISER,
        AccountId(int(form.to.data, 16)),
        form.text.data,
        form.asked.data,
        found.desk.day + limits.ADVISER_DAYS,
        "en",
        STORY,
    )
    return _ask(found, form, page, question, [member.account for member in members])


def _choices(found: Found, kind: str) -> Iterator[Choice]:
    """Return who can be asked by the lists that are in force now."""
    if kind == INTERPRETER:
        return speaker_choices(found.interpreters())
    return member_choices(found.advisers())


def _ask(
    found: Found,
    form: InterpreterForm | AdviserForm,
    page: AskPage,
    question: Question,
    offered: list[AccountId],
) -> Any:
    try:
        case = found.opened.as_read(form.revision.data)
        ask(replace(found.desk, case=case), question, offered)
    except (Changed, NotAllowed, TooLong) as error:
        form.form_errors = [gettext(error.sentence)]
        anew = find_to_act(page.number)
        form.to.choices = tuple(_choices(anew, question.kind))
        return _page(anew, form, page, HTTPStatus.CONFLICT)
    return redirect(url_for("case", number=page.number, done="asked"), HTTPStatus.SEE_OTHER)


def _page(
    found: Found,
    form: InterpreterForm | AdviserForm,
    page: AskPage,
    status: int = HTTPStatus.OK,
    lack: str = "",
) -> Response:
    form.revision.data = str(found.desk.case.revision)
    drawn = render_template("desk/referral/ask.html", page=page, form=form, lack=lack)
    return make_response(drawn, status)

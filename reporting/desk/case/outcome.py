"""The outcome of a case: a finding, what is done, and the words that the reporter is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext

from reporting import limits
from reporting.casework import kinds
from reporting.casework.progress import Outcome, needs_second
from reporting.casework.record import Act
from reporting.conversation import Saying
from reporting.desk.beginning import Beginning, facts_of
from reporting.desk.beginnings import OUTCOME as WORDS_OF_OUTCOME
from reporting.desk.beginnings import begin_message, signed_twice
from reporting.desk.case.acting import ActForm, ActPage, offer_act, open_to_act
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.case.told import Answer
from reporting.message import OUTCOME
from reporting.vocabulary import (
    ACTIONS,
    FINDINGS,
    MALICIOUS,
    NO_FURTHER_ACTION,
    OPTIONS,
    codes,
    label_of,
    labels_of,
)
from reporting.web.csrf import answers_kept
from reporting.web.fields import RadioChoice, TextArea, TextLine, Ticks, refuse
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named


class OutcomeForm(ActForm):
    """What was decided; what was tried follows for each option (see `_with_tried`)."""

    finding = RadioChoice(
        lazy_gettext("What did you find, on the balance of probabilities?"),
        choices=FINDINGS,
        description=lazy_gettext(
            "“Not enough to tell” is not the same as “points away”. What was not proved is not "
            "therefore untrue."
        ),
        required=lazy_gettext("Choose what you found"),
    )
    evidence = TextArea(
        lazy_gettext("What is the evidence that it is knowingly untrue?"),
        description=lazy_gettext("Only for that finding."),
        characters=limits.EVIDENCE_CHARACTERS,
        most_bytes=limits.EVIDENCE_BYTES,
    )
    actions = Ticks(
        lazy_gettext("What is done?"),
        choices=ACTIONS,
        description=lazy_gettext("Tick all that fit."),
        required=lazy_gettext("Tick what is done, or that nothing further is"),
    )
    words = TextArea(
        lazy_gettext("Your words to the reporter"),
        description=lazy_gettext(
            "Put your own words in place of what stands in double square brackets. Of staff say "
            "that action was taken under the organisation's procedures, and what has changed."
        ),
        characters=limits.OUTCOME_CHARACTERS,
        most_bytes=limits.OUTCOME_BYTES,
        required=lazy_gettext("Write to the reporter what was decided"),
    )
    beginning: Beginning
    possible: tuple[str, ...] = ()

    def tried(self) -> dict[str, str]:
        """Return what came of each option that was tried."""
        said = {code: str(self[_name_of(code)].data) for code in codes(OPTIONS)}
        return {code: text for code, text in said.items() if text}

    def check(self) -> None:
        """Refuse an outcome that names nothing, and an ending without a reason."""
        refusal = self.beginning.refusal(self.words.data)
        if refusal:
            refuse(self.words, refusal)
        if self.finding.data == MALICIOUS and not self.evidence.data:
            refuse(self.evidence, gettext("Write what shows that it is knowingly untrue"))
        if NO_FURTHER_ACTION not in self.actions.data:
            return
        if len(self.actions.data) > 1:
            refuse(self.actions, gettext("No further action cannot stand beside another action"))
        tried = self.tried()
        missing = [code for code in self.possible if code not in tried]
        if not self.possible and not tried:
            missing = [codes(OPTIONS)[0]]
        for code in missing:
            refuse(self[_name_of(code)], gettext("Write what came of it, or why it was not tried"))


def _name_of(option: str) -> str:
    return f"tried_{option}"


_TRIED = {
    _name_of(term.code): TextLine(
        term.label,
        description=lazy_gettext("If it was tried: what came of it?"),
        characters=limits.TRIED_CHARACTERS,
        most_bytes=limits.TRIED_BYTES,
    )
    for term in OPTIONS
}
_Whole: type[OutcomeForm] = type("OutcomeForm", (OutcomeForm,), _TRIED)


def _form(opened: OpenCase) -> OutcomeForm:
    services, case = current_services(), opened.case
    beginning = begin_message(WORDS_OF_OUTCOME, facts_of(case, services.service, services.now()))
    form = _Whole(data={"words": beginning.text})
    form.beginning = beginning
    form.possible = case.progress.triage.options if case.progress.triage else ()
    for code in form.possible:
        form[_name_of(code)].description = gettext(
            "Your triage card calls this possible. If nothing further is done: what came of it?"
        )
    return form


def _page(opened: OpenCase) -> ActPage:
    intro = [
        gettext(
            "The reporter gets your words as a message. The finding and the actions are kept here "
            "and counted, without any link to the report."
        )
    ]
    if opened.case.progress.outcome is not None:
        intro.append(gettext("This case has an outcome already: a new one changes it."))
    if needs_second(kinds.DECIDED, {}, opened.case.progress.triage):
        intro.append(
            gettext(
                "Because of how severe it is, or of how few could have written it, a second reader "
                "must sign before the reporter is told."
            )
        )
    return ActPage(
        gettext("Outcome"), gettext("Decide this"), tuple(intro), "desk/case/outcome_form.html"
    )


@answers_kept
def decide(number: str) -> Any:
    """Show the form of an outcome, or decide, or propose it to a second reader."""
    opened = open_to_act(number)
    form, page = _form(opened), _page(opened)
    return offer_act(opened, kinds.DECIDED, form, page, lambda: _act(opened, form))


def _act(opened: OpenCase, form: OutcomeForm) -> Act:
    data: dict[str, Any] = {
        "finding": form.finding.data,
        "actions": list(form.actions.data),
        "words": form.words.data,
        "tried": form.tried(),
        "evidence": form.evidence.data,
    }
    if needs_second(kinds.DECIDED, data, opened.case.progress.triage):
        services = current_services()
        facts = facts_of(opened.case, services.service, services.now())
        data["words"] = f"{form.words.data}\n\n{signed_twice(facts)}"
    return Act(kinds.DECIDED, data, saying=saying_of(data))


def saying_of(data: Any) -> Saying:
    """Return the message in which the reporter gets the words of a decision."""
    return Saying(str(data.get("words", "")), OUTCOME)


@dataclass(frozen=True)
class OutcomePanel:
    """A decision in words."""

    answers: tuple[Answer, ...]
    words: str


def outcome_panel(opened: OpenCase, _reader: Reader) -> Panel | None:
    """Return the outcome of a case that has one."""
    outcome = opened.case.progress.outcome
    if outcome is None:
        return None
    return Panel("desk/case/outcome.html", draw_outcome(outcome))


def draw_outcome(outcome: Outcome) -> OutcomePanel:
    """Return a decision in words: what was found, done and tried, and what the reporter reads."""
    answers = [
        Answer(gettext("Finding"), (label_of(FINDINGS, outcome.finding),)),
        Answer(gettext("Actions"), tuple(labels_of(ACTIONS, outcome.actions))),
    ]
    tried, evidence = outcome.data.get("tried"), outcome.data.get("evidence")
    if isinstance(tried, dict) and tried:
        answers.append(Answer(gettext("What was tried"), _tried(tried)))
    if evidence:
        answers.append(Answer(gettext("Evidence"), (with_hidden_named(str(evidence)),)))
    return OutcomePanel(tuple(answers), with_hidden_named(outcome.words))


def _tried(came: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        with_hidden_named(f"{label_of(OPTIONS, code)}: {came[code]}")
        for code in codes(OPTIONS)
        if code in came
    )

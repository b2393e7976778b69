"""The second signature: another person reads exactly what would take effect, and signs or not."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import redirect, url_for
from flask_babel import gettext, lazy_gettext

from reporting import limits
from reporting.casework import kinds
from reporting.casework.progress import Outcome, Proposal
from reporting.casework.record import Act
from reporting.desk.case.acting import ActForm, ActPage, expiry_of, offer_act, open_to_act
from reporting.desk.case.chronicle import proposal_words
from reporting.desk.case.opened import OpenCase, reader
from reporting.desk.case.outcome import OutcomePanel, draw_outcome, saying_of
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.fields import Reason
from reporting.desk.wording import utc_day_words
from reporting.vocabulary import SORTS, label_of
from reporting.web.csrf import answers_kept
from reporting.web.fields import RadioChoice, refuse
from reporting.web.options import Choice

SIGN, DECLINE = "sign", "decline"
_SIGNING = (
    Choice(SIGN, lazy_gettext("I have read it and sign it")),
    Choice(DECLINE, lazy_gettext("I decline it")),
)
_WITHDRAWING = (Choice(DECLINE, lazy_gettext("I take my proposal back")),)


class SecondForm(ActForm):
    """Whether somebody signs what a colleague proposes."""

    answer = RadioChoice(
        lazy_gettext("Your answer"), required=lazy_gettext("Choose what you do with the proposal")
    )
    reason = Reason(
        lazy_gettext("Why?"),
        description=lazy_gettext("Needed if you decline. Colleagues read it."),
    )
    own = False

    def check(self) -> None:
        """Let nobody decline a colleague's proposal without a reason."""
        if self.answer.data == DECLINE and not self.own and not self.reason.data:
            refuse(self.reason, gettext("Write why you decline it"))


@dataclass(frozen=True)
class Reading:
    """What somebody signs: in a sentence or two, and a decision with all of its words."""

    sentences: tuple[str, ...]
    decision: OutcomePanel | None = None


@answers_kept
def second(number: str) -> Any:
    """Show what is proposed, and take the answer."""
    opened = open_to_act(number)
    proposal = opened.case.progress.proposal
    if proposal is None:
        return redirect(url_for("case", number=opened.number), HTTPStatus.SEE_OTHER)
    form = SecondForm()
    form.own = _is_own(opened, proposal)
    form.answer.choices = _WITHDRAWING if form.own else _SIGNING
    page = ActPage(
        gettext("Your proposal") if form.own else gettext("A proposal to read and sign"),
        gettext("Take it back") if form.own else gettext("Answer"),
        (),
        "desk/case/second.html",
        _reading(opened, proposal),
    )
    return offer_act(opened, kinds.SECONDED, form, page, lambda: _act(form, proposal))


def _is_own(opened: OpenCase, proposal: Proposal) -> bool:
    """Say whether the reader proposed it, under whichever number they had then."""
    return proposal.person == opened.case.chain.person_of(reader().account)


def _act(form: SecondForm, proposal: Proposal) -> Act:
    data: dict[str, Any] = {"proposal": proposal.sequence}
    if form.reason.data:
        data["reason"] = form.reason.data
    if form.answer.data == DECLINE:
        return Act(kinds.DECLINED, data)
    return Act(
        kinds.SECONDED,
        data,
        saying=saying_of(proposal.data) if proposal.kind == kinds.DECIDED else None,
    )


def _reading(opened: OpenCase, proposal: Proposal) -> Reading:
    who, data = reader(), proposal.data
    if proposal.kind == kinds.DECIDED:
        outcome = Outcome(
            str(data.get("finding", "")),
            tuple(data.get("actions", ())),
            str(data.get("words", "")),
            data,
        )
        said = gettext("Once this is signed, the reporter gets the words below as a message.")
        return Reading((str(said),), draw_outcome(outcome))
    day = expiry_of(opened, proposal.kind, data) or opened.case.last_day
    gone = gettext(
        "Once this is signed nothing more is due, and the report is removed on %(day)s. Until then "
        "the reporter can still write.",
        day=utc_day_words(day, who.now, who.service.timezone),
    )
    if proposal.kind == kinds.TRIAGED:
        sort = label_of(SORTS, str(data.get("sort", "")))
        return Reading((str(gettext("It would be kept as: %(sort)s.", sort=sort)), str(gone)))
    return Reading((str(gettext("The case would be closed.")), str(gone), *_still_to_ask(opened)))


def _still_to_ask(opened: OpenCase) -> tuple[str, ...]:
    """Say what the reporter would not be asked any more."""
    if len(opened.case.progress.check_ins) == limits.CHECK_INS:
        return ()
    said = gettext(
        "The reporter has not been asked twice yet whether anybody treats them worse. Nobody is "
        "reminded of that once the case is closed."
    )
    return (str(said),)


@dataclass(frozen=True)
class ProposalPanel:
    """A proposal that waits, and whether it is the reader's own."""

    number: str
    what: str
    own: bool


def proposal_panel(opened: OpenCase, _reader: Reader) -> Panel | None:
    """Return the proposal that waits for a second signature, if there is one."""
    proposal = opened.case.progress.proposal
    if proposal is None:
        return None
    content = ProposalPanel(opened.number, proposal_words(proposal.kind), _is_own(opened, proposal))
    return Panel("desk/case/proposal.html", content, first=not content.own)

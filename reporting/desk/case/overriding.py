"""The pages on which two leads let somebody in who is kept out, with the reporter's consent."""

from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import redirect, url_for
from flask_babel import gettext, lazy_gettext

from reporting import ids
from reporting.casework import kinds
from reporting.casework.overrides import Override, Standing, may_sign
from reporting.casework.overriding import ask_act, end_act, overrides_of, sign_act
from reporting.casework.record import Act
from reporting.desk.beginning import Beginning, facts_of
from reporting.desk.beginnings import OVERRIDE, begin_message, let_in_words
from reporting.desk.case.acting import ActForm, ActPage, offer_act, open_to_act
from reporting.desk.case.opened import OpenCase, author_of, rosters_or_none
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.fields import MessageText, Reason
from reporting.desk.roster.words import declared_words
from reporting.desk.session import signed_in
from reporting.ids import AccountId
from reporting.rerouting import OVERRIDDEN, find_excluded
from reporting.store.accounts import list_accounts
from reporting.web.csrf import answers_kept
from reporting.web.fields import RadioChoice, refuse
from reporting.web.options import Choice
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named

SIGN, END = "sign", "end"
_SIGNING = Choice(SIGN, lazy_gettext("I have read it and sign it"))
_ENDING = Choice(END, lazy_gettext("Nobody is let in: I end it"))
STANDINGS = {
    Standing.WAITING: lazy_gettext(
        "The reporter has been asked and has not answered. Silence is no consent."
    ),
    Standing.AGREED: lazy_gettext(
        "The reporter has agreed. A second lead, who is not the one who asked, must sign."
    ),
    Standing.REFUSED: lazy_gettext("The reporter said no, so nobody is let in."),
    Standing.ENDED: lazy_gettext("It was ended, and nobody was let in."),
    Standing.SIGNED: lazy_gettext("Two leads have signed it, and the colleague was let in."),
}


class AskForm(ActForm):
    """Who would be let in, why, and what the reporter is asked."""

    account = RadioChoice(
        lazy_gettext("Who would be let in?"), required=lazy_gettext("Choose a colleague")
    )
    reason = Reason(
        lazy_gettext("Why?"),
        description=lazy_gettext(
            "For the second lead, and for everybody who can open the report. It stays, and nobody "
            "can change it."
        ),
        required=lazy_gettext("Write why"),
    )
    words = MessageText(
        lazy_gettext("What the reporter is asked"),
        description=lazy_gettext(
            "They must be able to tell what they agree to. What yes and no mean stands below it on "
            "their page."
        ),
        required=lazy_gettext("Write to the reporter"),
    )
    beginning: Beginning

    def check(self) -> None:
        """Refuse words with a gap in them."""
        refusal = self.beginning.refusal(self.words.data)
        if refusal:
            refuse(self.words, refusal)


class AnswerForm(ActForm):
    """Whether a second lead signs, or somebody ends it."""

    answer = RadioChoice(lazy_gettext("Your answer"), required=lazy_gettext("Choose your answer"))
    reason = Reason(
        lazy_gettext("Why?"),
        description=lazy_gettext("Needed if you end it. Colleagues read it."),
    )

    def check(self) -> None:
        """Let nobody end it without a reason."""
        if self.answer.data == END and not self.reason.data:
            refuse(self.reason, gettext("Write why you end it"))


@dataclass(frozen=True)
class Offered:
    """Whether there is anybody who could be let in."""

    anybody: bool


@dataclass(frozen=True)
class OverrideSheet:
    """What a second lead reads before they sign: who, why, what was asked, and how far it is."""

    name: str
    reason: str
    words: str
    standing: str


@answers_kept
def ask(number: str) -> Any:
    """Choose who would be let in, and ask the reporter; one that waits is shown instead."""
    opened = open_to_act(number)
    if _newest(opened, running=True) is not None:
        return redirect(url_for("answer_override", number=opened.number), HTTPStatus.SEE_OTHER)
    services = current_services()
    beginning = begin_message(OVERRIDE, facts_of(opened.case, services.service, services.now()))
    form = AskForm(data={"words": beginning.text})
    form.beginning = beginning
    form.account.choices = _choices(opened)
    page = ActPage(
        gettext("Let in somebody who is kept out"),
        gettext("Ask the reporter"),
        (
            gettext(
                "Only if nobody else can do what this report needs. It takes the reporter's yes, "
                "you, and a second lead. If the reporter says no, it ends; if they say nothing, "
                "nobody is let in."
            ),
        ),
        "desk/case/override_ask.html",
        Offered(bool(form.account.choices)),
    )
    return offer_act(opened, kinds.OVERRIDE_ASKED, form, page, lambda: _asking(opened, form))


def _asking(opened: OpenCase, form: AskForm) -> Act:
    return ask_act(
        opened.case,
        (current_services().service, rosters_or_none()),
        signed_in().account.id,
        AccountId(ids.from_hex(form.account.data) or 0),
        form.reason.data,
        form.words.data,
    )


@answers_kept
def answer(number: str) -> Any:
    """Show what the reporter was asked and said; let a second lead sign, or any lead end it."""
    opened = open_to_act(number)
    override = _newest(opened, running=True)
    if override is None:
        return redirect(url_for("case", number=opened.number), HTTPStatus.SEE_OTHER)
    form = AnswerForm()
    signing = may_sign(override, opened.case.chain.person_of(signed_in().account.id))
    form.answer.choices = (_SIGNING, _ENDING) if signing else (_ENDING,)
    page = ActPage(
        gettext("Somebody who is kept out may be let in"),
        gettext("Answer"),
        (),
        "desk/case/override.html",
        _asked(override),
    )
    return offer_act(
        opened, kinds.OVERRIDE_ENDED, form, page, lambda: _answering(opened, form, override)
    )


def _answering(opened: OpenCase, form: AnswerForm, override: Override) -> Act:
    if form.answer.data == END:
        return end_act(override, form.reason.data)
    services, author = current_services(), author_of(opened)
    words = let_in_words(facts_of(opened.case, services.service, services.now()))
    places = (services.service, rosters_or_none())
    return sign_act(opened.case, opened.report_key, author, places, words)


def _newest(opened: OpenCase, *, running: bool = False) -> Override | None:
    newest = overrides_of(opened.case, rosters_or_none()).newest
    return newest if newest is not None and (newest.is_running or not running) else None


def _asked(override: Override) -> OverrideSheet:
    names = _names({override.account})
    return OverrideSheet(
        names.get(override.account, gettext("An account that is no more")),
        with_hidden_named(override.reason),
        with_hidden_named(override.words),
        str(STANDINGS[override.standing]),
    )


def _names(accounts: Collection[AccountId]) -> dict[AccountId, str]:
    with current_services().store.read() as connection:
        rows = list_accounts(connection, signed_in().account.body)
    return {row.id: row.username for row in rows if row.id in accounts and not row.disabled}


def _choices(opened: OpenCase) -> tuple[Choice, ...]:
    """Return those who are kept out, with the connections that the signed list has of them."""
    rosters = rosters_or_none()
    service = current_services().service
    found = find_excluded(service, rosters, opened.case.triage, signed_in().account.id)
    members = {m.account: m for roster in rosters.by_body.values() for m in roster.members}
    return tuple(
        Choice(
            ids.to_hex(account),
            name,
            "; ".join(declared_words(service, members[account].declarations)),
        )
        for account, name in _names(found).items()
    )


@dataclass(frozen=True)
class OverridePanel:
    """How far the newest override is; `answers` if the reader may answer it, `wrong` if forged."""

    number: str
    standing: str
    answers: bool
    wrong: bool


def override_panel(opened: OpenCase, _reader: Reader) -> Panel | None:
    """Return how the newest override stands, and whether somebody was let in without one."""
    overrides = overrides_of(opened.case, rosters_or_none())
    newest = overrides.newest
    if not opened.in_force:
        return None
    inside = {a for a, word in opened.case.triage.access.items() if word == OVERRIDDEN}
    wrong = bool(overrides.forged) or not inside <= overrides.let_in
    if newest is None and not wrong:
        return None
    running = newest is not None and newest.is_running
    content = OverridePanel(
        opened.number,
        str(STANDINGS[newest.standing]) if newest else "",
        running and is_lead(),
        wrong,
    )
    return Panel("desk/case/override_panel.html", content)


def is_lead() -> bool:
    """Say whether whoever asks is a lead."""
    return signed_in().account.role == "lead"

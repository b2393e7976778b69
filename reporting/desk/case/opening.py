"""The question before a case is opened: whether somebody in it is known, and why it is opened."""

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import clock
from reporting.casework import kinds
from reporting.casework.openings import has_declared, was_opened
from reporting.casework.record import Act, note
from reporting.casework.recusing import recuse
from reporting.desk.case.acting import ActForm, ActPage, check_in_force, draw_act
from reporting.desk.case.chronicle import mark_of
from reporting.desk.case.opened import OpenCase, author_of, open_case, reader
from reporting.desk.case.told import Answer, subject_answers
from reporting.desk.fields import Reason
from reporting.desk.roster.wish import is_touched, read_own
from reporting.desk.session import signed_in
from reporting.errors import Changed, NotAllowed, RosterRefused, StoreUnavailable
from reporting.web.csrf import answers_kept
from reporting.web.fields import RadioChoice, refuse, validate
from reporting.web.options import Choice
from reporting.web.surface import current_services

NO, YES = "no", "yes"
_ANSWERS = (
    Choice(NO, lazy_gettext("No, none of these")),
    Choice(
        YES,
        lazy_gettext("Yes, or maybe"),
        lazy_gettext(
            "You give the report up, and cannot open it again. Nobody is told why, and you need "
            "not say."
        ),
    ),
)


_TOUCHED = lazy_gettext(
    "You have declared a connection that this report touches. Choose yes, and a colleague takes it."
)


class OpeningForm(ActForm):
    """What somebody declares before they read a report."""

    known = RadioChoice(
        lazy_gettext("Do any of these fit you?"),
        choices=_ANSWERS,
        required=lazy_gettext("Choose whether any of these fit you"),
    )
    reason = Reason(
        lazy_gettext("Why do you open it?"),
        description=lazy_gettext(
            "Needed only if none of them fits. Write for instance: I am on duty. The leads of your "
            "body read it."
        ),
    )

    def check(self) -> None:
        """Let nobody open a report without a reason."""
        if self.known.data == NO and not self.reason.data:
            refuse(self.reason, gettext("Write in a few words why you open it"))


class AgainForm(ActForm):
    """What somebody says who has read a report, and knows somebody in it after all."""

    known = RadioChoice(
        lazy_gettext("Do any of these fit you?"),
        choices=_ANSWERS,
        required=lazy_gettext("Choose whether any of these fit you"),
    )


@dataclass(frozen=True)
class Subject:
    """Whom a report is about, in words, before any of its text is shown.

    `readable` is the address of the report where no answer can be taken now, else empty; `again`
    if it has been read by whoever is asked.
    """

    answers: tuple[Answer, ...]
    readable: str
    again: bool


@answers_kept
def answer_question(number: str) -> Any:
    """Ask whether somebody is known, and take the answer; once it is given, the case follows.

    Whoever has answered that they know nobody may ask to be asked again, and give it up then.
    """
    opened, who = open_case(number), reader()
    if has_declared(opened.case.chain.events, who.account):
        return _ask_again(opened)
    form = OpeningForm()
    if request.method == "GET":
        return _page(opened, form)
    if form.known.data == NO and _is_touched(opened):
        refuse(form.known, _TOUCHED)
        return _page(opened, form, HTTPStatus.BAD_REQUEST)
    if not validate(form):
        return _page(opened, form, HTTPStatus.BAD_REQUEST)
    try:
        check_in_force(opened)
        return _give_up(opened) if form.known.data == YES else _declare(opened, form.reason.data)
    except (Changed, NotAllowed) as error:
        form.form_errors = [gettext(error.sentence)]
        return _page(opened, form, HTTPStatus.CONFLICT)


def _ask_again(opened: OpenCase) -> Any:
    """Let somebody give up what they have read; any other answer leads back to the case."""
    form = AgainForm()
    if "again" not in request.args or form.known.data == NO:
        return redirect(url_for("case", number=opened.number), HTTPStatus.SEE_OTHER)
    if request.method == "GET":
        return _page(opened, form)
    if not validate(form):
        return _page(opened, form, HTTPStatus.BAD_REQUEST)
    try:
        check_in_force(opened)
        return _give_up(opened)
    except (Changed, NotAllowed) as error:
        form.form_errors = [gettext(error.sentence)]
        return _page(opened, form, HTTPStatus.CONFLICT)


def _is_touched(opened: OpenCase) -> bool:
    """Say whether a connection touches the report that was declared and is not signed yet."""
    services, session = current_services(), signed_in()
    try:
        own = read_own(services, session.account, session.identity)
    except RosterRefused:
        return False  # nothing is declared while no list is in force: `check_in_force` says so
    return is_touched(own, opened.case.report)


def _page(opened: OpenCase, form: OpeningForm | AgainForm, status: int = HTTPStatus.OK) -> Any:
    form.revision.data, form.seen.data = str(opened.case.revision), mark_of(opened.case)
    subject = Subject(
        subject_answers(opened.case.report, current_services().service),
        "" if opened.in_force else url_for("case", number=opened.number),
        isinstance(form, AgainForm),
    )
    page = ActPage(
        gettext("Do you know somebody in it after all?")
        if subject.again
        else gettext("Before you open this report"),
        gettext("Continue"),
        template="desk/case/opening.html",
        content=subject,
    )
    return draw_act(opened, form, page, status)


def _declare(opened: OpenCase, reason: str) -> Any:
    author, store = author_of(opened), current_services().store
    note(store, opened.case, opened.report_key, author, Act(kinds.DECLARED, {"reason": reason}))
    return redirect(url_for("case", number=opened.number), HTTPStatus.SEE_OTHER)


def _give_up(opened: OpenCase) -> Any:
    services = current_services()
    moved = recuse(
        services.store,
        opened.case,
        opened.report_key,
        author_of(opened),
        (services.service, services.rosters.current()),
    )
    address = url_for("cases", given_up="moved" if moved else "here")
    return redirect(address, HTTPStatus.SEE_OTHER)


def record_opening(opened: OpenCase) -> None:
    """Record that the page of a report was opened, once an account and UTC day.

    A database that takes no writing keeps nobody from reading of a danger: docs/soundness.md.
    """
    author, store = author_of(opened), current_services().store
    if was_opened(opened.case.chain.events, author.account, clock.day_of(author.now)):
        return
    with suppress(StoreUnavailable, Changed):
        note(store, opened.case, opened.report_key, author, Act(kinds.OPENED))

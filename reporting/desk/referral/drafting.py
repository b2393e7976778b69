"""A summary for an owner: written, looked at, put to the reporter, sent or withdrawn."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import clock, ids, primitives
from reporting.casework import kinds
from reporting.casework.referrals import MAY_BE_SENT, Draft, Standing, standing_of
from reporting.days import add_working_days, bank_holidays
from reporting.desk.asked.sheet import AskedSheet, draw_asked
from reporting.desk.asked.sorts import SORTS, Sort
from reporting.desk.referral.forms import DraftForm, SendForm
from reporting.desk.referral.found import Found, find_to_act, owner_choices
from reporting.desk.wording import day_words
from reporting.errors import Changed, NotAllowed, TooLong
from reporting.identifying import find_marks
from reporting.ids import ReferralId
from reporting.referring.acting import Plan, put_to_reporter, send, withdraw_draft
from reporting.referring.passages import own_words
from reporting.referring.reading import Exchange
from reporting.referring.request import Request
from reporting.serves import OWNER
from reporting.vocabulary import SHARE_SUMMARY
from reporting.web.csrf import answers_kept
from reporting.web.fields import Form, validate
from reporting.web.surface import current_services

STANDINGS = {
    Standing.AGREED: lazy_gettext("The reporter has agreed to this summary. It can be sent."),
    Standing.EDITED: lazy_gettext(
        "The reporter has changed the summary. Below it stands as they left it, and only so it can "
        "be sent."
    ),
    Standing.REFUSED: lazy_gettext(
        "The reporter does not want this summary to be sent. Withdraw it. You can write another "
        "one, or ask them what they would agree to."
    ),
    Standing.WAITING: lazy_gettext("The reporter has not answered yet. It waits for them."),
    Standing.SILENT: lazy_gettext(
        "The reporter has not answered in the time they had, and agreed before to a summary being "
        "shared. It can be sent."
    ),
    Standing.SILENT_FEW: lazy_gettext(
        "The reporter has not answered in the time they had. Silence is no consent here: ten "
        "people or fewer could be the source, or they never agreed to a summary being shared. "
        "Ask them again, or leave it."
    ),
    Standing.OVERRULED: lazy_gettext(
        "The gate of serious risk is open, so this can be sent without the reporter's consent."
    ),
}
STATE_FIRST = lazy_gettext("A summary can be put to the reporter once the report is triaged.")


@dataclass(frozen=True)
class Hint:
    """Something in a summary that could tell who wrote: the words, and what is safer."""

    words: str
    what: str
    safer: str


@dataclass(frozen=True)
class DraftPage:
    """What the page of a draft shows besides its form."""

    number: str
    preview: AskedSheet | None
    sort: Sort
    hints: tuple[Hint, ...]
    own: str
    agreed: bool
    triaged: bool
    standing: str = ""
    until: str = ""
    may_send: bool = False
    to: str = ""


@answers_kept
def draft(number: str) -> Any:
    """Show the draft of a case, or the form for one; look at one, or put it to the reporter."""
    found = find_to_act(number)
    form = _form(found)
    if request.method != "POST":
        if found.referrals.draft is not None:
            return _waiting(found)
        return _writing(found, form, None)
    if not validate(form):
        return _writing(found, form, None, HTTPStatus.BAD_REQUEST)
    plan = _plan(found, form)
    if request.form.get("press") != "put":
        return _writing(found, form, plan)
    try:
        put_to_reporter(_as_read(found, form).desk, plan)
    except (Changed, NotAllowed, TooLong) as error:
        form.form_errors = [gettext(error.sentence)]
        return _writing(find_to_act(number), form, plan, HTTPStatus.CONFLICT)
    return redirect(url_for("case_referral", number=number), HTTPStatus.SEE_OTHER)


@answers_kept
def send_draft(number: str) -> Any:
    """Send the draft to the owner, or withdraw it."""
    found, form = find_to_act(number), SendForm()
    waiting = found.referrals.draft
    if not validate(form) or waiting is None:
        return _refused(found, form, Changed())
    try:
        _settle(_as_read(found, form), waiting, form)
    except (Changed, NotAllowed, TooLong) as error:
        return _refused(find_to_act(number), form, error)
    withdrawing = request.form.get("press") == "withdraw"
    done = kinds.REFERRAL_WITHDRAWN if withdrawing else kinds.REFERRED
    return redirect(url_for("case", number=number, done=done), HTTPStatus.SEE_OTHER)


def _settle(found: Found, waiting: Draft, form: SendForm) -> None:
    """Do what was pressed, to the very draft that was shown; raise Changed if it is another."""
    if form.referral.data != ids.to_hex(waiting.referral):
        raise Changed
    if request.form.get("press") == "withdraw":
        withdraw_draft(found.desk, waiting.referral)
        return
    if form.mark.data != mark_of(waiting):
        raise Changed("The reporter changed the summary meanwhile. Please read it again.")
    send(found.desk, waiting, found.addressees())


def mark_of(waiting: Draft) -> str:
    """Return what tells which words of a draft a page showed."""
    return primitives.digest("referral-words", waiting.words.encode()).hex()


def _refused(found: Found, form: Form, error: Changed | NotAllowed | TooLong) -> Any:
    if found.referrals.draft is None:
        blank = _form(found)
        blank.form_errors = [gettext(error.sentence)]
        return _writing(found, blank, None, HTTPStatus.CONFLICT)
    form.form_errors = [gettext(error.sentence), *form.form_errors]
    return _waiting(found, form, HTTPStatus.CONFLICT)


def _as_read(found: Found, form: DraftForm | SendForm) -> Found:
    case = found.opened.as_read(form.revision.data)
    return replace(found, desk=replace(found.desk, case=case))


def _form(found: Found) -> DraftForm:
    form = DraftForm()
    form.to.choices = tuple(owner_choices(found))
    return form


def _plan(found: Found, form: DraftForm) -> Plan:
    to = next(each for each in found.addressees() if ids.to_hex(each.account) == form.to.data)
    zone = current_services().service.timezone
    today = found.desk.author.now.astimezone(zone).date()
    by = add_working_days(today, int(form.days.data), bank_holidays())
    return Plan(to, form.summary.data, form.asked.data, clock.day_of_date(by))


def _preview(found: Found, plan: Plan) -> AskedSheet:
    """Return exactly what the owner will see, made by what makes their page."""
    desk, services = found.desk, current_services()
    asked = Request(
        referral=ReferralId(0),
        kind=OWNER,
        to=plan.to.account,
        organisation=desk.case.report.organisation,
        office=desk.case.triage.body,
        author=desk.author.account,
        day=desk.day,
        text=plan.summary,
        asked=plan.asked,
        by=plan.by,
        post=plan.to.post,
        area=plan.to.area,
        area_name=plan.to.area_name,
    )
    exchange = Exchange(ReferralId(0), b"", asked, (), frozenset(), b"")
    return draw_asked(exchange, asked, SORTS[OWNER], services.service, services.now())


def hints_of(text: str) -> tuple[Hint, ...]:
    """Return what in a text could tell who wrote it."""
    return tuple(
        Hint(text[mark.start : mark.end], mark.label, mark.safer) for mark in find_marks(text)
    )


def _shown(found: Found, plan: Plan | None) -> DraftPage:
    summary = plan.summary if plan else ""
    return DraftPage(
        number=found.opened.number,
        preview=_preview(found, plan) if plan else None,
        sort=SORTS[OWNER],
        hints=hints_of(summary),
        own=own_words(summary, found.desk.case.report.story),
        agreed=found.situation().agreed(SHARE_SUMMARY),
        triaged=found.desk.case.progress.triage is not None,
        to=plan.to.words if plan else "",
    )


def _writing(
    found: Found, form: DraftForm, plan: Plan | None, status: int = HTTPStatus.OK
) -> Response:
    form.revision.data = str(found.desk.case.revision)
    if found.desk.case.progress.triage is None:
        form.form_errors = [str(STATE_FIRST)]
        status = HTTPStatus.CONFLICT
    page = render_template("desk/referral/draft.html", page=_shown(found, plan), form=form)
    return make_response(page, status)


def _waiting(found: Found, form: Form | None = None, status: int = HTTPStatus.OK) -> Response:
    waiting = found.referrals.draft
    if waiting is None:
        abort(HTTPStatus.NOT_FOUND)
    services = current_services()
    standing = standing_of(waiting, found.situation())
    plan = Plan(waiting.to, waiting.words, waiting.asked, waiting.by)
    zone = services.service.timezone
    until = clock.moment_of_hour(waiting.until).astimezone(zone).date()
    page = replace(
        _shown(found, plan),
        standing=str(STANDINGS[standing]),
        until=day_words(until, services.now(), zone) if standing == Standing.WAITING else "",
        may_send=standing in MAY_BE_SENT,
    )
    sending = form if isinstance(form, SendForm) else SendForm()
    sending.referral.data = ids.to_hex(waiting.referral)
    sending.mark.data = mark_of(waiting)
    sending.revision.data = str(found.desk.case.revision)
    drawn = render_template("desk/referral/waiting.html", page=page, form=sending)
    return make_response(drawn, status)

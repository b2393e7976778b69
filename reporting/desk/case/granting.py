"""The page on which a report is given to a colleague who came later, to cover for others."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import ids
from reporting.casework import kinds
from reporting.casework.granting import grant
from reporting.desk.case.acting import ActForm, ActPage, check_in_force, draw_act, open_to_act
from reporting.desk.case.chronicle import mark_of
from reporting.desk.case.opened import OpenCase, author_of
from reporting.desk.fields import Reason
from reporting.desk.session import signed_in
from reporting.errors import Changed, NotAllowed
from reporting.ids import AccountId
from reporting.rerouting import find_newcomers
from reporting.store.accounts import list_accounts
from reporting.web.csrf import answers_kept
from reporting.web.fields import RadioChoice, validate
from reporting.web.options import Choice
from reporting.web.surface import current_services


class GrantForm(ActForm):
    """To whom a report is given, and why."""

    account = RadioChoice(
        lazy_gettext("To whom?"),
        description=lazy_gettext(
            "Colleagues who came after the report did. Compare the fingerprint with them by "
            "telephone if you have not before."
        ),
        required=lazy_gettext("Choose a colleague"),
    )
    reason = Reason(
        lazy_gettext("Why?"),
        description=lazy_gettext(
            "For instance: I am away until the 20th. Colleagues who can open this report read it, "
            "and it stays."
        ),
        required=lazy_gettext("Write why, in a sentence"),
    )


@dataclass(frozen=True)
class Offered:
    """Whether there is anybody to whom the report can be given."""

    anybody: bool


@answers_kept
def give(number: str) -> Any:
    """Offer the colleagues to whom a report can be given, and give it to one."""
    opened, form = open_to_act(number), GrantForm()
    form.account.choices = _choices(opened)
    if request.method == "GET":
        return _page(opened, form)
    if not validate(form):
        return _page(opened, form, HTTPStatus.BAD_REQUEST)
    colleague = ids.from_hex(form.account.data)
    try:
        check_in_force(opened)
        _grant(opened, AccountId(colleague or 0), form.reason.data)
    except (Changed, NotAllowed) as error:
        form.form_errors = [gettext(error.sentence)]
        form.account.choices = _choices(opened)
        return _page(opened, form, HTTPStatus.CONFLICT)
    return redirect(url_for("case", number=opened.number, done=kinds.GRANTED), HTTPStatus.SEE_OTHER)


def _grant(opened: OpenCase, colleague: AccountId, reason: str) -> None:
    services = current_services()
    places = (services.service, services.rosters.current())
    author = author_of(opened)
    grant(services.store, opened.case, opened.report_key, author, places, colleague, reason)


def _page(opened: OpenCase, form: GrantForm, status: int = HTTPStatus.OK) -> Any:
    form.revision.data, form.seen.data = str(opened.case.revision), mark_of(opened.case)
    page = ActPage(
        gettext("Give this report to a colleague as well"),
        gettext("Give it to them"),
        (
            gettext(
                "They can then open everything of it, and so can you. It stays with them until "
                "they give it up. Nobody who is kept out of a report can be given it."
            ),
        ),
        "desk/case/grant.html",
        Offered(bool(form.account.choices)),
    )
    return draw_act(opened, form, page, status)


def _choices(opened: OpenCase) -> tuple[Choice, ...]:
    """Return those to whom routing lets it be given now, by user name and fingerprint."""
    if not opened.in_force:
        return ()
    services, account = current_services(), signed_in().account
    rosters = services.rosters.current()
    found = find_newcomers(services.service, rosters, opened.case.triage, account.id)
    if not found:
        return ()
    with services.store.read() as connection:
        rows = list_accounts(connection, account.body)
    prints = {m.account: m.fingerprint for r in rosters.by_body.values() for m in r.members}
    return tuple(
        Choice(ids.to_hex(row.id), row.username, prints[row.id])
        for row in rows
        if row.id in found and not row.disabled
    )

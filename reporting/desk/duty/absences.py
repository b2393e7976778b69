"""The absences of a body, for its leads: who falls ill cannot always say so themselves."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext

from reporting import ids, limits
from reporting.desk.duty.forms import UNCHOSEN, AbsenceOfForm
from reporting.desk.duty.sheet import Moment
from reporting.desk.duty.week import this_moment
from reporting.desk.session import own_body
from reporting.ids import AccountId
from reporting.rota import Rota, Scheduler, read_rota
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.options import Choice
from reporting.web.surface import current_services

NOTICES = {
    "kept": lazy_gettext("The absence is kept. The rota shows the shifts that nobody has now."),
    "ended": lazy_gettext("The absence has ended or is removed."),
}


@dataclass(frozen=True)
class Listed:
    """One absence, past days included."""

    number: str
    username: str
    first: str
    last: str


@dataclass(frozen=True)
class Everybody:
    """What one request found: the people of a body, and their absences from today on."""

    rota: Rota
    moment: Moment

    @property
    def scheduler(self) -> Scheduler:
        """What changes this rota."""
        return Scheduler(current_services().store, self.rota.body, self.moment.shift)


def _find_everybody() -> Everybody:
    moment = this_moment()
    today = moment.shift.day
    days = (today, today + limits.ROTA_DAYS_AHEAD + limits.ABSENCE_DAYS)
    return Everybody(read_rota(current_services().store, own_body(), days), moment)


@answers_kept
def show_absences() -> Any:
    """Show who is away, or keep that a colleague is."""
    found = _find_everybody()
    form = _fill(found)
    if request.method != "POST":
        return _page(found, form)
    if not validate(form):
        return _page(found, form, 400)
    holder = AccountId(int(form.colleague.data, 16))
    found.scheduler.add_absence(holder, *form.days())
    return _done("kept")


def end_absence_of(number: str) -> Any:
    """End a colleague's absence; one that is gone, or of another body, changes nothing."""
    found, wanted = _find_everybody(), ids.from_hex(number)
    if wanted is None:
        abort(404)
    for each in found.rota.absences:
        if each.id == wanted:
            found.scheduler.end_absence(each.id, each.account)
    return _done("ended")


def _fill(found: Everybody) -> AbsenceOfForm:
    form = AbsenceOfForm()
    form.today = found.moment.shift.day
    people = found.rota.people.items()
    form.colleague.choices = [
        UNCHOSEN,
        *(Choice(ids.to_hex(account), username) for account, username in people),
    ]
    return form


def _done(what: str) -> Any:
    return redirect(url_for("absences", done=what), 303)


def _page(found: Everybody, form: AbsenceOfForm, status: int = 200) -> Response:
    page = render_template(
        "desk/duty/absences.html",
        form=form,
        notice=str(NOTICES.get(request.args.get("done", ""), "")),
        listed=[
            Listed(
                ids.to_hex(each.id),
                found.rota.people[each.account],
                found.moment.day(each.first),
                found.moment.day(each.last),
            )
            for each in found.rota.absences
        ],
    )
    return make_response(page, status)

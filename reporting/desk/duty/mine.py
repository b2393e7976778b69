"""One's own duty: the shifts of the next four weeks, offers of shifts, and absences."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import ids, limits
from reporting.desk.duty.forms import UNCHOSEN, AbsenceForm, OfferForm
from reporting.desk.duty.sheet import Moment
from reporting.desk.duty.week import this_moment
from reporting.desk.duty.words import shift_words
from reporting.desk.session import own_body, signed_in
from reporting.duty import Shift
from reporting.errors import Changed
from reporting.ids import AccountId
from reporting.rota import Rota, Scheduler, read_offers, read_rota
from reporting.store.duty import Swap
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.options import Choice
from reporting.web.surface import current_services

NOTICES = {
    "offered": lazy_gettext(
        "Your colleague finds it under “My duty”. No mail tells them, so please do. You stay on "
        "duty until they accept."
    ),
    "accept": lazy_gettext("The shift is yours."),
    "decline": lazy_gettext("You have declined. Your colleague stays on duty."),
    "withdraw": lazy_gettext("The shift is not offered any more. You stay on duty."),
    "away": lazy_gettext("Your absence is kept. Offer the shifts that fall on it to a colleague."),
    "back": lazy_gettext("Your absence has ended or is removed."),
}


@dataclass(frozen=True)
class Own:
    """One of one's own shifts, and whom it is offered to, if anybody."""

    words: str
    away: bool
    offer: str
    asked: str


@dataclass(frozen=True)
class Asked:
    """A shift that a colleague offers."""

    number: str
    words: str
    colleague: str


@dataclass(frozen=True)
class Leave:
    """One of one's own absences."""

    number: str
    first: str
    last: str


@dataclass(frozen=True)
class Mine:
    """What one request found for who is signed in."""

    account: AccountId
    rota: Rota
    offers: list[Swap]
    moment: Moment

    @property
    def shifts(self) -> list[Shift]:
        """One's own shifts, from the present one on."""
        return sorted(
            pick.shift
            for pick in self.rota.picks(self.moment.shift)
            if pick.account == self.account
        )

    def words(self, shift: Shift) -> str:
        """Return a shift in words."""
        return shift_words(shift, self.moment.now, self.moment.zone)

    def offer_of(self, shift: Shift) -> Swap | None:
        """Return the open offer of one's own shift, if there is one."""
        for offer in self.offers:
            if (offer.duty.account, offer.duty.shift) == (self.account, shift):
                return offer
        return None


def _find_mine() -> Mine:
    account, moment, body = signed_in().account.id, this_moment(), own_body()
    store, today = current_services().store, moment.shift.day
    rota = read_rota(store, body, (today, today + limits.ROTA_DAYS_AHEAD + limits.ABSENCE_DAYS))
    return Mine(account, rota, read_offers(store, body, moment.shift), moment)


def _scheduler(mine: Mine) -> Scheduler:
    return Scheduler(current_services().store, mine.rota.body, mine.moment.shift)


def show_mine() -> Response:
    """Show one's own duty."""
    notice = NOTICES.get(request.args.get("done", ""), "")
    return _page(_find_mine(), OfferForm(), AbsenceForm(), notice=str(notice))


def _fill(mine: Mine, form: OfferForm) -> OfferForm:
    """Offer what can be offered: shifts that are not yet, to any colleague."""
    form.shift.choices = [
        UNCHOSEN,
        *(
            Choice(f"{shift.day}.{shift.part}", mine.words(shift))
            for shift in _shown(mine)
            if mine.offer_of(shift) is None
        ),
    ]
    form.colleague.choices = [
        UNCHOSEN,
        *(
            Choice(ids.to_hex(account), username)
            for account, username in mine.rota.people.items()
            if account != mine.account
        ),
    ]
    return form


def _shown(mine: Mine) -> list[Shift]:
    last = mine.moment.shift.day + limits.OWN_DUTY_DAYS
    return [shift for shift in mine.shifts if shift.day <= last]


@answers_kept
def offer_duty() -> Any:
    """Ask a colleague to take a shift."""
    mine = _find_mine()
    form = _fill(mine, OfferForm())
    if not validate(form):
        return _page(mine, form, AbsenceForm(), HTTPStatus.BAD_REQUEST)
    day, part = map(int, form.shift.data.split("."))
    asked = AccountId(int(form.colleague.data, 16))
    try:
        _scheduler(mine).offer(Shift(day, part), mine.account, asked)
    except Changed as error:
        return _refused(error)
    return _done("offered")


def answer_offer(number: str) -> Any:
    """Accept or decline what a colleague offers, or take back what one has offered."""
    answer, offer, mine = request.form.get("answer", ""), ids.from_hex(number), _find_mine()
    if offer is None or answer not in {"accept", "decline", "withdraw"}:
        abort(HTTPStatus.NOT_FOUND)
    if answer != "accept":
        _scheduler(mine).withdraw(offer, mine.account)
        return _done(answer)
    try:
        _scheduler(mine).accept(offer, mine.account)
    except Changed as error:
        return _refused(error)
    return _done(answer)


@answers_kept
def add_absence() -> Any:
    """Keep that one is away."""
    mine, form = _find_mine(), AbsenceForm()
    form.today = mine.moment.shift.day
    if not validate(form):
        return _page(mine, OfferForm(), form, HTTPStatus.BAD_REQUEST)
    _scheduler(mine).add_absence(mine.account, *form.days())
    return _done("away")


def end_absence(number: str) -> Any:
    """End an absence, or remove it where it has not begun."""
    mine, absence = _find_mine(), ids.from_hex(number)
    if absence is None:
        abort(HTTPStatus.NOT_FOUND)
    _scheduler(mine).end_absence(absence, mine.account)
    return _done("back")


def _done(what: str) -> Any:
    return redirect(url_for("my_duty", done=what), HTTPStatus.SEE_OTHER)


def _refused(error: Changed) -> Response:
    form = OfferForm()
    form.form_errors = [gettext(error.sentence)]
    return _page(_find_mine(), form, AbsenceForm(), HTTPStatus.CONFLICT)


def _page(
    mine: Mine,
    offering: OfferForm,
    leaving: AbsenceForm,
    status: int = HTTPStatus.OK,
    notice: str = "",
) -> Response:
    page = render_template(
        "desk/duty/mine.html",
        form=leaving if leaving.errors else offering,  # whose errors are on top
        offering=_fill(mine, offering),
        leaving=leaving,
        notice=notice,
        own=[_own(mine, shift) for shift in _shown(mine)],
        asked=[_asked(mine, offer) for offer in mine.offers if offer.asked == mine.account],
        leaves=[
            Leave(ids.to_hex(each.id), mine.moment.day(each.first), mine.moment.day(each.last))
            for each in mine.rota.absences
            if each.account == mine.account
        ],
    )
    return make_response(page, status)


def _own(mine: Mine, shift: Shift) -> Own:
    offer, away = mine.offer_of(shift), mine.rota.is_away(mine.account, shift.day)
    if offer is None:
        return Own(mine.words(shift), away, "", "")
    asked = mine.rota.people.get(offer.asked, "")
    return Own(mine.words(shift), away, ids.to_hex(offer.id), asked)


def _asked(mine: Mine, offer: Swap) -> Asked:
    colleague = mine.rota.people.get(offer.duty.account, "")
    return Asked(ids.to_hex(offer.id), mine.words(offer.duty.shift), colleague)

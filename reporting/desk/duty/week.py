"""The pages of a body's rota: what it is, for all who read, and a week of it, for leads to fill."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from reporting import clock, limits
from reporting.desk.duty.forms import WeekForm, week_form
from reporting.desk.duty.sheet import (
    DAYS_A_WEEK,
    Moment,
    Named,
    draw,
    monday_of,
    names_on,
    shown_days,
    week_of,
)
from reporting.desk.duty.words import part_words, shift_words
from reporting.desk.session import own_account, own_body
from reporting.duty import PARTS, Shift, shifts_of
from reporting.errors import Changed
from reporting.rota import Pick, Picks, Rota, Scheduler, merge, read_rota
from reporting.web.csrf import answers_kept
from reporting.web.fields import Ticks, validate
from reporting.web.surface import current_services


@dataclass(frozen=True)
class Slot:
    """One shift of the page that fills a week: its ticks, or who was on it where it is past."""

    label: str
    field: Ticks | None
    names: tuple[Named, ...]


@dataclass(frozen=True)
class Day:
    """One day of the page that fills a week."""

    title: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class OpenWeek:
    """A week of a rota as one request found it, and its shifts that can still be filled."""

    rota: Rota
    monday: int
    moment: Moment

    @property
    def days(self) -> tuple[int, int]:
        """Its first and its last day."""
        return week_of(self.monday)

    @property
    def shifts(self) -> list[Shift]:
        """The shifts that are not past."""
        return [shift for shift in shifts_of(*self.days) if shift >= self.moment.shift]

    @property
    def current(self) -> Picks:
        """Who is on these."""
        return self.rota.picks(self.moment.shift)

    def address(self, weeks: int) -> str:
        """Return the address of the week so many weeks later, or "" if it cannot be filled."""
        monday = self.monday + weeks * DAYS_A_WEEK
        return week_address(monday) if is_open(monday, self.moment) else ""


def this_moment() -> Moment:
    """Return now, and where."""
    services = current_services()
    return Moment(services.now(), services.service.timezone)


def week_address(monday: int) -> str:
    """Return the address of a week."""
    return url_for("duty_week", week=clock.date_of_day(monday).isoformat())


def is_open(monday: int, moment: Moment) -> bool:
    """Say whether a week can be filled: it is not past, and not too far ahead."""
    return moment.week <= monday <= moment.week + limits.ROTA_WEEKS_AHEAD * DAYS_A_WEEK


def show_duty() -> str:
    """Show who is on duty, and when nobody is."""
    moment = this_moment()
    rota = read_rota(current_services().store, own_body(), shown_days(moment))
    leads = own_account().role == "lead"
    return render_template("desk/duty/rota.html", drawn=draw(rota, moment), leads=leads)


@answers_kept
def show_week(week: str) -> Any:
    """Show a week to fill, or take it."""
    opened = _open_week(week)
    form = week_form(opened.shifts, opened.rota)
    if request.method == "POST":
        return _take(opened, form)
    copying = "copy" in request.args
    ticked = _week_before(opened) if copying else opened.current
    form.show(opened.shifts, opened.current, ticked)
    return _page(opened, form, copied=copying, saved="saved" in request.args)


def _open_week(week: str) -> OpenWeek:
    moment = this_moment()
    monday = _monday_in(week)
    if monday is None or not is_open(monday, moment):
        abort(HTTPStatus.NOT_FOUND)
    rota = read_rota(current_services().store, own_body(), week_of(monday))
    return OpenWeek(rota, monday, moment)


def _monday_in(week: str) -> int | None:
    """Return the Monday that an address names in its one way of writing, or None."""
    try:
        day = date.fromisoformat(week)
    except ValueError:
        return None
    number = clock.day_of_date(day)
    return number if day.isoformat() == week and monday_of(number) == number else None


def _week_before(opened: OpenWeek) -> Picks:
    """Return who was on the shifts of the week before, as of this week."""
    body, monday = opened.rota.body, opened.monday - DAYS_A_WEEK
    before = read_rota(current_services().store, body, week_of(monday))
    return frozenset(
        Pick(Shift(each.shift.day + DAYS_A_WEEK, each.shift.part), each.account)
        for each in before.duties
    )


def _take(opened: OpenWeek, form: WeekForm) -> Response:
    if not validate(form):
        return _page(opened, form, HTTPStatus.BAD_REQUEST)
    seen, wanted = form.picks_seen(opened.shifts), form.picks(opened.shifts)
    scheduler = Scheduler(current_services().store, opened.rota.body, opened.moment.shift)
    try:
        scheduler.save(opened.days, seen, wanted)
    except Changed:
        return _changed(seen, wanted, opened)
    saved: Any = redirect(f"{week_address(opened.monday)}?saved=yes", HTTPStatus.SEE_OTHER)
    return saved  # type: ignore[no-any-return]  # werkzeug's Response, which Flask takes as well


def _changed(seen: Picks, wanted: Picks, opened: OpenWeek) -> Response:
    """Show both changes put together, and what the other lead has changed; nothing is saved."""
    opened = _open_week(clock.date_of_day(opened.monday).isoformat())
    form = week_form(opened.shifts, opened.rota)
    form.show(opened.shifts, opened.current, merge(seen, wanted, opened.current))
    form.form_errors = [
        gettext(
            "Another lead has changed this week since you opened it, and nothing of yours is saved "
            "yet. Below, both are put together. Look at it, then save it."
        )
    ]
    return _page(opened, form, HTTPStatus.CONFLICT, changes=_changes(seen, opened))


def _changes(seen: Picks, opened: OpenWeek) -> list[str]:
    """Return in words what has changed since a page was read."""
    moment, people = opened.moment, opened.rota.people
    before = frozenset(pick for pick in seen if pick.shift >= moment.shift)
    words = []
    for pick in sorted(before ^ opened.current):
        who = people.get(pick.account, gettext("somebody who has left"))
        shift = shift_words(pick.shift, moment.now, moment.zone)
        came = pick in opened.current
        sentence = (
            gettext("%(shift)s: %(name)s was added")
            if came
            else gettext("%(shift)s: %(name)s was removed")
        )
        words.append(sentence % {"shift": shift, "name": who})
    return words


def _page(
    opened: OpenWeek,
    form: WeekForm,
    status: int = HTTPStatus.OK,
    *,
    changes: list[str] | None = None,
    copied: bool = False,
    saved: bool = False,
) -> Response:
    page = render_template(
        "desk/duty/week.html",
        form=form,
        title=gettext("Week from %(day)s", day=opened.moment.day(opened.monday)),
        address=opened.address(0),
        before=opened.address(-1),
        after=opened.address(1),
        days=_days(opened, form),
        changes=changes or (),
        copied=copied,
        saved=saved,
    )
    return make_response(page, status)


def _days(opened: OpenWeek, form: WeekForm) -> list[Day]:
    still = set(opened.shifts)
    first, last = opened.days
    return [
        Day(
            opened.moment.day(day),
            tuple(
                Slot(
                    part_words(part),
                    form.field_of(Shift(day, part)) if Shift(day, part) in still else None,
                    names_on(opened.rota, Shift(day, part)),
                )
                for part in PARTS
            ),
        )
        for day in range(first, last + 1)
    ]

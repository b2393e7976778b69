"""The forms of the rota: a week of shifts, an offer of one, and an absence."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from flask_babel import gettext, lazy_gettext

from reporting import clock, ids, limits
from reporting.desk.duty.words import part_words
from reporting.duty import Shift
from reporting.ids import AccountId
from reporting.rota import Pick, Picks, Rota
from reporting.web.fields import Dropdown, Form, Hidden, TextLine, Ticks, refuse
from reporting.web.options import Choice

UNCHOSEN = Choice("", lazy_gettext("Please choose"))
_DATE_CHARACTERS = 10
_A_DAY = lazy_gettext("Enter a day such as 2026-12-31")
_SEEN_CHARACTERS = 100_000
_PICK = re.compile(r"([0-9]{1,7})\.([0-9])\.([0-9a-f]{16})")


def to_text(pick: Pick) -> str:
    """Return a pick as a page carries it."""
    return f"{pick.shift.day}.{pick.shift.part}.{ids.to_hex(pick.account)}"


def _from_text(text: str) -> Pick | None:
    found = _PICK.fullmatch(text)
    number = ids.from_hex(found[3]) if found else None
    if found is None or number is None:
        return None
    return Pick(Shift(int(found[1]), int(found[2])), AccountId(number))


class WeekForm(Form):
    """A week of shifts, each with a tick for everybody; `seen` is the rota that the page was."""

    seen = Hidden(characters=_SEEN_CHARACTERS)

    def picks_seen(self, shifts: Collection[Shift]) -> Picks:
        """Return the rota as the page had it; what cannot be read is nobody on duty."""
        found = filter(None, map(_from_text, self.seen.data.split()))
        return frozenset(pick for pick in found if pick.shift in shifts)

    def field_of(self, shift: Shift) -> Ticks:
        """Return the ticks of a shift."""
        found: Ticks = self[_name_of(shift)]
        return found

    def picks(self, shifts: Iterable[Shift]) -> Picks:
        """Return who is ticked."""
        return frozenset(
            Pick(shift, AccountId(int(code, 16)))
            for shift in shifts
            for code in self.field_of(shift).data
        )

    def show(self, shifts: Iterable[Shift], seen: Picks, ticked: Picks) -> None:
        """Let the page be the rota `seen`, with `ticked` ticked."""
        self.seen.data = " ".join(map(to_text, sorted(seen)))
        for shift in shifts:
            self.field_of(shift).process_data(
                ids.to_hex(pick.account) for pick in ticked if pick.shift == shift
            )


def _name_of(shift: Shift) -> str:
    return f"on-{clock.date_of_day(shift.day).isoformat()}-{shift.part}"


def week_form(shifts: Iterable[Shift], rota: Rota) -> WeekForm:
    """Return the form of some shifts, each with everybody who may be on it."""
    fields = {
        _name_of(shift): Ticks(part_words(shift.part), choices=_people_for(shift, rota))
        for shift in shifts
    }
    made: WeekForm = type("WeekForm", (WeekForm,), fields)()
    return made


def _people_for(shift: Shift, rota: Rota) -> list[Choice]:
    """Return everybody who may be on a shift; of who is away that day it is said beside them."""
    return [
        Choice(
            ids.to_hex(account),
            gettext("%(name)s (away)", name=username)
            if rota.is_away(account, shift.day)
            else username,
        )
        for account, username in rota.people.items()
    ]


class OfferForm(Form):
    """One of one's own shifts, and a colleague who is asked to take it."""

    shift = Dropdown(lazy_gettext("Your shift"), required=lazy_gettext("Choose one of your shifts"))
    colleague = Dropdown(
        lazy_gettext("Colleague"),
        description=lazy_gettext("You stay on duty until they accept."),
        required=lazy_gettext("Choose a colleague"),
    )


class _WhoseForm(Form):
    """A colleague; it stands before the days, as on the page."""

    colleague = Dropdown(lazy_gettext("Who is away"), required=lazy_gettext("Choose who is away"))


class AbsenceForm(Form):
    """Days, the first and the last included, on which somebody is away."""

    first = TextLine(lazy_gettext("First day away"), characters=_DATE_CHARACTERS, required=_A_DAY)
    last = TextLine(lazy_gettext("Last day away"), characters=_DATE_CHARACTERS, required=_A_DAY)
    today = 0

    def days(self) -> tuple[int, int]:
        """Return both as local days, once the form is valid."""
        return _day_in(self.first.data) or 0, _day_in(self.last.data) or 0

    def check(self) -> None:
        """Refuse what is no day, is past, ends before it begins, or lasts too long."""
        first, last = _day_in(self.first.data), _day_in(self.last.data)
        for field, day in ((self.first, first), (self.last, last)):
            if day is None:
                refuse(field, _A_DAY)
        if first is None or last is None:
            return
        if first < self.today:
            refuse(self.first, lazy_gettext("The first day must be today or later"))
        elif first > self.today + limits.ROTA_DAYS_AHEAD:
            refuse(self.first, lazy_gettext("The first day must be within a year from today"))
        if last < first:
            refuse(self.last, lazy_gettext("The last day must be the first day or later"))
        elif last - first >= limits.ABSENCE_DAYS:
            refuse(self.last, lazy_gettext("An absence can last a year at most"))


class AbsenceOfForm(_WhoseForm, AbsenceForm):
    """The same of a colleague who cannot say so, because they are ill for instance."""


def _day_in(text: str) -> int | None:
    """Return the local day that an ISO date names, or None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return clock.day_of_date(day) if day.isoformat() == text else None

"""What is printed once a gate is open: for the police, or a complaint in the body's own name."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import abort, render_template
from flask_babel import LazyString, lazy_gettext

from reporting.casework.gates import POLICE, find_open
from reporting.desk.gates.pages import SHEETS
from reporting.desk.gates.words import GATE_WORDS
from reporting.desk.referral.found import Found, find_to_act
from reporting.desk.wording import utc_day_words
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named

POLICE_NOTES: tuple[LazyString, ...] = (
    lazy_gettext("Whoever told us is anonymous to us as well: we hold no name and no address."),
    lazy_gettext(
        "The police cannot get a warrant or arrest anybody on anonymous information alone. What "
        "stands here can be a reason to look, not proof."
    ),
    lazy_gettext(
        "Please do not try to find out who told us. Through us they can be asked questions."
    ),
)


@dataclass(frozen=True)
class PrintedSheet:
    """What is printed: to whom, from whom, when, the text, and what goes with it."""

    title: str
    to: str
    office: str
    telephone: str
    day: str
    text: str
    notes: tuple[str, ...]


def force_of(found: Found) -> str:
    """Return the police force of the area a report is about, or of its organisation, or nothing."""
    place = current_services().service.organisations.get(found.desk.case.report.organisation)
    if place is None:
        return ""
    area = next((a for a in place.areas if a.code == found.area), None)
    return (area.police if area else "") or place.police


def show_sheet(number: str, gate: str) -> str:
    """Show a sheet to print; without an open gate there is none."""
    found = find_to_act(number)
    situation = found.situation()
    opening = find_open(found.desk.case.chain.events, gate, situation.hour, situation.zone)
    if gate not in SHEETS or opening is None:
        abort(HTTPStatus.NOT_FOUND)
    services = current_services()
    office = services.service.bodies[found.desk.case.triage.body]
    police = gate == POLICE
    sheet = PrintedSheet(
        str(lazy_gettext("Information for the police") if police else GATE_WORDS[gate].name),
        force_of(found) if police else "",
        office.name,
        office.telephone,
        utc_day_words(found.desk.day, services.now(), situation.zone),
        with_hidden_named(opening.text),
        tuple(str(note) for note in POLICE_NOTES) if police else (),
    )
    return render_template("desk/gates/sheet.html", sheet_of=sheet, number=number)

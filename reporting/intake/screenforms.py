"""The form of one screen, made from the table of screens and the table of questions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import get_template_attribute
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from reporting import limits
from reporting.answers import BY_FIELD
from reporting.circumstances import BODY_LEADS, BODY_REVIEWERS, BOROUGHS_TOO, STANDBY
from reporting.intake.forms import (
    ReportForm,
    answers_of,
    area_in,
    check_place,
    offer_places,
    organisation_in,
)
from reporting.intake.groups import GROUPS, Grouped, grouped
from reporting.intake.screens import SCREENS, Screen
from reporting.report import Report
from reporting.service import Service
from reporting.vocabulary import STRUCK, Term
from reporting.web.fields import Form, RadioChoice, TextLine, Ticks, one_of
from reporting.web.options import Choice
from reporting.web.spoken import spoken
from reporting.web.untranslated import as_it_stands, put

_REQUIRED = {"reporter_role": _("Choose what you are, or “I prefer not to say”")}
# Drawn open, by themselves; every other question opens when it is pressed.
_OPEN = frozenset({"safety", "reporter_role", "age", "story", "conduct", "organisation", "struck"})
_TAKEN_OVER = ("area", "story")
# Questions with any number of answers.
LISTS = frozenset(
    {
        "age", "conduct", "racism", "also_about", "how_it_works", "about", "impact", "wishes",
        "consents", "support_wanted", "struck",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """One question as its screen draws it; `groups` is empty where the list is short."""

    field: Any
    folded: bool
    is_open: bool
    groups: tuple[Grouped, ...]


class ScreenForm(Form):
    """Base of the forms of all screens."""

    screen: Screen

    def __init__(self, service: Service, report: Report) -> None:
        """Show what is answered already, in the words of `service`."""
        known = answers_of(report) | {"age": (report.age,) if report.age else ()}
        super().__init__(data={name: known[name] for name in self.screen.fields})
        self._service = service
        for name in self.screen.fields:
            offer = _OFFERS.get(name)
            if offer is not None:
                offer(self, service, report)

    def check(self) -> None:
        """Ask for what a report cannot be sent without, and for a place that fits."""
        if "story" in self.screen.fields:
            one_of(
                (self.conduct, self.story), _("Tick what happened, or write it in your own words")
            )
        if "area" in self.screen.fields:
            check_place(self, self._service)

    def to_report(self, before: Report, language: str) -> Report:
        """Return `before` with the answers of this screen, once they are valid."""
        said = {name: self[name].data for name in self.screen.fields}
        if "area" in said:
            said |= _place_in(said, before)
        if "age" in said:
            said["age"] = "".join(said["age"])
        return replace(before, language=language, **said)

    @property
    def drawn(self) -> list[Drawn]:
        """The questions of this screen in their order."""
        return [self._drawn(self[name]) for name in self.screen.fields]

    def _drawn(self, field: Any) -> Drawn:
        listed = GROUPS.get(field.name)
        groups = grouped(field.options, listed) if listed else []
        if field.errors and groups:
            # The error leads to the first choice, which must be there to be reached.
            groups[0] = groups[0]._replace(is_open=True)
        return Drawn(
            field, field.name not in _OPEN, bool(field.data or field.errors), tuple(groups)
        )


def _place_in(said: dict[str, Any], before: Report) -> dict[str, str]:
    """Return organisation and part, as chosen: who chooses a part has chosen its organisation.

    Where nothing is chosen, what stood there stays, assumed or not.
    """
    area = area_in(said["area"])
    chosen = said["organisation"] or organisation_in(said["area"])
    if chosen:
        return {"organisation": chosen, "area": area, "assumed": ""}
    return {"organisation": before.organisation, "area": before.area}


def _make_field(name: str) -> Any:
    if name in _TAKEN_OVER:
        return getattr(ReportForm, name)
    if name == "organisation":  # here nobody has to choose one
        return RadioChoice(_("It is about"))
    if name == "named":
        return TextLine(
            _("Somebody by name"),
            characters=limits.NAMED_CHARACTERS,
            description=_(
                "We cannot lock this name out automatically; the reviewers will see your wish "
                "before anything else."
            ),
        )
    question = BY_FIELD[name]
    if name in LISTS:
        return Ticks(question.asked, choices=question.terms, description=question.hint)
    return RadioChoice(
        question.asked,
        choices=question.terms,
        description=question.hint,
        required=_REQUIRED.get(name),
    )


def _offer_place(form: Any, service: Service, report: Report) -> None:  # noqa: ARG001
    offer_places(form, service)
    form.area.description = ""


def _shorten(form: Any, service: Service, report: Report) -> None:  # noqa: ARG001
    form.story.description = gettext("Any language. Leave out what only you could know.")


def boroughs_of(service: Service) -> tuple[Term | Choice, ...]:
    """Return the boroughs of the service file, and what the form adds to them."""
    return (
        *(Choice(each.code, as_it_stands(each.name)) for each in service.boroughs),
        *BOROUGHS_TOO,
    )


def _offer_boroughs(form: Any, service: Service, report: Report) -> None:  # noqa: ARG001
    form.borough.choices = boroughs_of(service)


def _offer_readers(form: Any, service: Service, report: Report) -> None:
    place = service.organisations[report.organisation]
    body, other = (
        as_it_stands(service.bodies[code].name) for code in (place.body, place.alternate)
    )
    form.struck.description = put(
        gettext(
            "Nobody in %(organisation)s can. Tick whom else to shut out. If all are shut out, "
            "%(other)s takes it."
        ),
        organisation=as_it_stands(place.name),
        other=other,
    )
    form.struck.choices = (
        Choice(BODY_REVIEWERS, put(gettext("Reviewers of %(body)s"), body=body)),
        Choice(BODY_LEADS, put(gettext("Leads of %(body)s"), body=body)),
        Choice(STANDBY, put(gettext("%(body)s, if they answer too late"), body=other)),
        *STRUCK,
    )


def _say_people(form: Any, service: Service, report: Report) -> None:
    place = service.organisations.get(report.organisation)
    people = spoken(place.people, place.people_in) if place and place.people else None
    form.how_it_works.description = get_template_attribute("intake/people.html", "say")(people)


_OFFERS: dict[str, Callable[[Any, Service, Report], None]] = {
    "organisation": _offer_place,
    "borough": _offer_boroughs,
    "story": _shorten,
    "struck": _offer_readers,
    "how_it_works": _say_people,
}


def _form_of(screen: Screen) -> type[ScreenForm]:
    fields = {name: _make_field(name) for name in screen.fields}
    return type(f"{screen.name.title()}Form", (ScreenForm,), {"screen": screen, **fields})


FORMS = {screen.name: _form_of(screen) for screen in SCREENS}

"""The forms of intake: one page to tell what happened, the words, and a message."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from reporting import limits
from reporting.circumstances import READERS
from reporting.intake.groups import GROUPS, Grouped, grouped
from reporting.report import Report
from reporting.service import Service
from reporting.vocabulary import CONDUCT, REPORTER_ROLES, SAFETY, STRUCK, SUBJECTS, codes
from reporting.web.fields import Form, GroupedDropdown, RadioChoice, TextArea, Ticks, one_of, refuse
from reporting.web.options import Choice
from reporting.web.untranslated import as_it_stands


class ReportForm(Form):
    """Everything in one page; only the first two answers and what happened are asked for."""

    safety = RadioChoice(
        _("Are you safe now?"), choices=SAFETY, description=_("You need not answer.")
    )
    organisation = RadioChoice(
        _("Which organisation is it about?"), required=_("Choose which organisation it is about")
    )
    area = GroupedDropdown(
        _("Which part of it?"),
        nothing=_("No answer, or not listed"),
        description=_(
            "You need not answer. People of the oversight body who have declared a connection to "
            "a part cannot open a report about it."
        ),
    )
    reporter_role = RadioChoice(
        _("I am…"),
        choices=REPORTER_ROLES,
        required=_("Choose what you are, or “I prefer not to say”"),
    )
    conduct = Ticks(
        _("What happened?"),
        choices=CONDUCT,
        description=_("Tick all that fit, or use your own words below, or both."),
    )
    story = TextArea(
        _("In your own words"),
        characters=limits.STORY_CHARACTERS,
        most_bytes=limits.STORY_BYTES,
        description=_(
            "What happened, where and when. Write in any language. Leave out your name, and "
            "anything only you could know, if you do not want to be recognised."
        ),
    )
    about = Ticks(_("Who was it about?"), choices=SUBJECTS, description=_("Tick all that fit."))
    struck = Ticks(
        _("Who must not see this?"),
        choices=STRUCK,
        description=_(
            "Nobody in the organisation can open your report. It goes to an oversight body "
            "outside it. For each one you tick, people of that body who have declared a connection "
            "to them cannot open it either. This cannot be undone later."
        ),
    )

    def __init__(self, service: Service, report: Report | None = None) -> None:
        """Offer the organisations of `service`; show the answers of `report` again."""
        super().__init__(data=answers_of(report) if report else None)
        offer_places(self, service)
        self._service = service

    def validate(self, extra_validators: Any = None) -> bool:
        """Say whether the answers may be used; ask for everything that is missing at once."""
        right: bool = super().validate(extra_validators)
        if not right:
            self.check()
        return right

    def check(self) -> None:
        """Ask for ticks or words: an empty report helps nobody."""
        one_of(
            (self.conduct, self.story),
            _("Tick what happened, or write it in your own words"),
        )
        check_place(self, self._service)

    @property
    def groups(self) -> list[Grouped]:
        """The ticks of `conduct` in groups; the first is open, and so are those with a tick."""
        first, *rest = grouped(self.conduct.options, GROUPS["conduct"])
        return [first._replace(is_open=True), *rest]

    def to_report(self, language: str, before: Report) -> Report:
        """Return `before` with these answers, once they are valid."""
        hidden = tuple(code for code in before.struck if code in codes(READERS))
        return replace(
            before,
            language=language,
            organisation=self.organisation.data,
            assumed="",
            reporter_role=self.reporter_role.data,
            conduct=self.conduct.data,
            story=self.story.data,
            about=self.about.data,
            struck=(*self.struck.data, *hidden),
            safety=self.safety.data,
            area=area_in(self.area.data),
        )


def offer_places(form: Any, service: Service) -> None:
    """Offer the organisations of `service` and their parts; where there is one, it is chosen."""
    places = service.organisations.values()
    form.organisation.choices = tuple(Choice(each.code, as_it_stands(each.name)) for each in places)
    if len(places) == 1 and not form.organisation.data:
        form.organisation.data = next(iter(service.organisations))
    form.area.groups = [
        (
            as_it_stands(each.name),
            [Choice(_place(each.code, part.code), as_it_stands(part.name)) for part in each.areas],
        )
        for each in places
    ]


def check_place(form: Any, service: Service) -> None:
    """Refuse a part of another organisation than the one that was chosen."""
    place, chosen = service.organisations.get(form.organisation.data), form.area.data
    if place and chosen and not form.area.errors and not chosen.startswith(_place(place.code, "")):
        refuse(
            form.area,
            gettext(
                "Choose a part of %(organisation)s, or “%(nothing)s”",
                organisation=place.name,
                nothing=form.area.nothing,
            ),
        )


_BETWEEN = ":"


def _place(organisation: str, area: str) -> str:
    """Return what the page sends for a part: two organisations may use one code for theirs."""
    return f"{organisation}{_BETWEEN}{area}"


def area_in(chosen: str) -> str:
    """Return the code of the part in what a page sent for it."""
    return chosen.rpartition(_BETWEEN)[2]


def organisation_in(chosen: str) -> str:
    """Return the code of the organisation in what a page sent for a part; "" for no part."""
    return chosen.rpartition(_BETWEEN)[0]


def answers_of(report: Report) -> dict[str, Any]:
    """Return the answers as the fields hold them; what is assumed is none."""
    area = _place(report.organisation, report.area) if report.area else ""
    organisation = "" if report.assumed else report.organisation
    return vars(report) | {"area": area, "organisation": organisation}


class ReturnForm(Form):
    """The words of a receipt, or their numbers."""

    receipt = TextArea(
        _("Your eight words, or their numbers"),
        characters=limits.RECEIPT_TEXT_CHARACTERS,
        required=_("Enter the eight words of your receipt"),
        description=_("Capital letters, commas and line breaks do not matter."),
    )


class MessageForm(Form):
    """One more message to the people who read the report."""

    message = TextArea(
        _("Your message"),
        characters=limits.MESSAGE_CHARACTERS,
        most_bytes=limits.MESSAGE_BYTES,
        required=_("Write a message before you send it"),
    )

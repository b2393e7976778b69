"""The forms of intake: one page to tell what happened, the words, and a message."""

from typing import Any, NamedTuple

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from reporting import limits
from reporting.report import Report
from reporting.service import Service
from reporting.vocabulary import CONDUCT, REPORTER_ROLES, SAFETY, STRUCK, SUBJECTS
from reporting.web.fields import Form, GroupedDropdown, RadioChoice, TextArea, Ticks, one_of, refuse
from reporting.web.options import Choice, Option


class Group(NamedTuple):
    """Part of the list of conduct, so that thirty ticks do not come all at once."""

    code: str
    label: LazyString
    codes: tuple[str, ...]


# Every code of CONDUCT is in exactly one group; a test holds this.
GROUPS = (
    Group(
        "said",
        _("Words, messages and pictures"),
        (
            "words_verbal_abuse_slur",
            "joke_banter",
            "microaggression_repeated_small",
            "stereotyping_assumptions",
            "name_mispronounced_changed",
            "dress_hair_prayer_food",
            "written_message_email",
            "online_social_media",
            "graffiti_sticker_poster_flag",
            "misinformation_rumour",
        ),
    ),
    Group(
        "harmed",
        _("Threats, violence and damage"),
        (
            "threat_intimidation",
            "physical_assault_spitting",
            "object_thrown_property_damage",
            "following_filming_stalking",
            "protest_accommodation_intimidation",
        ),
    ),
    Group(
        "treated",
        _("Being left out or treated worse"),
        (
            "excluded_ignored_isolated",
            "blocked_from_service",
            "worse_service_or_delay",
            "unfair_enforcement_or_suspicion",
        ),
    ),
    Group(
        "work",
        _("Jobs, pay and work"),
        (
            "recruitment_decision",
            "promotion_pay_grading",
            "training_opportunity",
            "workload_shifts_leave",
            "appraisal_capability",
            "disciplinary_or_investigation",
            "dismissal_contract_ended",
        ),
    ),
    Group(
        "rules",
        _("Complaints, rules and records"),
        (
            "complaint_not_taken_seriously",
            "retaliation_for_speaking_up",
            "policy_rule_practice",
            "data_algorithm_form",
        ),
    ),
)


class ReportForm(Form):
    """Everything in one page; only the first two answers and what happened are asked for."""

    safety = RadioChoice(_("Are you safe now?"), choices=SAFETY)
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
        super().__init__(data=_data(report) if report else None)
        self.safety.description = gettext(
            "You need not answer. Nobody may read this for hours: if you are in danger, "
            "telephone %(number)s now.",
            number=service.emergency_telephone,
        )
        self.organisation.choices = tuple(
            Choice(each.code, each.name) for each in service.organisations.values()
        )

        self.area.groups = [
            (
                each.name,
                [Choice(_place(each.code, part.code), part.name) for part in each.areas],
            )
            for each in service.organisations.values()
        ]
        self._names = {each.code: each.name for each in service.organisations.values()}

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
        place, chosen = self.organisation.data, self.area.data
        asked = chosen and not self.area.errors and place in self._names
        if asked and not chosen.startswith(_place(place, "")):
            refuse(
                self.area,
                gettext(
                    "Choose a part of %(organisation)s, or “%(nothing)s”",
                    organisation=self._names[place],
                    nothing=self.area.nothing,
                ),
            )

    @property
    def groups(self) -> list[tuple[Group, list[Option], bool]]:
        """The ticks of `conduct` in groups, and whether each is open: the first and ticked ones."""
        options = {option.value: option for option in self.conduct.options}
        shown = []
        for group in GROUPS:
            listed = [options[code] for code in group.codes]
            is_open = group is GROUPS[0] or any(option.selected for option in listed)
            shown.append((group, listed, is_open))
        return shown

    def to_report(self, language: str) -> Report:
        """Return the answers, once they are valid."""
        return Report(
            language=language,
            organisation=self.organisation.data,
            reporter_role=self.reporter_role.data,
            conduct=self.conduct.data,
            story=self.story.data,
            about=self.about.data,
            struck=self.struck.data,
            safety=self.safety.data,
            area=self.area.data.rpartition(_BETWEEN)[2],
        )


_BETWEEN = ":"


def _place(organisation: str, area: str) -> str:
    """Return what the page sends for a part: two organisations may use one code for theirs."""
    return f"{organisation}{_BETWEEN}{area}"


def _data(report: Report) -> dict[str, Any]:
    """Return the answers as the fields hold them."""
    area = _place(report.organisation, report.area) if report.area else ""
    return vars(report) | {"area": area}


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

    def __init__(self, service: Service) -> None:
        """Say beside the field that writing here is not calling for help."""
        super().__init__()
        self.message.description = gettext(
            "Nobody may read this for hours: if you are in danger, telephone %(number)s now.",
            number=service.emergency_telephone,
        )

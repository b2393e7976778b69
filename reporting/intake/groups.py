"""Long lists of ticks in groups, so that nobody scrolls through thirty of them.

Every code of a list that is grouped is in exactly one of its groups; a test holds this.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from reporting.web.options import Option


class Group(NamedTuple):
    """Part of a list: its code, its label, and the codes in it."""

    code: str
    label: LazyString
    codes: tuple[str, ...]


class Grouped(NamedTuple):
    """A group as a page draws it; `is_open` where something in it is ticked."""

    group: Group
    options: tuple[Option, ...]
    is_open: bool


def _group(code: str, label: LazyString, codes: str) -> Group:
    return Group(code, label, tuple(codes.split()))


GROUPS: Mapping[str, tuple[Group, ...]] = {
    "conduct": (
        _group(
            "said",
            _("Words, messages and pictures"),
            "words_verbal_abuse_slur joke_banter microaggression_repeated_small "
            "stereotyping_assumptions name_mispronounced_changed dress_hair_prayer_food "
            "written_message_email online_social_media graffiti_sticker_poster_flag "
            "misinformation_rumour",
        ),
        _group(
            "harmed",
            _("Threats, violence and damage"),
            "threat_intimidation physical_assault_spitting object_thrown_property_damage "
            "following_filming_stalking protest_accommodation_intimidation",
        ),
        _group(
            "treated",
            _("Being left out or treated worse"),
            "excluded_ignored_isolated blocked_from_service worse_service_or_delay "
            "unfair_enforcement_or_suspicion",
        ),
        _group(
            "work",
            _("Jobs, pay and work"),
            "recruitment_decision promotion_pay_grading training_opportunity "
            "workload_shifts_leave appraisal_capability disciplinary_or_investigation "
            "dismissal_contract_ended",
        ),
        _group(
            "rules",
            _("Complaints, rules and records"),
            "complaint_not_taken_seriously retaliation_for_speaking_up policy_rule_practice "
            "data_algorithm_form other_text",
        ),
    ),
    "reporter_role": (
        _group(
            "work",
            _("I work, worked or applied there"),
            "staff agency_casual contractor_supplier volunteer_apprentice councillor "
            "applicant_candidate ex_staff",
        ),
        _group(
            "live",
            _("I live here or use a service"),
            "resident service_user tenant pupil_student parent_carer visitor business_owner",
        ),
        _group("unsaid", _("I prefer not to say"), "prefer_not"),
    ),
    "racism": (
        _group(
            "heritage",
            _("Where people or their families come from"),
            "anti_black anti_african_heritage_new_arrival anti_asian_south "
            "anti_east_southeast_asian sinophobia anti_arab_mena anti_mixed_heritage",
        ),
        _group(
            "religion",
            _("Religion and caste"),
            "islamophobia antisemitism anti_sikh anti_hindu caste",
        ),
        _group(
            "travelling",
            _("Gypsy, Roma and Traveller people"),
            "anti_gypsy_roma_traveller gypsy roma irish_traveller showmen boater",
        ),
        _group(
            "migration",
            _("Migration and nationality"),
            "anti_migrant anti_refugee_asylum xenophobia_nationality anti_eastern_european "
            "anti_irish",
        ),
        _group(
            "seen",
            _("Language, looks, and anything else"),
            "language_accent hair_dress_appearance colourism other_text not_sure",
        ),
    ),
    "setting": (
        _group(
            "work",
            _("At work"),
            "workplace_office depot_frontline_site home_visit meeting_remote work_social "
            "recruitment",
        ),
        _group(
            "service",
            _("In a service"),
            "council_building phone_contact_centre online_service school_college health_care "
            "leisure_library_culture sports",
        ),
        _group(
            "around",
            _("At home, in town or online"),
            "housing_home_neighbour street_park public_transport_taxi shop_business "
            "place_of_worship asylum_accommodation_hotel event_protest online other",
        ),
    ),
    "about": (
        _group(
            "work",
            _("At work"),
            "colleague person_i_manage line_manager more_senior_manager director "
            "chief_executive hr_people_team internal_audit legal_monitoring_officer",
        ),
        _group(
            "around",
            _("Outside work"),
            "resident_service_user neighbour pupil teacher_school stranger group",
        ),
        _group(
            "bodies",
            _("Councillors, contractors, public bodies, rules"),
            "councillor oversight_provider_or_this_service contractor agency police "
            "other_public_body a_policy_not_a_person unknown",
        ),
    ),
    "wishes": (
        _group(
            "quiet",
            _("Keep it quiet for now"),
            "record_only support_only talk_anonymously wait_until_others not_sure",
        ),
        _group(
            "right",
            _("Put it right"),
            "tell_me_what_you_did fix_the_thing informal_action apology_restorative "
            "training_learning",
        ),
        _group(
            "formal",
            _("Something formal"),
            "formal_investigation complaint police_with_me police_for_me standards_complaint",
        ),
    ),
    "struck": (
        _group("reviewers", _("Reviewers"), "body_reviewers"),
        _group("leads", _("Leads"), "body_leads"),
        _group("standby", _("The other oversight body"), "standby_body"),
        _group(
            "connected",
            _("My manager, director or HR"),
            "line_manager more_senior_manager director hr_people_team "
            "oversight_provider_or_this_service",
        ),
    ),
}


def grouped(options: Iterable[Option], groups: Iterable[Group]) -> list[Grouped]:
    """Return the options of a field in its groups."""
    known = {option.value: option for option in options}
    shown = []
    for group in groups:
        listed = tuple(known[code] for code in group.codes)
        shown.append(Grouped(group, listed, any(option.selected for option in listed)))
    return shown

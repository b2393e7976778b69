"""Closed lists of codes, each with the plain words a person ticks (docs/vocabulary.md).

A code never changes its meaning and is never used again for another: reports are kept for
years. Labels may be reworded and translated at any time.
"""

from collections.abc import Collection
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Term(NamedTuple):
    """One choice: the code that is kept, and the words that are shown."""

    code: str
    label: LazyString | str

    def __hash__(self) -> int:
        """Ask the code alone: words that are still to be translated are slow to compare."""
        return hash(self.code)


# "I am…": who is reporting. One answer.
REPORTER_ROLES = (
    Term("staff", _("An employee")),
    Term("agency_casual", _("An agency, bank or casual worker")),
    Term("contractor_supplier", _("Working for a contractor or supplier")),
    Term("volunteer_apprentice", _("A volunteer, apprentice or on a placement")),
    Term("applicant_candidate", _("Someone who applied for a job")),
    Term("ex_staff", _("A former employee")),
    Term("councillor", _("A councillor")),
    Term("resident", _("A resident")),
    Term("service_user", _("Someone who uses a service")),
    Term("tenant", _("A tenant")),
    Term("pupil_student", _("A pupil or student")),
    Term("parent_carer", _("A parent or carer")),
    Term("visitor", _("A visitor")),
    Term("business_owner", _("Someone who runs a business")),
    Term("prefer_not", _("I prefer not to say")),
)

# "Are you safe now?": one answer, or none.
SAFETY = (
    Term("safe", _("Yes, I am safe")),
    Term("worried_again", _("Yes, but I worry it will happen again")),
    Term("in_danger_now", _("No, I am in danger now")),
    Term("someone_else_in_danger", _("Somebody else is in danger, such as a child")),
    Term("harming_myself", _("I am thinking of harming myself")),
)
# Answers that cannot wait: the form leads to help at once, and whoever can open the report is
# told by day and night until somebody has (docs/promise.md).
DANGER = frozenset({"in_danger_now", "someone_else_in_danger", "harming_myself"})

# "What happened?": any number, beside or instead of the story.
CONDUCT = (
    Term("words_verbal_abuse_slur", _("Insults, slurs or abuse in words")),
    Term("joke_banter", _("Jokes or “banter”")),
    Term("microaggression_repeated_small", _("Small things that happen again and again")),
    Term("written_message_email", _("A letter, message or email")),
    Term("online_social_media", _("Something online or on social media")),
    Term("graffiti_sticker_poster_flag", _("Graffiti, a sticker, a poster or a flag")),
    Term("threat_intimidation", _("Threats or intimidation")),
    Term("physical_assault_spitting", _("Hitting, pushing, spitting or other physical assault")),
    Term("object_thrown_property_damage", _("Something thrown, or property damaged")),
    Term("following_filming_stalking", _("Being followed, filmed or watched")),
    Term("excluded_ignored_isolated", _("Being left out, ignored or isolated")),
    Term("blocked_from_service", _("Being refused a service, or kept out")),
    Term("worse_service_or_delay", _("Worse service, or a longer wait, than others")),
    Term("unfair_enforcement_or_suspicion", _("Being suspected, checked or punished unfairly")),
    Term("stereotyping_assumptions", _("Assumptions or stereotypes")),
    Term("name_mispronounced_changed", _("A name changed, shortened or mocked")),
    Term("dress_hair_prayer_food", _("Comments or rules about dress, hair, prayer or food")),
    Term("recruitment_decision", _("A decision about a job application")),
    Term("promotion_pay_grading", _("Promotion, pay or grading")),
    Term("training_opportunity", _("Training or other opportunities")),
    Term("workload_shifts_leave", _("Workload, shifts or leave")),
    Term("appraisal_capability", _("An appraisal, or how work was judged")),
    Term("disciplinary_or_investigation", _("A disciplinary case or an investigation")),
    Term("dismissal_contract_ended", _("Losing a job, or a contract ended")),
    Term("complaint_not_taken_seriously", _("A complaint that was not taken seriously")),
    Term("retaliation_for_speaking_up", _("Being treated worse for speaking up")),
    Term("policy_rule_practice", _("A rule, policy or usual way of doing things")),
    Term("data_algorithm_form", _("A form, record or computer decision")),
    Term("misinformation_rumour", _("False stories or rumours")),
    Term("protest_accommodation_intimidation", _("A protest at a place where people live")),
    Term("other_text", _("Something else, in my own words")),
)

# "Who was it about?": any number. Reviewers who declared a connection never see the report.
SUBJECTS = (
    Term("colleague", _("A colleague")),
    Term("person_i_manage", _("Someone I manage")),
    Term("line_manager", _("My line manager")),
    Term("more_senior_manager", _("A more senior manager")),
    Term("director", _("A director")),
    Term("chief_executive", _("The chief executive")),
    Term("hr_people_team", _("Someone in HR or the People team")),
    Term("internal_audit", _("Someone in internal audit")),
    Term("legal_monitoring_officer", _("The legal team or the monitoring officer")),
    Term("councillor", _("A councillor")),
    Term("oversight_provider_or_this_service", _("The oversight body, or this service")),
    Term("contractor", _("A contractor or supplier")),
    Term("agency", _("An employment agency")),
    Term("resident_service_user", _("A resident or someone who uses a service")),
    Term("neighbour", _("A neighbour")),
    Term("pupil", _("A pupil or student")),
    Term("teacher_school", _("A teacher or a school")),
    Term("police", _("The police")),
    Term("other_public_body", _("Another public body")),
    Term("stranger", _("Someone I do not know")),
    Term("group", _("A group of people")),
    Term("a_policy_not_a_person", _("A rule or a way of working, not a person")),
    Term("unknown", _("I do not know who")),
)

# "Who must not see this?": any number. Each is carried out when the report is sealed; a choice
# that could not be carried out is not offered.
STRUCK = (
    Term("line_manager", _("My line manager")),
    Term("more_senior_manager", _("Managers above my line manager")),
    Term("director", _("My director")),
    Term("hr_people_team", _("HR or the People team")),
    Term("oversight_provider_or_this_service", _("The usual oversight body: send it to another")),
)

# Whom a reviewer may find it to be about, beside what a reporter ticks (docs/routing.md).
FOUND = (
    Term("chief_operating_officer", _("The chief operating officer")),
    Term("leader_mayor_cabinet", _("The leader, the mayor or a member of the cabinet")),
    Term("oversight_board_member", _("A member of the community oversight board")),
)

# The work on a case (docs/case.md). How far it is; when its day has come it is gone.
STATES = (
    Term("received", _("Received")),
    Term("acknowledged", _("Acknowledged")),
    Term("triaged", _("Triaged")),
    Term("awaiting_reporter", _("Waiting for the reporter")),
    Term("held_threshold", _("Held until others report the same")),
    Term("support_only", _("Support only, as the reporter wished")),
    Term("in_action", _("In action")),
    Term("referred", _("Referred to the organisation")),
    Term("outcome_decided", _("Outcome decided")),
    Term("feedback_given", _("Reporter gave feedback")),
    Term("monitoring", _("Watching for worse treatment")),
    Term("closed", _("Closed")),
)
# What a report is, before anything else; only the first sort is ever counted.
SORTS = (
    Term("report", _("A report")),
    Term("not_racism", _("A report, but not of racism")),
    Term("duplicate", _("The same as another report")),
    Term("spam", _("Not meant as a report")),
)
DANGERS = (
    Term("immediate", _("Immediate danger")),
    Term("within_24h", _("Danger within a day")),
    Term("no_danger", _("No danger known")),
)
SEVERITIES = (
    Term("1", _("1: hurtful, and once")),
    Term("2", _("2: again and again, or by somebody with power")),
    Term("3", _("3: a threat, a loss, or somebody senior")),
    Term("4", _("4: violence, a child, or organised")),
)
SOURCES = (
    Term("over_50", _("More than 50 people")),
    Term("from_11_to_50", _("11 to 50 people")),
    Term("from_4_to_10", _("4 to 10 people")),
    Term("up_to_3", _("3 people or fewer")),
)
# What can be done without knowing who wrote. "No further action" names each that was tried.
OPTIONS = (
    Term("observe", _("See for ourselves")),
    Term("audit_data", _("Look at the organisation's data")),
    Term("mystery_shop", _("Try the service as a stranger")),
    Term("bulk_records", _("Look at many records at once")),
    Term("brief_team", _("Speak to a whole team")),
    Term("fix_thing", _("Put a thing right: a form, a rule, a wall")),
)
SHARE_SUMMARY = "share_summary"
CONSENTS = (
    Term(SHARE_SUMMARY, _("Share a summary with the organisation")),
    Term("share_text", _("Share the full text with the organisation")),
    Term("share_police", _("Share with the police")),
    Term("share_supporter", _("Share with a union or supporter")),
    Term("quote_words", _("Quote my words after I approve")),
)
# Whether it happened, on the balance of probabilities; apart from what is done about it.
MALICIOUS, NO_FURTHER_ACTION = "malicious", "no_further_action"
FINDINGS = (
    Term("substantiated", _("It happened")),
    Term("partly_substantiated", _("It happened in part")),
    Term("not_substantiated", _("The evidence points away from it")),
    Term("unable_to_determine", _("The evidence is not enough to tell")),
    Term("not_investigated_by_wish", _("Not investigated, as the reporter wished")),
    Term("pattern_recorded", _("Recorded as part of a pattern")),
    Term("outside_remit_referred", _("Not ours to decide: referred")),
    Term("withdrawn", _("Withdrawn by the reporter")),
    Term(MALICIOUS, _("Knowingly untrue, with evidence of that")),
)
ACTIONS = (
    Term("immediate_support", _("Immediate support")),
    Term("apology", _("An apology")),
    Term("informal_resolution", _("An informal resolution")),
    Term("restorative_process", _("A restorative process")),
    Term("management_action", _("Action by a manager")),
    Term("training", _("Training")),
    Term("policy_change", _("A change of rules")),
    Term("service_fix", _("A service put right")),
    Term("data_review", _("A review of data or of equality impact")),
    Term("team_review", _("A review of how a team works")),
    Term("formal_investigation", _("A formal investigation")),
    Term("disciplinary_referral", _("Handed to disciplinary procedures")),
    Term("contract_action", _("Action under a contract")),
    Term("standards_referral", _("Handed to member standards")),
    Term("police_report", _("A report to the police")),
    Term("safeguarding_referral", _("Handed to safeguarding")),
    Term("warning_to_user", _("A warning or ban to a service user")),
    Term("public_statement", _("A public statement")),
    Term(NO_FURTHER_ACTION, _("No further action")),
)

# Facts: what a reviewer says of a report in closed codes, and what is published of it
# (docs/release.md). A fact has one kind; a report with several has "several".
KINDS = (
    Term("anti_black", _("Against Black people")),
    Term("anti_asian", _("Against Asian people")),
    Term("anti_muslim", _("Islamophobia, against Muslims")),
    Term("antisemitism", _("Antisemitism, against Jewish people")),
    Term("anti_roma_traveller", _("Against Gypsy, Roma and Traveller people")),
    Term("anti_migrant", _("Against migrants, refugees and people seeking asylum")),
    Term("another_kind", _("Another kind")),
    Term("several", _("Several kinds")),
    Term("unsure", _("Not said, or not sure")),
)
KINDS_IN_FOUR = (
    Term("heritage", _("About skin colour or heritage")),
    Term("religion", _("About religion")),
    Term("migration", _("About migration or nationality")),
    Term("several_or_unsure", _("Several kinds, another one, or not sure")),
)
OUTCOMES = (
    Term("upheld", _("Upheld, wholly or in part")),
    Term("not_upheld", _("Not upheld")),
    Term("unable_to_tell", _("Not enough to tell")),
    Term("recorded", _("Recorded, as the reporter wished")),
    Term("referred", _("Referred elsewhere")),
)
REPORTER_GROUPS = (Term("staff", _("Staff")), Term("public", _("The public")))
# Beside the areas of the service file, so that nobody has to accuse one.
AREA_NOT_KNOWN = Term("not_known", _("Not known, or none of these"))
YES_NO = (Term("yes", _("Yes")), Term("no", _("No")))
PROMISE_LINES = (
    Term("kept", _("Every report was acknowledged by a person within 24 hours")),
    Term("within_48h", _("The longest wait for an answer was 24 to 48 hours")),
    Term("over_48h", _("The longest wait for an answer was over 48 hours")),
)

# Details in a text by which somebody could be recognised (identifying.py).
MARKS = (
    Term("name", _("A name")),
    Term("email", _("An email address or user name")),
    Term("telephone", _("A telephone number")),
    Term("postcode", _("A postcode")),
    Term("staff_number", _("A staff or reference number")),
    Term("moment", _("An exact day or time")),
    Term("post", _("A job that few people have")),
    Term("only", _("Something true of one person alone")),
    Term("alone", _("Something nobody else heard or saw")),
)


def codes(terms: tuple[Term, ...]) -> tuple[str, ...]:
    """Return the codes of `terms`, in their order on the page."""
    return tuple(term.code for term in terms)


def labels_of(terms: tuple[Term, ...], chosen: Collection[str]) -> list[str]:
    """Return the labels of the codes in `chosen`, in the order of the page."""
    return [str(term.label) for term in terms if term.code in chosen]


def label_of(terms: tuple[Term, ...], code: str) -> str:
    """Return the label of `code` in the language of the page; an unknown code as it stands.

    Unknown codes come from reports sealed by a newer release: showing one beats hiding it.
    """
    return next((str(term.label) for term in terms if term.code == code), code)

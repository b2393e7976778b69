"""Closed lists of what somebody may add to a report (docs/vocabulary.md): all of it optional.

As in `vocabulary`, a code never changes its meaning; labels may be reworded at any time.
"""

from flask_babel import lazy_gettext as _

from reporting.vocabulary import Term

# "This report is about…": one answer, or none, which reads as the first.
HAPPENED_TO_ME = "happened_to_me"
WITNESS = "i_saw_or_heard_it"
KNOWN, UNKNOWN = "on_behalf_with_their_knowledge", "on_behalf_without_their_knowledge"
CENTRE, PATTERN = "organisation_reporting", "pattern_or_policy"
BASES = (
    Term(HAPPENED_TO_ME, _("It happened to me")),
    Term(WITNESS, _("I saw or heard it")),
    Term(KNOWN, _("For somebody who knows I am reporting")),
    Term(UNKNOWN, _("For somebody who does not know I am reporting")),
    Term(CENTRE, _("We report as a centre, union or other group")),
    Term(PATTERN, _("A pattern or a rule, with no single person")),
)
# "How old are you?": asked as one tick, so that nobody else has to answer.
UNDER_18 = "under_eighteen"
MINORS = (Term(UNDER_18, _("I am under 18")),)

STEPPED_IN = (
    Term("yes", _("Yes")),
    Term("no_felt_unsafe", _("No, I did not feel safe")),
    Term("no_did_not_know_how", _("No, I did not know how")),
    Term("after", _("Afterwards")),
)
KNOWS = (Term("yes", _("Yes")), Term("no", _("No")), Term("not_sure", _("Not sure")))
NOT_WANTED = "no"
WANTED = (
    Term("yes", _("Yes")),
    Term("not_sure", _("Not sure")),
    Term(NOT_WANTED, _("No: it is kept for the pattern alone, unless there is danger")),
)

# "What kind of racism was it?": any number. Perception counts, and so does association.
RACISM = (
    Term("anti_black", _("Against Black people")),
    Term("anti_african_heritage_new_arrival", _("Against people newly come from Africa")),
    Term("anti_asian_south", _("Against South Asian people")),
    Term("anti_east_southeast_asian", _("Against East or Southeast Asian people, also Sinophobia")),
    Term("sinophobia", _("Sinophobia: against Chinese people")),
    Term("anti_arab_mena", _("Against Arab or Middle Eastern people")),
    Term("anti_mixed_heritage", _("Against people of mixed heritage")),
    Term("islamophobia", _("Islamophobia or anti-Muslim hatred")),
    Term("antisemitism", _("Antisemitism, against Jewish people")),
    Term("anti_sikh", _("Against Sikh people")),
    Term("anti_hindu", _("Against Hindu people")),
    Term("caste", _("About caste")),
    Term("anti_gypsy_roma_traveller", _("Against Gypsy, Roma and Traveller people")),
    Term("gypsy", _("Against Gypsies")),
    Term("roma", _("Against Roma")),
    Term("irish_traveller", _("Against Irish Travellers")),
    Term("showmen", _("Against Showmen")),
    Term("boater", _("Against boaters")),
    Term("anti_migrant", _("Against migrants")),
    Term("anti_refugee_asylum", _("Against refugees or people seeking asylum")),
    Term("xenophobia_nationality", _("About nationality, or being foreign")),
    Term("anti_eastern_european", _("Against Eastern European people")),
    Term("anti_irish", _("Against Irish people")),
    Term("language_accent", _("About a language or an accent")),
    Term("hair_dress_appearance", _("About hair, dress or looks")),
    Term("colourism", _("About how light or dark a skin is")),
    Term("other_text", _("Another kind, in my own words")),
    Term("not_sure", _("I am not sure")),
)
ALSO_ABOUT = (
    Term("sex_gender", _("Sex or gender")),
    Term("disability", _("Disability")),
    Term("religion_belief", _("Religion or belief")),
    Term("age", _("Age")),
    Term("sexual_orientation", _("Sexual orientation")),
    Term("trans_identity", _("Being trans")),
    Term("pregnancy_maternity", _("Pregnancy or having a baby")),
    Term("class_poverty", _("Class or poverty")),
    Term("immigration_status", _("Immigration status")),
    Term("carer", _("Being a carer")),
    Term("none", _("None of these")),
)
HOW_IT_WORKS = (
    Term("one_person_to_another", _("One person did it to another")),
    Term("how_a_team_or_service_works", _("It is how a team or service works")),
    Term(
        "rules_or_decisions_that_hit_some_groups_harder",
        _("Rules or decisions hit some groups harder"),
    ),
    Term("several_organisations_together", _("Several organisations together do it")),
    Term("how_it_made_me_see_myself", _("It changed how I see myself")),
)

SETTINGS = (
    Term("workplace_office", _("At work, in an office")),
    Term("depot_frontline_site", _("At work, in a depot or out on site")),
    Term("home_visit", _("On a visit to a home")),
    Term("meeting_remote", _("In a meeting by video or telephone")),
    Term("work_social", _("At a social event of work")),
    Term("recruitment", _("When applying for a job")),
    Term("council_building", _("In a building open to the public")),
    Term("phone_contact_centre", _("On the telephone")),
    Term("online_service", _("Using a service online")),
    Term("housing_home_neighbour", _("At home, or with neighbours")),
    Term("street_park", _("In a street or a park")),
    Term("public_transport_taxi", _("On public transport or in a taxi")),
    Term("school_college", _("At a school or college")),
    Term("health_care", _("In health or social care")),
    Term("leisure_library_culture", _("In a leisure centre, library or museum")),
    Term("shop_business", _("In a shop or business")),
    Term("sports", _("In sport")),
    Term("place_of_worship", _("At a place of worship")),
    Term("asylum_accommodation_hotel", _("Where people seeking asylum live")),
    Term("event_protest", _("At an event or protest")),
    Term("online", _("Online")),
    Term("other", _("Somewhere else")),
)
# Beside the boroughs of the service file.
BOROUGHS_TOO = (
    Term("several", _("In several of these")),
    Term("outside", _("Outside all of these")),
    Term("prefer_not", _("I prefer not to say")),
)
# No date: a day and a rota together name a person.
WHEN = (
    Term("today_or_yesterday", _("Today or yesterday")),
    Term("last_7_days", _("In the last 7 days")),
    Term("this_month", _("In the last month")),
    Term("last_3_months", _("1 to 3 months ago")),
    Term("3_6_months", _("3 to 6 months ago")),
    Term("6_12_months", _("6 to 12 months ago")),
    Term("over_a_year", _("More than a year ago")),
    Term("many_times", _("Many times")),
    Term("still_happening", _("It is still happening")),
)
HOW_OFTEN = (
    Term("once", _("Once")),
    Term("a_few", _("A few times")),
    Term("regularly", _("Regularly")),
    Term("constantly", _("All the time")),
)
# In place of witnesses' names, which would make the circle of who wrote it smaller.
OTHERS_THERE = (
    Term("nobody", _("Nobody else")),
    Term("one_or_two", _("One or two people")),
    Term("several", _("Several people")),
    Term("many", _("Many people")),
)
IMPACT = (
    Term("upset", _("I was upset")),
    Term("angry", _("I was angry")),
    Term("frightened", _("I was frightened")),
    Term("unsafe", _("I do not feel safe at work or at home")),
    Term("sleep_health", _("My sleep or my health suffered")),
    Term("avoided", _("I avoid places or people")),
    Term("lost", _("I lost money or an opportunity")),
    Term("left", _("I left, or think of leaving")),
    Term("injured", _("I was injured")),
    Term("child_affected", _("A child was affected")),
    Term("others_affected", _("Other people were affected")),
    Term("none", _("None of these, or I am not sure")),
)
DISTRESS = (
    Term("0", _("0: not distressed")),
    *(Term(str(number), str(number)) for number in range(1, 10)),
    Term("10", _("10: as distressed as I can be")),
)
SUPPORT_WANTED = (
    Term("talk_today", _("Somebody to talk to today")),
    Term("counselling", _("Counselling, also after racial trauma")),
    Term("employee_assistance", _("The employee assistance programme")),
    Term("staff_network", _("A staff network for race equality")),
    Term("union", _("A union")),
    Term("legal_employment", _("Advice on rights and employment")),
    Term("hate_crime", _("Support after hate crime")),
    Term("faith_community", _("A faith or community group")),
    Term("housing", _("Help with housing")),
    Term("immigration", _("Advice that is safe about immigration")),
    Term("child", _("Support for a child")),
)
# What the support directory is ordered by.
SELF_HARM, CHILD = "self_harm", "child"
NEEDS = (Term(SELF_HARM, _("Thoughts of harming yourself")), *SUPPORT_WANTED)

# Who of the oversight bodies would be able to open a report, for the box that shuts them out.
BODY_REVIEWERS, BODY_LEADS, STANDBY = "body_reviewers", "body_leads", "standby_body"
READERS = (
    Term(BODY_REVIEWERS, _("The reviewers of the usual oversight body")),
    Term(BODY_LEADS, _("The leads of the usual oversight body")),
    Term(STANDBY, _("The other oversight body, which stands by")),
)

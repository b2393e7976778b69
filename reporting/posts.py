"""The posts of owners, and which may be asked to act on a report and which must never see it.

The table is data; docs/routing.md, "Owners", is this file in words, and a test compares them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from reporting.vocabulary import Term, codes, label_of

# Posts of owners: who in an organisation may be asked to act (docs/routing.md).
POSTS = (
    Term("case_owner", _("A manager who acts on reports")),
    Term("director", _("Director")),
    Term("director_audit", _("Director of audit")),
    Term("chief_operating_officer", _("Chief operating officer")),
    Term("chief_executive", _("Chief executive")),
    Term("monitoring_officer", _("Monitoring officer")),
    Term("leader_or_chair", _("Leader, or chair of the committee concerned")),
    Term("director_people", _("Director of HR or People")),
    Term("commissioning_lead", _("Lead for commissioning")),
    Term("procurement_lead", _("Lead for procurement")),
    Term("service_safety_lead", _("Lead for safety in services")),
    Term("school_safeguarding", _("Safeguarding for schools, of the local authority")),
    Term("chair_of_governors", _("Chair of governors")),
    Term("independent_person", _("Independent person for standards")),
    Term("independent_person_elsewhere", _("Independent person of another authority")),
    Term("external_solicitor", _("Solicitor from outside")),
    Term("external_investigator", _("Investigator from outside")),
    Term("board_chair", _("Chair of the community oversight board")),
)

# Posts whose holder is of one area, and how such a post is called with it.
POSTS_OF_AREAS: Mapping[str, LazyString] = {
    "case_owner": _("A manager in %(area)s who acts on reports"),
    "director": _("Director of %(area)s"),
}


def post_words(post: str, area: str = "") -> str:
    """Return a post in words, with the name of its area where it is of one."""
    label = label_of(POSTS, post)
    if not area:
        return label
    named = POSTS_OF_AREAS.get(post)
    if named is None:
        return str(gettext("%(post)s, %(area)s", post=label, area=area))
    return str(named) % {"area": area}


# Who works under the chief executive, and so cannot act on what is about them.
_UNDER_THE_CHIEF_EXECUTIVE = frozenset(
    {
        "case_owner",
        "director",
        "chief_operating_officer",
        "director_people",
        "commissioning_lead",
        "procurement_lead",
        "service_safety_lead",
    }
)


@dataclass(frozen=True)
class Row:
    """Of reports about one of `about`: the posts they go to, the best first, and those never.

    `outside`: nobody whose own area is that of the report.
    """

    code: str
    about: frozenset[str]
    to: tuple[str, ...]
    never: frozenset[str] = frozenset()
    outside: bool = False


def _row(
    code: str,
    about: str,
    to: str,
    never: str | frozenset[str] = "",
    *,
    outside: bool = False,
) -> Row:
    barred = never if isinstance(never, frozenset) else frozenset(never.split())
    return Row(code, frozenset(about.split()), tuple(to.split()), barred, outside)


# Of several rows that fit, the one that stands last says who is best; what any row refuses is
# refused.
ROWS = (
    _row("nobody named", "unknown group", "chief_operating_officer director_audit", outside=True),
    _row(
        "no person",
        "a_policy_not_a_person stranger",
        "director chief_operating_officer director_audit",
    ),
    _row("other organisation", "other_public_body", ""),
    _row("police", "police", ""),
    _row("service user", "resident_service_user neighbour", "service_safety_lead"),
    _row("contractor", "contractor agency", "commissioning_lead procurement_lead", outside=True),
    _row("school", "teacher_school pupil", "school_safeguarding chair_of_governors"),
    _row("colleague", "colleague person_i_manage", "case_owner director", outside=True),
    _row(
        "line manager",
        "line_manager more_senior_manager",
        "director director_audit",
        outside=True,
    ),
    _row(
        "director",
        "director",
        "chief_executive chief_operating_officer director_audit",
        "director_people",
        outside=True,
    ),
    _row(
        "HR or People",
        "hr_people_team",
        "chief_operating_officer director_audit external_investigator",
        "director_people",
        outside=True,
    ),
    _row(
        "audit or chief operating officer",
        "internal_audit chief_operating_officer",
        "chief_executive monitoring_officer",
        "director_audit chief_operating_officer",
        outside=True,
    ),
    _row(
        "legal or monitoring officer",
        "legal_monitoring_officer",
        "chief_executive external_solicitor",
        "monitoring_officer",
        outside=True,
    ),
    _row(
        "chief executive",
        "chief_executive",
        "monitoring_officer leader_or_chair external_investigator",
        _UNDER_THE_CHIEF_EXECUTIVE | {"chief_executive"},
    ),
    _row("councillor", "councillor", "monitoring_officer independent_person", "leader_or_chair"),
    _row(
        "leader or cabinet",
        "leader_mayor_cabinet",
        "monitoring_officer independent_person_elsewhere",
        "leader_or_chair",
    ),
    _row("board member", "oversight_board_member", "board_chair"),
    _row("oversight", "oversight_provider_or_this_service", "board_chair"),
)

# Whom each choice of "Who must not see this?" strikes out of an area, and of the whole place.
STRUCK_OUT_OF_AREA = {
    "line_manager": frozenset({"case_owner"}),
    "more_senior_manager": frozenset({"case_owner", "director"}),
    "director": frozenset({"director"}),
}
STRUCK_OUT = {
    "more_senior_manager": frozenset({"chief_operating_officer", "chief_executive"}),
    "hr_people_team": frozenset({"director_people"}),
}


@dataclass(frozen=True)
class Ruling:
    """What the rows that fit one report say together.

    `to` and `others` are posts in the order of offering; `outside` are those of which nobody may
    be from the report's area.
    """

    to: tuple[str, ...]
    others: tuple[str, ...]
    outside: frozenset[str]


def rule(about: Collection[str], struck: Collection[str]) -> Ruling:
    """Return which posts may see a report; nothing known counts as nobody named."""
    rows = [row for row in ROWS if row.about & set(about)] or [ROWS[0]]
    never = frozenset[str]().union(
        *(row.never for row in rows), *(STRUCK_OUT.get(code, frozenset()) for code in struck)
    )
    outside = frozenset[str]().union(
        *(STRUCK_OUT_OF_AREA.get(code, frozenset()) for code in struck)
    )
    if any(row.outside for row in rows):
        outside = frozenset(codes(POSTS))
    best = dict.fromkeys(post for row in reversed(rows) for post in row.to if post not in never)
    others = (post for post in codes(POSTS) if post not in never and post not in best)
    return Ruling(tuple(best), tuple(others), outside)

"""Owners under random reports: nobody is asked to act on what is about them."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.posts import POSTS
from reporting.routing import owners_for
from reporting.serves import Serves
from reporting.vocabulary import FOUND, STRUCK, SUBJECTS, codes
from tests.support.cast import COUNCIL, NORTH, Cast, demo_service

SERVICE = demo_service()
AREAS = tuple(area.code for area in SERVICE.organisations[COUNCIL].areas)
# Whoever holds the post is whom a report about this is about, or is in their line.
THEMSELVES = {
    "chief_executive": {"chief_executive", "chief_operating_officer", "director", "case_owner"},
    "chief_operating_officer": {"chief_operating_officer", "director_audit"},
    "internal_audit": {"director_audit"},
    "hr_people_team": {"director_people"},
    "legal_monitoring_officer": {"monitoring_officer"},
    "leader_mayor_cabinet": {"leader_or_chair"},
}
# Of these somebody in the area is accused, or could be.
OF_THE_AREA = {
    "colleague", "person_i_manage", "line_manager", "more_senior_manager", "director", "unknown",
    "group", "hr_people_team", "internal_audit", "legal_monitoring_officer",
    "chief_operating_officer", "contractor", "agency",
}  # fmt: skip


def everybody() -> Cast:
    """Return owners of every post: of the whole organisation, and of each of its areas."""
    cast = Cast()
    for post in codes(POSTS):
        for area in (None, *AREAS):
            cast.add(NORTH, f"{post} {area}", "owner", serves=Serves(COUNCIL, post, area))
    cast.members["south"] = []
    return cast


CAST = everybody()
subjects = st.frozensets(st.sampled_from(codes((*SUBJECTS, *FOUND))), max_size=4)


@given(
    subjects,
    subjects,
    st.frozensets(st.sampled_from(codes(STRUCK))),
    st.frozensets(st.sampled_from(AREAS)),
)
def test_nobody_whom_it_is_about_is_offered(said, found, struck, areas):
    """Whatever was ticked, and whatever triage found: neither the post nor anybody of the area."""
    about = said | found

    offers = owners_for(SERVICE, CAST.rosters, COUNCIL, about, struck, areas)

    barred = set().union(*(THEMSELVES.get(code, set()) for code in about))
    assert not barred & {offer.post for offer in offers}
    if about & OF_THE_AREA or not about:
        own = {offer.member.serves.area for offer in offers}
        assert not own & set(areas or AREAS)


@given(subjects, subjects, st.sampled_from(AREAS))
def test_knowing_more_never_offers_more_of_an_area_or_post(said, found, area):
    """Who is refused by what the reporter ticked stays refused whatever triage finds."""

    def refused(about):
        offers = owners_for(SERVICE, CAST.rosters, COUNCIL, about, (), {area})
        return set(CAST.accounts.values()) - {offer.member.account for offer in offers}

    if said:
        assert refused(said) <= refused(said | found)

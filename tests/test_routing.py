"""Routing: one test a row of docs/routing.md."""

import pytest

from reporting.errors import NobodyLeft
from reporting.opening import open_stanza, open_triage
from reporting.roster import Declaration
from reporting.routing import Access, free_advisers, free_interpreters, owners_for, route
from reporting.serves import Serves
from tests.support.cast import (
    COUNCIL,
    NORTH,
    SOUTH,
    Cast,
    demo_service,
    make_cast,
    make_report,
    send,
)

OVERSIGHT = "oversight_provider_or_this_service"
SERVICE = demo_service()


def access_of(
    cast: Cast,
    about: tuple[str, ...] = ("colleague",),
    struck: tuple[str, ...] = (),
    area: str | None = None,
) -> Access:
    """Route a report on the council."""
    return route(SERVICE, cast.rosters, COUNCIL, about, struck, area)


def names(cast: Cast, accounts: frozenset[int]) -> set[str]:
    """Return the names of some accounts."""
    return {name for name, account in cast.accounts.items() if account in accounts}


def everybody(body: str) -> set[str]:
    """Return the names of all recipients of a body."""
    return {f"{body}-{name}" for name in ("lead", "reviewer", "second", "recovery")}


def test_the_organisations_body_opens_and_the_alternate_stands_by() -> None:
    """A report with nothing special goes where the service file says."""
    cast = make_cast()

    access = access_of(cast)

    assert (NORTH, SOUTH) == (access.body, access.standby_body)
    assert everybody(NORTH) == names(cast, access.open)
    assert everybody(SOUTH) == names(cast, access.standby)
    assert frozenset() == access.never


@pytest.mark.parametrize(
    ("about", "struck"),
    [((OVERSIGHT,), ()), (("colleague",), (OVERSIGHT,))],
    ids=["about", "struck"],
)
def test_a_report_on_the_oversight_body_never_reaches_it(
    about: tuple[str, ...], struck: tuple[str, ...]
) -> None:
    """Named or struck out, the body and its recovery get nothing, not even later."""
    cast = make_cast()

    access = access_of(cast, about, struck)

    assert SOUTH == access.body
    assert everybody(SOUTH) == names(cast, access.open)
    assert frozenset() == access.standby
    assert everybody(NORTH) == names(cast, access.never)


def test_when_every_reader_declared_a_connection_the_alternate_takes_it() -> None:
    """A body with nobody left is as good as absent."""
    cast = make_cast()
    cast.members[NORTH] = []
    for name in ("lead", "reviewer"):
        cast.add(NORTH, name, name, Declaration(COUNCIL))
    cast.add(NORTH, "recovery", "recovery")

    access = access_of(cast)

    assert SOUTH == access.body
    assert {"north-lead", "north-reviewer", "north-recovery"} <= names(cast, access.never)


def test_with_nobody_left_in_either_body_routing_refuses() -> None:
    """Nothing is sealed that nobody could open."""
    cast = make_cast()
    for body in (NORTH, SOUTH):
        cast.members[body] = []
        cast.add(body, "lead", "lead", Declaration(COUNCIL))
        cast.add(body, "recovery", "recovery")

    with pytest.raises(NobodyLeft):
        access_of(cast)


@pytest.mark.parametrize(
    ("declared", "about", "struck", "area", "excluded"),
    [
        (Declaration(COUNCIL), ("colleague",), (), None, True),
        (Declaration("transport"), ("colleague",), (), None, False),
        (Declaration(COUNCIL, "corporate"), ("colleague",), (), "corporate", True),
        (Declaration(COUNCIL, "corporate"), ("colleague",), (), "adults_children", False),
        (Declaration(COUNCIL, "corporate"), ("colleague",), (), None, True),
        (Declaration(COUNCIL, None, "director"), ("director",), (), None, True),
        (Declaration(COUNCIL, None, "director"), ("colleague",), ("director",), None, True),
        (Declaration(COUNCIL, None, "director"), ("colleague",), (), None, False),
        (Declaration(COUNCIL, None, "director"), (), (), None, True),
        (Declaration(COUNCIL, None, "director"), ("unknown",), (), None, True),
        (Declaration(COUNCIL, "corporate", "director"), ("director",), (), "homes", False),
    ],
)
def test_a_standing_declaration_excludes_what_it_names(
    declared: Declaration,
    about: tuple[str, ...],
    struck: tuple[str, ...],
    area: str | None,
    excluded: bool,  # a column of the table above
) -> None:
    """Organisation, area and role must fit; what the reporter did not say fits everything."""
    cast = make_cast(declared)

    access = access_of(cast, about, struck, area)

    assert excluded == (cast.accounts["north-second"] in access.never)
    assert {cast.accounts["north-lead"], cast.accounts["north-reviewer"]} <= access.open


def test_everybody_of_both_bodies_is_in_exactly_one_group() -> None:
    """Whoever is in a roster gets exactly one kind of row."""
    cast = make_cast(Declaration(COUNCIL))

    access = access_of(cast)

    groups = [access.open, access.standby, access.never]
    assert frozenset(cast.accounts.values()) == frozenset().union(*groups)
    assert len(cast.accounts) == sum(len(group) for group in groups)


def test_a_chair_without_a_connection_is_told_and_one_with_it_barred() -> None:
    """Neither has a row; and a chair of the other body is neither told nor barred."""
    cast = make_cast()
    before = access_of(cast)
    cast.add(NORTH, "chair", "chair")
    cast.add(NORTH, "friend", "chair", Declaration(COUNCIL))
    cast.add(SOUTH, "chair", "chair")

    access = access_of(cast)

    assert {"north-chair"} == names(cast, access.chairs)
    assert {"north-friend"} == names(cast, access.barred)
    rows = (access.open, access.standby, access.never)
    assert (before.open, before.standby, before.never) == rows


def test_chairs_of_a_body_a_report_is_about_are_not_told() -> None:
    """The alternate acts, and its own chairs are told."""
    cast = make_cast()
    cast.add(NORTH, "chair", "chair")
    cast.add(SOUTH, "chair", "chair")

    access = access_of(cast, struck=("oversight_provider_or_this_service",))

    assert {"south-chair"} == names(cast, access.chairs)


def owner(cast: Cast, post: str, *declarations: Declaration, area: str | None = None) -> None:
    """Add an owner of the council, listed by its body and named by post and area."""
    name = f"{post} {area}" if area else post
    cast.add(NORTH, name, "owner", *declarations, serves=Serves(COUNCIL, post, area))


def offered(
    cast: Cast,
    about: tuple[str, ...] = ("line_manager",),
    struck: tuple[str, ...] = (),
    area: str | None = "corporate",
) -> list[tuple[str, bool]]:
    """Return who is offered for a report on the council, and whether recommended."""
    areas = () if area is None else (area,)
    known = {account: name for name, account in cast.accounts.items()}
    return [
        (known[offer.member.account].removeprefix("north-"), offer.recommended)
        for offer in owners_for(SERVICE, cast.rosters, COUNCIL, about, struck, areas)
    ]


def test_owners_are_offered_the_best_first() -> None:
    """Then those whom no row refuses, marked as not recommended."""
    cast = make_cast()
    for post in ("chief_operating_officer", "director_audit"):
        owner(cast, post)
    owner(cast, "director", area="homes_neighbourhoods")

    assert [
        ("director homes_neighbourhoods", True),
        ("director_audit", True),
        ("chief_operating_officer", False),
    ] == offered(cast)


@pytest.mark.parametrize("area", ["corporate", None])
def test_nobody_of_the_area_is_asked_about_its_managers(area: str | None) -> None:
    """And an unknown area is every area."""
    cast = make_cast()
    owner(cast, "director", area="corporate")
    owner(cast, "director_audit")

    assert [("director_audit", True)] == offered(cast, area=area)


def test_of_a_policy_its_own_director_is_asked_first() -> None:
    """Who can change it, where nobody is accused."""
    cast = make_cast()
    for area in ("adults_children", "corporate", "homes_neighbourhoods"):
        owner(cast, "director", area=area)

    names_of = offered(cast, ("a_policy_not_a_person",))

    assert ("director corporate", True) == names_of[0]
    assert 3 == len(names_of)


@pytest.mark.parametrize(
    ("struck", "left"),
    [
        ((), ["chief_operating_officer", "director_audit", "director_people"]),
        (("more_senior_manager",), ["director_audit", "director_people"]),
        (("hr_people_team",), ["chief_operating_officer", "director_audit"]),
    ],
)
def test_who_is_struck_out_is_not_offered(struck: tuple[str, ...], left: list[str]) -> None:
    """Managers above the line manager up to the top."""
    cast = make_cast()
    for post in ("chief_operating_officer", "director_audit", "director_people"):
        owner(cast, post)

    assert sorted(left) == sorted(name for name, _ in offered(cast, ("colleague",), struck))


@pytest.mark.parametrize(
    ("declared", "is_offered"),
    [
        (Declaration(COUNCIL, None, "line_manager"), False),
        (Declaration(COUNCIL, None, "councillor"), True),
        (Declaration(COUNCIL, "corporate"), False),
        (Declaration("transport"), True),
    ],
)
def test_an_owner_with_a_connection_is_not_offered(declared: Declaration, is_offered: bool) -> None:
    """Their standing declarations count as a reviewer's do."""
    cast = make_cast()
    owner(cast, "director_audit", declared)

    assert is_offered == bool(offered(cast))


def test_an_owner_whom_neither_body_lists_is_not_offered() -> None:
    """A body that oversees other places cannot put anybody there."""
    cast = make_cast()
    cast.add("west", "owner", "owner", serves=Serves(COUNCIL, "director_audit"))
    cast.add(SOUTH, "owner", "owner", serves=Serves("transport", "director_audit"))

    assert [] == offered(cast)


def test_a_post_nobody_knows_is_not_offered() -> None:
    """It may be of a newer release, whose table is not here."""
    cast = make_cast()
    owner(cast, "director_of_the_future")

    assert [] == offered(cast)


def test_interpreters_and_advisers_with_a_connection_are_not_offered() -> None:
    """Of any body, and free."""
    cast = make_cast()
    urdu = Serves(languages=("ur",))
    cast.add(NORTH, "interpreter", "interpreter", Declaration(COUNCIL), serves=urdu)
    cast.add(SOUTH, "interpreter", "interpreter", serves=urdu)
    cast.add(NORTH, "adviser", "safeguarding", Declaration(COUNCIL, "corporate"))
    cast.add(SOUTH, "adviser", "safeguarding")

    speaking = free_interpreters(cast.rosters, COUNCIL, ("colleague",), ())
    advising = free_advisers(cast.rosters, COUNCIL, ("colleague",), (), ["corporate"])

    assert [cast.accounts["south-interpreter"]] == [member.account for member in speaking]
    assert [cast.accounts["south-adviser"]] == [member.account for member in advising]


def test_whoever_reads_nothing_has_no_row() -> None:
    """Owners, interpreters and advisers change nothing in who may open a report."""
    cast = make_cast()
    before = access_of(cast)
    owner(cast, "director_audit")
    cast.add(NORTH, "interpreter", "interpreter", serves=Serves(languages=("ur",)))
    cast.add(NORTH, "adviser", "safeguarding")

    assert before == access_of(cast)


@pytest.mark.parametrize(("area", "opens"), [("corporate", False), ("", False), ("homes", True)])
def test_the_area_of_a_report_counts_when_it_is_sealed(area: str, opens: bool) -> None:
    """What the reporter chose on the form reaches routing, and the header keeps it."""
    cast = make_cast(Declaration(COUNCIL, "corporate"))

    sent = send(cast, make_report(area=area))

    account = cast.accounts["north-lead"]
    row = sent.deposit.stanzas[account]
    header = sent.deposit.header
    key = open_stanza(cast.identities["north-lead"].unwrapper, account, header, row)
    assert area == open_triage(key, header, sent.deposit.triage).area
    assert opens == (cast.accounts["north-second"] in sent.access.open)

"""What today's rosters make of the access list a report has: it narrows, and never widens."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.opening import Triage
from reporting.rerouting import reroute
from reporting.roster import Declaration, Rosters
from reporting.routing import route
from tests.support.cast import COUNCIL, NORTH, SOUTH, TODAY, demo_service, make_cast

SERVICE = demo_service()
WHOLE = Declaration(COUNCIL)
STRUCK = ("oversight_provider_or_this_service",)


def triage_of(access, struck=()):
    """Return the triage header of a report that was routed so."""
    grants = {
        "open": access.open,
        "standby": access.standby,
        "never": access.never,
        "chair": access.chairs,
        "barred": access.barred,
    }
    listed = {account: word for word, accounts in grants.items() for account in accounts}
    return Triage(access.body, COUNCIL, "resident", ("colleague",), struck, TODAY * 24, listed)


def routed(cast, struck=()):
    """Return the triage header of a report as intake makes it."""
    return triage_of(route(SERVICE, cast.rosters, COUNCIL, ("colleague",), struck), struck)


def again(cast, triage):
    """Return the access under the rosters of a cast."""
    return reroute(SERVICE, cast.rosters, triage)


def names(cast, accounts):
    """Return the names of accounts."""
    return {name for name, account in cast.accounts.items() if account in accounts}


def edit(cast, body, name, **changes):
    """Change a member of a cast."""
    account = cast.accounts[f"{body}-{name}"]
    members = cast.members[body]
    members[:] = [replace(m, **changes) if m.account == account else m for m in members]


@pytest.mark.parametrize("struck", [(), STRUCK])
@pytest.mark.parametrize("declared", [(), (WHOLE,)])
def test_without_a_change_access_is_as_routed(struck, declared):
    """Whoever opened, stood by or did not, still does."""
    cast = make_cast(*declared)
    first = route(SERVICE, cast.rosters, COUNCIL, ("colleague",), struck)

    assert first == again(cast, triage_of(first, struck))


def test_a_declaration_taken_back_opens_nothing():
    """It was believed when the report came."""
    cast = make_cast(WHOLE)
    triage = routed(cast)

    edit(cast, NORTH, "second", declarations=())

    assert "north-second" in names(cast, again(cast, triage).never)


def test_a_new_declaration_closes():
    """Who has a connection since is excluded from then on."""
    cast = make_cast()
    triage = routed(cast)

    edit(cast, NORTH, "reviewer", declarations=(WHOLE,))

    assert {"north-lead", "north-second", "north-recovery"} == names(cast, again(cast, triage).open)


@pytest.mark.parametrize(("declared", "expected"), [((), "open"), ((WHOLE,), "never")])
def test_somebody_new_is_let_in_where_nobody_was_excluded(declared, expected):
    """Of the same body: a new account could be an excluded person's."""
    cast = make_cast(*declared)
    triage = routed(cast)

    cast.add(NORTH, "newcomer", "reviewer")
    cast.add(SOUTH, "newcomer", "reviewer")

    access = again(cast, triage)
    assert "north-newcomer" in names(cast, getattr(access, expected))
    assert "south-newcomer" in names(cast, access.standby)


def test_that_somebody_was_excluded_outlives_their_account():
    """Removed and rewritten, then admitted again: the list still says that one was."""
    cast = make_cast(WHOLE)
    first = routed(cast)
    edit(cast, NORTH, "second", active=False)

    second = triage_of(again(cast, first))
    cast.add(NORTH, "newcomer", "reviewer")
    third = again(cast, second)

    assert "never" == second.access[cast.accounts["north-second"]]
    assert "north-newcomer" in names(cast, third.never)


def test_one_excluded_former_account_stands_for_all():
    """The triage header has one size, however many leave."""
    cast = make_cast(WHOLE)
    cast.add(NORTH, "third", "reviewer", WHOLE)
    triage = routed(cast)
    for name in ("second", "third"):
        edit(cast, NORTH, name, active=False)

    access = again(cast, triage)

    gone = {cast.accounts["north-second"], cast.accounts["north-third"]}
    assert 1 == len(access.never & gone)


@pytest.mark.parametrize(("name", "expected"), [("reviewer", "open"), ("second", "never")])
@pytest.mark.parametrize("resets", [1, 3])
def test_who_follows_inherits(name, expected, resets):
    """A reset account has another number, and the access of the one before."""
    cast = make_cast(WHOLE)
    triage = routed(cast)
    before = name
    for number in range(resets):
        edit(cast, NORTH, before, active=False)
        cast.add(NORTH, f"again-{number}", "reviewer")
        edit(cast, NORTH, f"again-{number}", follows=cast.accounts[f"north-{before}"])
        before = f"again-{number}"

    access = again(cast, triage)

    assert f"north-{before}" in names(cast, getattr(access, expected))


def test_a_circle_of_followers_is_somebody_new():
    """Whatever a list says, it is read to its end."""
    cast = make_cast()
    triage = routed(cast)
    for one in ("left", "right"):
        cast.add(NORTH, one, "reviewer")
    edit(cast, NORTH, "left", follows=cast.accounts["north-right"])
    edit(cast, NORTH, "right", follows=cast.accounts["north-left"])

    assert {"north-left", "north-right"} <= names(cast, again(cast, triage).open)


def close_north(cast, *declared):
    """Change what every reader of north has declared."""
    for name in ("lead", "reviewer", "second"):
        edit(cast, NORTH, name, declarations=declared)


def test_the_alternate_takes_over_when_nobody_is_left():
    """Those who stood by open the report; who is left of the other body never does."""
    cast = make_cast()
    triage = routed(cast)

    close_north(cast, WHOLE)
    access = again(cast, triage)

    assert SOUTH == access.body
    assert {"south-lead", "south-reviewer", "south-second", "south-recovery"} == names(
        cast, access.open
    )
    assert frozenset() == access.standby


@pytest.mark.parametrize("newcomer", [False, True])
def test_the_report_never_goes_back(newcomer):
    """Not by declarations taken back, and not by somebody new who declares nothing."""
    cast = make_cast()
    close_north(cast, WHOLE)
    triage = routed(cast)
    if newcomer:
        cast.add(NORTH, "newcomer", "reviewer")
    else:
        close_north(cast)

    access = again(cast, triage)

    assert SOUTH == access.body
    assert {"south-lead", "south-reviewer", "south-second", "south-recovery"} == names(
        cast, access.open | access.standby
    )


def test_a_body_that_was_kept_out_does_not_take_over():
    """All of south had declared a connection; then nobody of north is left."""
    cast = make_cast()
    for name in ("lead", "reviewer", "second"):
        edit(cast, SOUTH, name, declarations=(WHOLE,))
    triage = routed(cast)
    for name in ("lead", "reviewer", "second"):
        edit(cast, SOUTH, name, declarations=())
    cast.add(SOUTH, "newcomer", "reviewer")
    close_north(cast, WHOLE)

    access = again(cast, triage)

    assert NORTH == access.body
    assert {"north-recovery"} == names(cast, access.open)
    assert frozenset() == access.standby


def test_a_new_recovery_gets_what_its_body_gets():
    """It is nobody's account, so no exclusion can be got round by it."""
    cast = make_cast(WHOLE)
    triage = routed(cast)
    for body in (NORTH, SOUTH):
        cast.members[body] = [m for m in cast.members[body] if m.role != "recovery"]
        cast.add(body, "other", "recovery")

    access = again(cast, triage)

    assert "north-other" in names(cast, access.open)
    assert "south-other" in names(cast, access.standby)


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["declare", "clear", "remove", "reset", "add"]),
        st.sampled_from([NORTH, SOUTH]),
        st.sampled_from(["lead", "reviewer", "second"]),
        st.booleans(),
    ),
    max_size=8,
)


@given(ACTIONS, st.booleans())
def test_no_sequence_of_changes_lets_an_excluded_person_in(actions, struck):
    """Declaring, taking back, removing, resetting, admitting again, rewriting in between."""
    cast = make_cast(WHOLE)
    triage = routed(cast, STRUCK if struck else ())
    excluded = {a for a, word in triage.access.items() if word == "never"}

    for number, (what, body, name, rewritten) in enumerate(actions):
        if what == "add":
            cast.add(body, f"new-{number}", "reviewer")
        elif what == "declare":
            edit(cast, body, name, declarations=(WHOLE,))
        elif what == "clear":
            edit(cast, body, name, declarations=())
        elif what == "remove":
            edit(cast, body, name, active=False)
        else:
            account = cast.accounts[f"{body}-{name}"]
            edit(cast, body, name, active=False)
            cast.add(body, name, "reviewer")
            edit(cast, body, name, follows=account)
            if account in excluded:
                excluded.add(cast.accounts[f"{body}-{name}"])
        access = again(cast, triage)
        # North had somebody excluded from the start, so nobody new of it is ever let in.
        newcomers = {a for n, a in cast.accounts.items() if n.startswith(f"{NORTH}-new-")}
        assert not (excluded | newcomers) & (access.open | access.standby)
        if rewritten:
            triage = triage_of(access, STRUCK if struck else ())


def test_an_organisation_of_another_body_is_no_way_in():
    """A service file that names other bodies does not give them what they never had."""
    cast = make_cast()
    triage = routed(cast)
    place = SERVICE.organisations[COUNCIL]
    swapped = replace(place, body=place.alternate, alternate=place.body)
    service = replace(SERVICE, organisations={**SERVICE.organisations, COUNCIL: swapped})

    access = reroute(service, Rosters(cast.rosters.by_body), triage)

    assert NORTH == access.body
    assert frozenset() == access.standby


def test_a_chair_who_was_barred_is_told_of_nothing_under_any_number():
    """Nor is one who is new where somebody was barred; where nobody was, the new one is told."""
    cast, free = make_cast(), make_cast()
    cast.add(NORTH, "chair", "chair", WHOLE)
    triage, other = routed(cast), routed(free)
    edit(cast, NORTH, "chair", declarations=(), active=False)
    cast.add(NORTH, "again", "chair")
    edit(cast, NORTH, "again", follows=cast.accounts["north-chair"])
    cast.add(NORTH, "new", "chair")
    free.add(NORTH, "new", "chair")

    assert frozenset() == again(cast, triage).chairs
    assert {"north-new"} == names(free, again(free, other).chairs)


def test_a_chair_who_is_told_stays_so_after_a_reset_until_a_declaration_fits():
    """As a reader does."""
    cast = make_cast()
    cast.add(NORTH, "chair", "chair")
    triage = routed(cast)
    edit(cast, NORTH, "chair", active=False)
    cast.add(NORTH, "fresh", "chair")
    edit(cast, NORTH, "fresh", follows=cast.accounts["north-chair"])
    told = again(cast, triage).chairs
    edit(cast, NORTH, "fresh", declarations=(WHOLE,))

    assert {"north-fresh"} == names(cast, told)
    assert frozenset() == again(cast, triage).chairs


def test_a_chair_does_not_become_a_reader_of_earlier_reports():
    """Who was told of a missed promise was never given the report."""
    cast = make_cast(WHOLE)
    cast.add(NORTH, "chair", "chair")
    triage = routed(cast)
    edit(cast, NORTH, "chair", role="reviewer")

    access = again(cast, triage)

    assert not {cast.accounts["north-chair"]} & (access.open | access.standby)


@pytest.mark.parametrize(("area", "opens"), [("corporate", False), ("homes", True), ("", False)])
def test_a_declaration_on_an_area_is_compared_with_the_area_of_the_report(area, opens):
    """The header keeps it, so that a later declaration excludes from this part alone."""
    cast = make_cast()
    triage = replace(routed(cast), area=area)
    edit(cast, NORTH, "second", declarations=(Declaration(COUNCIL, "corporate"),))

    access = again(cast, triage)

    assert opens == ("north-second" in names(cast, access.open))
    assert opens == ("north-second" not in names(cast, access.never))

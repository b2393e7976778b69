"""A role that the reporter shut out stays so, whoever takes it after the report came."""

import pytest

from reporting.circumstances import BODY_LEADS, BODY_REVIEWERS
from reporting.rerouting import find_excluded, find_newcomers
from tests.support.cast import NORTH, make_cast
from tests.test_rerouting import SERVICE, again, edit, names, routed


@pytest.mark.parametrize(
    ("struck", "shut", "free", "granting"),
    [
        (BODY_REVIEWERS, "new-reviewer", "new-lead", "lead"),
        (BODY_LEADS, "new-lead", "new-reviewer", "reviewer"),
    ],
)
def test_who_takes_a_role_later_that_was_shut_out_is_shut_out_too(struck, shut, free, granting):
    """The reporter named a role, not those who had it that day; the other role may be given it."""
    cast = make_cast()
    triage = routed(cast, (struck,))
    cast.add(NORTH, "new-reviewer", "reviewer")
    cast.add(NORTH, "new-lead", "lead")
    account = cast.accounts[f"{NORTH}-{granting}"]

    given = find_newcomers(SERVICE, cast.rosters, triage, account)

    assert {f"north-{free}"} == names(cast, given)
    assert f"north-{shut}" in names(cast, again(cast, triage).never)


def test_who_is_shut_out_by_a_role_taken_later_is_let_in_by_consent_alone():
    """As whoever had the role when the report came."""
    cast = make_cast()
    triage = routed(cast, (BODY_REVIEWERS,))
    cast.add(NORTH, "new", "reviewer")

    found = find_excluded(SERVICE, cast.rosters, triage, cast.accounts["north-lead"])

    assert {"north-reviewer", "north-second", "north-new"} == names(cast, found)


def test_a_shut_out_role_that_nobody_had_lets_nobody_in_who_takes_it_later():
    """Nobody was excluded when the report came, so all who are new would be let in but for it."""
    cast = make_cast()
    for name in ("reviewer", "second"):
        edit(cast, NORTH, name, active=False)
    shut, triage = routed(cast, (BODY_REVIEWERS,)), routed(cast)
    cast.add(NORTH, "new", "reviewer")

    assert "north-new" in names(cast, again(cast, shut).never)
    assert "north-new" in names(cast, again(cast, triage).open)

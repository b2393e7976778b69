"""docs/roles.md names every page of every surface, and who may ask for it."""

import os

import pytest

from reporting.desk.roles import ALLOWED as DESK
from reporting.people.account import ROLES
from reporting.statistics.roles import ALLOWED as STATISTICS
from reporting.web.roles import EVERYBODY
from tests.support.rolespage import PAGE, routes_of, write_page


def test_every_page_of_every_surface_has_its_row(world):
    """The page is what the tables and the routes say; WRITE_ROLES=1 writes it anew."""
    told = write_page(world.desk, world.statistics, world.intake)
    if os.environ.get("WRITE_ROLES"):
        PAGE.write_text(told, "utf-8")

    assert told == PAGE.read_text("utf-8")


@pytest.mark.parametrize(("surface", "allowed"), [("desk", DESK), ("statistics", STATISTICS)])
def test_every_route_has_a_line_and_no_line_is_without_a_route(world, surface, allowed):
    """A forgotten line would close a page to all; one too many would hide a slip of the pen."""
    assert sorted(allowed) == list(routes_of(getattr(world, surface)))


@pytest.mark.parametrize("allowed", [DESK, STATISTICS], ids=["desk", "statistics"])
def test_every_role_of_a_line_is_one_that_an_account_can_have(allowed):
    """A misspelt role would open a page to nobody."""
    named = set().union(*(roles for roles in allowed.values() if roles is not EVERYBODY))

    assert named <= set(ROLES)


@pytest.mark.parametrize("address", ["/duty/absences", "/duty/2026-05-04"])
def test_a_page_for_others_answers_as_one_that_is_not_there(world, address):
    """A reviewer who asks for a page of leads gets 404, word for word."""
    reviewer = world.reviewer("north-reviewer-1")

    page = reviewer.get(address)

    nowhere = reviewer.get("/nowhere-at-all")
    assert 404 == page.status == nowhere.status
    assert page.text == nowhere.text

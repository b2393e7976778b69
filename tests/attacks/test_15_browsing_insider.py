"""Attack 15: a reviewer looks into reports that are none of their business, or sells them."""

import pytest

from reporting.desk.roles import ALLOWED, READERS
from tests.support.dump import read_all
from tests.support.journey import Reviewer
from tests.support.routes import places_of
from tests.support.world import World

READER, EXCLUDED, LEAD = "north-reviewer-1", "north-reviewer-2", "north-lead-1"


@pytest.fixture
def world(make_world) -> World:
    """A report on the council, from which one reviewer is excluded."""
    made: World = make_world()
    made.reporter().write_report()
    return made


def case_in(world: World) -> tuple[Reviewer, str]:
    """Return a reader and the only case."""
    reader = world.reviewer(READER)
    [case] = reader.list_cases()
    return reader, case


def events(world: World) -> int:
    """Return how many events there are."""
    return len(read_all(world.store)["case_event"])


def attempts(world: World) -> int:
    """Return how many attempts are counted."""
    return sum(row["count"] for row in read_all(world.store)["attempt"])


def test_each_opening_leaves_exactly_one_event_that_leads_read(world):
    """However often the page is asked for on that day, by whomever."""
    reader, case = case_in(world)
    counts = []
    for who in (reader, reader, world.reviewer(LEAD)):
        who.open_case(case)
        counts.append(events(world))

    assert [1, 1, 2] == counts
    listed = world.reviewer("north-lead-2").get("/openings").text
    assert 1 == listed.count(f"{READER} 4 May Opened it")
    assert 1 == listed.count(f"{LEAD} 4 May Opened it")


def test_every_page_of_a_case_one_may_not_open_is_404_and_one_count(world):
    """The table of roles names the pages, so one that is added later is asked too."""
    _, case = case_in(world)
    excluded, before = world.reviewer(EXCLUDED), events(world)
    pages = [
        place
        for place in places_of(world.desk, number=case)
        if "GET" in place.methods and case in place.address and ALLOWED[place.endpoint] is READERS
    ]

    statuses = {excluded.request("GET", place.address).status for place in pages}

    assert {404} == statuses
    assert len(pages) == attempts(world)
    assert before == events(world)


def test_no_page_gives_more_than_one_case_away(world):
    """The list names no word of a report, and there is no page that hands out several."""
    reader, _ = case_in(world)

    assert "story" not in reader.page.text
    several = [rule for rule in world.desk.url_map.iter_rules() if "export" in rule.endpoint]
    assert all("<number>" in rule.rule for rule in several)

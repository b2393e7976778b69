"""What is sealed under a list is stored while that list is in force, or not at all."""

import pytest
from sqlalchemy import text

from reporting.errors import ListChanged, StoreUnavailable
from reporting.store.rosters import begin_rosters, hold_rosters, insert_roster


def versions_in(world):
    """Return the versions of the lists in force."""
    return world.services("desk").rosters.current().versions


def test_another_list_is_told_before_anything_is_stored(world):
    """One body's is enough; the versions in force are no news."""
    versions = versions_in(world)

    with world.store.write() as connection:
        hold_rosters(connection, versions)
        insert_roster(connection, "north", versions["north"] + 1, b"the next")
    for known in (versions, {"north": versions["north"]}, {"nowhere": 1}):
        with pytest.raises(ListChanged), world.store.write() as connection:
            hold_rosters(connection, known)

    with world.store.write() as connection:
        hold_rosters(connection, {"south": versions["south"]})


def begin_impatiently(store):
    """Begin to bring a list, and give up where somebody is storing something."""
    with store.write() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
        begin_rosters(connection)


@pytest.mark.postgresql
def test_the_next_list_waits_for_what_is_being_stored(make_postgresql_world):
    """Those who store do not wait for each other, and whoever brings a list waits for them all."""
    world = make_postgresql_world()
    desk, versions = world.services("desk").store, versions_in(world)

    with desk.write() as first:
        hold_rosters(first, versions)
        with desk.write() as second:
            hold_rosters(second, versions)
        with pytest.raises(StoreUnavailable):
            begin_impatiently(world.store)

    begin_impatiently(world.store)


@pytest.mark.postgresql
@pytest.mark.parametrize("surface", ["desk", "intake", "statistics", "watch"])
def test_every_surface_that_stores_may_hold_the_lists(make_postgresql_world, surface):
    """With the few grants it has."""
    world = make_postgresql_world()

    with world.services(surface).store.write() as connection:
        hold_rosters(connection, versions_in(world))

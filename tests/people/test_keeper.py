"""Rosters in force: whatever is done to the database or the files, only genuine ones count."""

from dataclasses import replace

import pytest

from reporting import limits
from reporting.errors import RosterRefused
from reporting.instance import root_bytes, write_file
from reporting.store.rosters import get_latest_rosters, insert_roster
from reporting.store.tables import roster
from reporting.trust import read_roster_file, sign_roster
from tests.support.body import SignedBody


@pytest.fixture
def world(make_world):
    """A demo instance and its database."""
    return make_world()


def files_of(world):
    """Return the newest roster files in the database."""
    with world.store.read() as connection:
        return get_latest_rosters(connection)


def put(world, body, data):
    """Write a roster file over that of `body`, as whoever owns the database can."""
    with world.store.write() as connection:
        connection.execute(roster.update().where(roster.c.body == body).values(bytes=data))


def refused(world):
    """Say whether the rosters are refused now."""
    try:
        world.services("intake").rosters.current()
    except RosterRefused:
        return True
    return False


def test_genuine_rosters_are_in_force(world):
    """Those of both bodies."""
    rosters = world.services("intake").rosters.current()

    assert {"north", "south"} == rosters.by_body.keys()


def test_they_are_verified_once_and_looked_at_each_time(world):
    """The same answer costs no second verification; a change takes effect at once."""
    keeper = world.services("intake").rosters

    first, second = keeper.current(), keeper.current()
    put(world, "north", b"{}")

    assert first is second
    with pytest.raises(RosterRefused):
        keeper.current()


def test_a_missing_roster_stops_everything(world):
    """A report might need either body."""
    with world.store.write() as connection:
        connection.execute(roster.delete().where(roster.c.body == "south"))

    assert refused(world)


@pytest.mark.parametrize("days", [limits.ROSTER_DAYS + 1, 400, -1])
def test_a_roster_outside_its_days_stops_everything(world, days):
    """Expired, or not yet valid by a clock that was set back."""
    world.clock.advance(days=days)

    assert refused(world)


def test_a_roster_rolled_back_in_the_database_stops_everything(world):
    """The pinned version lies outside the database."""
    world.instance.raise_version("north", 2)

    assert refused(world)


def test_the_roster_of_the_other_body_is_not_taken(world):
    """South's list under north's name is not signed by north's leads."""
    put(world, "north", files_of(world)["south"])

    assert refused(world)


def test_a_list_signed_by_strangers_stops_everything(world):
    """Whoever owns the database can make keys of their own; no pinned root names them."""
    stranger = SignedBody(demo=True)
    now, _ = read_roster_file(files_of(world)["north"])
    data = stranger.sign(replace(now, members=(*now.members, stranger.members[2])))

    put(world, "north", data)

    assert refused(world)


def test_a_recipient_slipped_in_stops_everything(world):
    """With the genuine delegation, but no signature over the longer list."""
    now, value = read_roster_file(files_of(world)["north"])
    longer = replace(now, members=(*now.members, SignedBody().members[2]))
    signed = {key: value[key] for key in ("delegation", "root_signature")}

    put(world, "north", sign_roster(longer, signed, {}))

    assert refused(world)


def test_a_higher_version_that_nobody_signed_hides_the_genuine_one(world):
    """It is refused rather than passed over: somebody wrote to the database."""
    with world.store.write() as connection:
        insert_roster(connection, "north", 99, b"{}")

    assert refused(world)


def test_a_real_root_in_a_demo_stops_everything(world):
    """Kinds of keys never mix."""
    public = world.instance.load_roots()["north"].public
    write_file(world.instance.keys / "north.root", root_bytes("north", public, demo=False))

    assert refused(world)


@pytest.mark.parametrize("name", ["north.root", "north.version", "north.delegated"])
def test_a_pinned_file_that_is_missing_stops_everything(world, name):
    """Nothing is believed without what is pinned."""
    (world.instance.keys / name).unlink()

    assert refused(world)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("north.root", b"{}"),
        ("north.version", b""),
        ("north.version", b"one"),
        ("north.delegated", b"{}"),
        ("north.delegated", b'{"before":"","number":"one"}'),
        ("north.delegated", b'{"before":"x","number":1}'),
    ],
)
def test_a_pinned_file_that_is_damaged_stops_everything(world, name, data):
    """And the refusal is the usual one, so that a page can tell it."""
    (world.instance.keys / name).write_bytes(data)

    assert refused(world)

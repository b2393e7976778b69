"""Addresses at rest: for the watch, for one person, of one size."""

import pytest

from reporting import primitives, sealing
from reporting.errors import CannotOpen, RosterRefused
from reporting.identity import new_identity
from reporting.notices.contacts import VERSION, open_contact, seal_contact, watch_key
from reporting.roster import Rosters
from reporting.store.contacts import find_without
from tests.support.cast import make_cast

WATCH = new_identity()


@pytest.mark.parametrize("address", ["a@b.co", "x" * 64 + "@" + ".".join(["b" * 60] * 3) + ".uk"])
def test_an_address_opens_to_the_watch(address):
    """Short or long, in as many bytes."""
    box = seal_contact(WATCH.wrap_public, "anna", address)

    assert 1649 == len(box)
    assert address == open_contact(WATCH.unwrapper, "anna", box)


def test_it_opens_to_nobody_else_and_for_nobody_else():
    """Another identity, another user name, another version, one altered byte."""
    box = seal_contact(WATCH.wrap_public, "anna", "anna@north.example")

    for unwrapper, username, data in (
        (new_identity().unwrapper, "anna", box),
        (WATCH.unwrapper, "ben", box),
        (WATCH.unwrapper, "anna", b"\x02" + box[1:]),
        (WATCH.unwrapper, "anna", b""),
        (WATCH.unwrapper, "anna", box[:-1] + bytes([box[-1] ^ 1])),
    ):
        with pytest.raises(CannotOpen):
            open_contact(unwrapper, username, data)


def test_what_is_no_address_is_not_taken_for_one():
    """Anybody can seal to a public key; a mail server is told nothing that they wrote."""
    info = primitives.label("contact") + b"\0anna"
    padded = sealing.pad(b"a@b.example>\r\nDATA", 512)
    box = VERSION + primitives.wrap(WATCH.wrap_public, padded, info)

    with pytest.raises(CannotOpen):
        open_contact(WATCH.unwrapper, "anna", box)


def test_the_key_of_the_watch_is_the_one_that_leads_signed():
    """Of one's own body; or of any, for who has none."""
    rosters = make_cast().rosters
    [watch] = rosters.by_body["south"].with_role({"watch"})

    assert watch.wrap_public == watch_key(rosters, "south")
    assert watch_key(rosters, None)
    for unknown in (Rosters({}), Rosters({"north": rosters.by_body["north"]})):
        with pytest.raises(RosterRefused):
            watch_key(unknown, "south")


def test_who_has_no_address_is_found_by_role_and_body(world):
    """In the order of names."""
    with world.store.read() as connection:
        found = find_without(connection, frozenset({"lead"}), "north")

    assert ["north-lead-1", "north-lead-2"] == found

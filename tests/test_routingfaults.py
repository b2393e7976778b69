"""What `reporting check` says of rosters with which routing could not do its work."""

from types import SimpleNamespace
from typing import Any

import pytest

from reporting.errors import RosterRefused
from reporting.roster import Declaration
from reporting.routingfaults import find_routing_faults
from reporting.serves import Serves
from tests.support.cast import COUNCIL, NORTH, SOUTH, demo_service, make_cast


def faults(cast):
    """Return what is said of the rosters of a cast."""
    keeper = SimpleNamespace(current=lambda: cast.rosters)
    services: Any = SimpleNamespace(service=demo_service(), rosters=keeper)
    return list(find_routing_faults(services))


def with_owners(*connected):
    """Return a cast with an owner of each organisation, the readers of some bodies connected."""
    cast = make_cast()
    for body, place in ((NORTH, COUNCIL), (SOUTH, "transport")):
        serves = Serves(place, "chief_operating_officer")
        cast.add(body, "owner", "owner", serves=serves)
    for body in connected:
        cast.members[body] = [m for m in cast.members[body] if m.role in {"owner", "recovery"}]
        cast.add(body, "lead", "lead", Declaration(COUNCIL, "corporate"))
    return cast


def test_where_somebody_is_free_nothing_is_said():
    """Readers of both bodies, and an owner for each organisation."""
    assert [] == faults(with_owners())


def test_a_body_of_which_nobody_is_free_is_named():
    """A connection to any part counts against a report that names none."""
    [sentence] = faults(with_owners(NORTH))

    assert "Everybody who reads for north has declared a connection to council" in sentence
    assert "--role reviewer --body north" in sentence


def test_that_nobody_is_free_in_either_body_is_said():
    """Such a report could not be taken."""
    [sentence] = faults(with_owners(NORTH, SOUTH))

    assert sentence.startswith("Nobody of north or south could open a report on council")


@pytest.mark.parametrize(("declared", "missing"), [((), False), ((Declaration(COUNCIL),), True)])
def test_an_organisation_without_an_owner_is_named(declared, missing):
    """One who has declared a connection is as good as none."""
    cast = make_cast()
    cast.add(SOUTH, "owner", "owner", serves=Serves("transport", "director_audit"))
    cast.add(NORTH, "owner", "owner", *declared, serves=Serves(COUNCIL, "director_audit"))

    found = faults(cast)

    assert missing == bool(found)
    assert all("--role owner --organisation council" in sentence for sentence in found)


def test_without_rosters_nothing_is_added():
    """That there are none is told already."""

    def refuse():
        raise RosterRefused

    keeper = SimpleNamespace(current=refuse)
    services: Any = SimpleNamespace(service=demo_service(), rosters=keeper)

    assert [] == list(find_routing_faults(services))

"""What is published, held against what is noted beside the database."""

from collections.abc import Mapping

from reporting.errors import ReleaseRefused
from reporting.instance import Instance
from reporting.publication import Shelf, read_shelf
from reporting.releasing.pinning import Pin, read_pin
from reporting.roster import Rosters
from reporting.services import Services
from reporting.store import Connection
from reporting.store.releases import list_releases


def check_shelves(connection: Connection, services: Services, rosters: Rosters) -> dict[str, Shelf]:
    """Return what is published of each organisation, or raise ReleaseRefused that names it."""
    shelves = read_shelves(connection, services, rosters)
    if faults := find_faults(services.instance, shelves):
        raise ReleaseRefused(" ".join(faults))
    return shelves


def read_shelves(connection: Connection, services: Services, rosters: Rosters) -> dict[str, Shelf]:
    """Return what is published of each organisation, and what is wrong with it."""
    return {
        organisation: read_shelf(list_releases(connection, organisation), rosters)
        for organisation in services.service.organisations
    }


def find_faults(instance: Instance, shelves: Mapping[str, Shelf]) -> list[str]:
    """Return a sentence for each release that is not there as it was published."""
    return [
        sentence
        for organisation, shelf in shelves.items()
        for sentence in _faults(organisation, shelf, read_pin(instance, organisation))
    ]


def _faults(organisation: str, shelf: Shelf, pin: Pin) -> list[str]:
    said = [
        f"Release {number} of {organisation} is not as it was published. {_REMEDY}"
        for number in shelf.altered
    ]
    there = {*(one.release.sequence for one in shelf.releases), *shelf.altered}
    gone = sorted({*shelf.missing, *range(1, pin.sequence + 1)} - there)
    said += [f"Release {number} of {organisation} is missing. {_REMEDY}" for number in gone]
    for one in shelf.releases:
        if one.release.sequence == pin.sequence and one.digest != pin.digest:
            said.append(
                f"Release {pin.sequence} of {organisation} is another than was published. {_REMEDY}"
            )
    return said


_REMEDY = "Put the database back from the last backup; nothing is counted or released until then."

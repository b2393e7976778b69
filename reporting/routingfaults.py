"""What routing could not do with the rosters in force, one sentence each (`reporting check`)."""

from collections.abc import Iterator

from reporting.errors import RosterRefused
from reporting.roster import Rosters
from reporting.routing import free_readers, owners_for
from reporting.service import Organisation, Service
from reporting.services import Services


def find_routing_faults(services: Services) -> Iterator[str]:
    """Say where nobody is free to read, and where nobody could be asked to act."""
    try:
        rosters = services.rosters.current()
    except RosterRefused:
        return  # told already; without rosters no report comes in
    for place in services.service.organisations.values():
        yield from _check_readers(rosters, place)
        yield from _check_owners(services.service, rosters, place)


def _check_readers(rosters: Rosters, place: Organisation) -> Iterator[str]:
    # A report that says least is closed to most: an unknown area is every area.
    free = {
        body: free_readers(rosters.by_body[body], place.code, (), ())
        for body in (place.body, place.alternate)
    }
    if not any(free.values()):
        yield (
            f"Nobody of {place.body} or {place.alternate} could open a report on {place.code} "
            "that names neither a part nor a person: all have declared a connection. "
            f"Admit a reader: reporting account add NAME --role reviewer --body {place.body}."
        )
    elif not free[place.body]:
        yield (
            f"Everybody who reads for {place.body} has declared a connection to {place.code}, so "
            f"{place.alternate} reads what names neither a part nor a person. Admit a reader: "
            f"reporting account add NAME --role reviewer --body {place.body}."
        )


def _check_owners(service: Service, rosters: Rosters, place: Organisation) -> Iterator[str]:
    if not owners_for(service, rosters, place.code, (), ()):
        yield (
            f"{place.code} has no owner whom a report that names nobody could be referred to: "
            f"reporting account add NAME --role owner --organisation {place.code} "
            "--post chief_operating_officer."
        )

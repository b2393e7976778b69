"""Boroughs of the region: as coarse as a place is ever asked for."""

from dataclasses import dataclass

from reporting.circumstances import BOROUGHS_TOO
from reporting.servicefile.toml import Table, refuse_twice
from reporting.vocabulary import codes

BOROUGH_KEYS = ("code", "name")


@dataclass(frozen=True)
class Borough:
    """A part of the region, as coarse as a place is ever asked for."""

    code: str
    name: str


def boroughs_from(top: Table) -> tuple[Borough, ...]:
    """Return the boroughs of a service file; none where it lists none."""
    tables = top.tables("boroughs", BOROUGH_KEYS) if top.has("boroughs") else ()
    refuse_twice(tables, "code")
    taken = codes(BOROUGHS_TOO)
    for each in tables:
        if each.peek("code") in taken:
            raise each.error("code", each.peek("code"), f"none of {', '.join(taken)}")
    return tuple(Borough(each.code("code"), each.text("name")) for each in tables)

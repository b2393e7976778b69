"""The fingerprints of the oversight bodies' roots, as the form and the posters show them.

A root is pinned once and signs for years, so its fingerprint is what can be printed; that of the
rosters is another one after each list (docs/roster.md, "Fingerprints").
"""

from typing import NamedTuple

from reporting.services import Services


class BodyRoot(NamedTuple):
    """An oversight body by name, and the fingerprint of its root."""

    body: str
    fingerprint: str


def roots_of(services: Services) -> tuple[BodyRoot, ...]:
    """Return the root of every body of the service, or raise RosterRefused where one is missing."""
    roots = services.rosters.load_roots()
    bodies = services.service.bodies.values()
    return tuple(BodyRoot(each.name, roots[each.code].fingerprint) for each in bodies)

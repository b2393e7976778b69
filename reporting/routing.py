"""Who may open a report, decided before it is sealed (docs/routing.md).

One pure function. What it decides is carried out by decoys in `envelope`, not by a check that
somebody could forget.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from reporting.errors import NobodyLeft
from reporting.ids import AccountId
from reporting.roster import CHAIR, READING_ROLES, Declaration, Roster, Rosters
from reporting.service import Service

OVERSIGHT = "oversight_provider_or_this_service"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Access:
    """Which body acts, which stands by, and what each account of both gets.

    `chairs` are told of a missed promise, `barred` are those of the body who must not be: neither
    has a row.
    """

    body: str
    standby_body: str
    open: frozenset[AccountId]
    standby: frozenset[AccountId]
    never: frozenset[AccountId]
    chairs: frozenset[AccountId] = frozenset()
    barred: frozenset[AccountId] = frozenset()


def route(
    service: Service,
    rosters: Rosters,
    organisation: str,
    about: Collection[str],
    struck: Collection[str],
    area: str | None = None,
) -> Access:
    """Return who may open a report on `organisation`, or raise NobodyLeft.

    An account that declared a connection to what the report is about, or to a role that was
    struck out, never opens it. If the report is about the oversight body, or nobody of it is
    left, the alternate body takes it. What the reporter did not say counts against the account:
    an unknown area is every area, and an unknown person is every role.
    """
    place = service.organisations[organisation]
    primary, alternate = rosters.by_body[place.body], rosters.by_body[place.alternate]
    first, second = (
        free_readers(roster, organisation, about, struck, area) for roster in (primary, alternate)
    )
    if first and OVERSIGHT not in {*about, *struck}:
        access = grant(primary, alternate, first, second)
    elif second:
        access = grant(alternate, primary, second, frozenset())
    else:
        raise NobodyLeft
    acting = rosters.by_body[access.body]
    return with_chairs(access, acting, free_chairs(acting, organisation, about, struck, area))


def with_chairs(access: Access, acting: Roster, chairs: frozenset[AccountId]) -> Access:
    """Return `access` with those chairs of the acting body who are told, and the others barred."""
    everyone = frozenset(m.account for m in acting.with_role({CHAIR}))
    return replace(access, chairs=chairs, barred=everyone - chairs)


def free_readers(
    roster: Roster,
    organisation: str,
    about: Collection[str],
    struck: Collection[str],
    area: str | None = None,
) -> frozenset[AccountId]:
    """Return the readers of a body who declared no connection to what a report is about."""
    return _free(roster, READING_ROLES, organisation, about, struck, area)


def free_chairs(
    roster: Roster,
    organisation: str,
    about: Collection[str],
    struck: Collection[str],
    area: str | None = None,
) -> frozenset[AccountId]:
    """Return the chairs of a body who declared no connection to what a report is about."""
    return _free(roster, {CHAIR}, organisation, about, struck, area)


def _free(
    roster: Roster,
    members: Iterable[str],
    organisation: str,
    about: Collection[str],
    struck: Collection[str],
    area: str | None,
) -> frozenset[AccountId]:
    anybody = not about or UNKNOWN in about
    roles = None if anybody else frozenset(about) | frozenset(struck)
    return frozenset(
        m.account
        for m in roster.with_role(members)
        if not any(_touches(d, organisation, area, roles) for d in m.declarations)
    )


def grant(
    acting: Roster, waiting: Roster, opening: frozenset[AccountId], standby: frozenset[AccountId]
) -> Access:
    """Return the access of these readers: the recovery of a body gets what its readers get."""
    opening |= _recovery(acting)
    standby |= _recovery(waiting) if standby else frozenset()
    everyone = frozenset(m.account for r in (acting, waiting) for m in r.recipients)
    return Access(acting.body, waiting.body, opening, standby, everyone - opening - standby)


def _recovery(roster: Roster) -> frozenset[AccountId]:
    return frozenset(m.account for m in roster.with_role({"recovery"}))


def _touches(
    declared: Declaration, organisation: str, area: str | None, roles: frozenset[str] | None
) -> bool:
    return (
        declared.organisation == organisation
        and (declared.area is None or area is None or declared.area == area)
        and (declared.role is None or roles is None or declared.role in roles)
    )

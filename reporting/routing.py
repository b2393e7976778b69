"""Who may open a report, decided before it is sealed, and who may be asked (docs/routing.md).

Pure functions. What `route` decides is carried out by decoys in `envelope`, not by a check that
somebody could forget. Owners, interpreters and advisers get no row: words are sealed to those
whom a reviewer picks of the ones offered here, and to nobody else.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from reporting.circumstances import BODY_LEADS, BODY_REVIEWERS, STANDBY
from reporting.errors import NobodyLeft
from reporting.ids import AccountId
from reporting.posts import POSTS_OF_AREAS, rule
from reporting.roster import CHAIR, READING_ROLES, Declaration, Member, Roster, Rosters
from reporting.service import Service

OVERSIGHT = "oversight_provider_or_this_service"
UNKNOWN = "unknown"
SHUT_OUT = {BODY_REVIEWERS: "reviewer", BODY_LEADS: "lead"}


@dataclass(frozen=True)
class Access:
    """Which body acts, which stands by, and what each account of both gets.

    `overridden` are those of `open` who are kept out by a rule, and were let in all the same.
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
    overridden: frozenset[AccountId] = frozenset()


@dataclass(frozen=True)
class Offer:
    """An owner who may be asked to act; `recommended` if the table names their post."""

    member: Member
    post: str
    recommended: bool


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
    left, the alternate body takes it, also where the reporter shut out everybody. What the
    reporter did not say counts against the account: an unknown area is every area, and an unknown
    person is every role.
    """
    place = service.organisations[organisation]
    primary, alternate = rosters.by_body[place.body], rosters.by_body[place.alternate]
    first, second = (
        free_readers(roster, organisation, about, struck, area) for roster in (primary, alternate)
    )
    first -= shut_out_readers(primary, struck)
    if first and OVERSIGHT not in {*about, *struck}:
        waiting = frozenset[AccountId]() if STANDBY in struck else second
        access = grant(primary, alternate, first, waiting)
    elif second:
        access = grant(alternate, primary, second, frozenset())
    else:
        raise NobodyLeft
    acting = rosters.by_body[access.body]
    return with_chairs(access, acting, free_chairs(acting, organisation, about, struck, area))


def shut_out_readers(usual: Roster, struck: Collection[str]) -> frozenset[AccountId]:
    """Return the readers of the usual body whom the reporter shut out by their role."""
    roles = {role for code, role in SHUT_OUT.items() if code in struck}
    return frozenset(member.account for member in usual.with_role(roles))


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
    areas = () if area is None else (area,)
    free = unconnected(roster.with_role(members), organisation, about, struck, areas)
    return frozenset(member.account for member in free)


def unconnected(
    members: Iterable[Member],
    organisation: str,
    about: Collection[str],
    struck: Collection[str],
    areas: Collection[str] = (),
) -> tuple[Member, ...]:
    """Return those of `members` who declared no connection to what a report is about.

    No area at all is every area.
    """
    anybody = not about or UNKNOWN in about
    roles = None if anybody else frozenset(about) | frozenset(struck)
    return tuple(
        m
        for m in members
        if not any(_touches(d, organisation, areas, roles) for d in m.declarations)
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
    declared: Declaration, organisation: str, areas: Collection[str], roles: frozenset[str] | None
) -> bool:
    return (
        declared.organisation == organisation
        and (declared.area is None or not areas or declared.area in areas)
        and (declared.role is None or roles is None or declared.role in roles)
    )


def owners_for(
    service: Service,
    rosters: Rosters,
    organisation: str,
    about: Collection[str],
    struck: Collection[str],
    areas: Collection[str] = (),
) -> tuple[Offer, ...]:
    """Return the owners who may be asked to act on a report, the best first.

    `about` holds codes of SUBJECTS and FOUND, `areas` those of the organisation: of both, what the
    reporter said and what triage found. Nobody is offered whose post must not see it, who is of an
    area it is about where that matters, or who declared a connection. No area is every area.
    """
    place = service.organisations[organisation]
    ruling = rule(about, struck)
    ranks = {post: rank for rank, post in enumerate((*ruling.to, *ruling.others))}
    listed = rosters.owners(organisation, place.body, place.alternate)
    offers = [
        Offer(member, post, post in ruling.to)
        for member in unconnected(listed, organisation, about, struck, areas)
        if (post := str(member.serves.post)) in ranks
        and not (post in ruling.outside and _is_of(post, member.serves.area, areas))
    ]
    # Of one post, whoever is of the area first; then in an order that stays.
    offers.sort(key=lambda o: (ranks[o.post], o.member.serves.area not in areas, o.member.account))
    return tuple(offers)


def _is_of(post: str, own: str | None, areas: Collection[str]) -> bool:
    if own is None:
        return post in POSTS_OF_AREAS  # it has one, and the list does not say which
    return not areas or own in areas


def free_interpreters(
    rosters: Rosters,
    organisation: str,
    about: Collection[str],
    struck: Collection[str],
    areas: Collection[str] = (),
) -> tuple[Member, ...]:
    """Return the interpreters, of whatever language, who declared no connection to a report."""
    return unconnected(rosters.interpreters(), organisation, about, struck, areas)


def free_advisers(
    rosters: Rosters,
    organisation: str,
    about: Collection[str],
    struck: Collection[str],
    areas: Collection[str] = (),
) -> tuple[Member, ...]:
    """Return the safeguarding advisers who declared no connection to a report."""
    return unconnected(rosters.advisers(), organisation, about, struck, areas)

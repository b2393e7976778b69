"""Which organisations an account may look at; to it, all others are unknown.

An analyst has one. Members of a board, and leads, have those that their body oversees.
"""

from http import HTTPStatus

from flask import abort

from reporting.service import Organisation, Service
from reporting.statistics.roles import ANALYST, MAY_WRITE
from reporting.store.accounts import AccountRow
from reporting.web.sessions import current_session
from reporting.web.surface import current_services


def reach_of(service: Service, account: AccountRow) -> dict[str, Organisation]:
    """Return the organisations of an account by code."""
    if account.role == ANALYST:
        return {c: o for c, o in service.organisations.items() if c == account.organisation}
    # An account without a body oversees nothing, and no organisation has a body without a name.
    return {c: o for c, o in service.organisations.items() if o.body == account.body}


def places_for_visitor() -> tuple[Organisation, ...]:
    """Return the organisations that this visitor may look at.

    Whoever has not signed in is the public, and may look at what is published of all of them.
    """
    service, session = current_services().service, current_session()
    known = reach_of(service, session.account) if session else service.organisations
    return tuple(known.values())


def require_reach(code: str) -> Organisation:
    """Return an organisation that this visitor may look at, or answer 404."""
    found = next((place for place in places_for_visitor() if place.code == code), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def may_write(kind: str) -> bool:
    """Say whether this visitor may write a text of that kind, where they have reach."""
    session = current_session()
    return session is not None and session.account.role in MAY_WRITE[kind]

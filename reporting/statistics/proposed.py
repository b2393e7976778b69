"""What a lead looks at before agreeing to it: the next release, and what is left out of it and why.

Nothing of it is published. The page shows what the release job has made ready and signed. A lead
who agrees signs exactly these bytes here, and the release job publishes them if they are still
what it would make (docs/release.md, "Who publishes").
"""

from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import primitives
from reporting.agreement import Agreement, seal_agreement
from reporting.disclosure.published import Release
from reporting.errors import (
    BadSignature,
    CannotOpen,
    ReportingError,
    RosterRefused,
    StoreUnavailable,
)
from reporting.proposalbox import open_proposal
from reporting.publication import Proposal, agree, read_proposal
from reporting.service import Organisation
from reporting.services import Services
from reporting.statistics.public import drawing_for
from reporting.statistics.reach import require_reach
from reporting.statistics.tables import Table
from reporting.statistics.wording import TABLES, name_kind, name_period
from reporting.store.releases import get_agreement, get_prepared, put_agreement
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status
from reporting.web.fields import STALE
from reporting.web.sessions import current_session
from reporting.web.surface import current_services


class LeftOut(NamedTuple):
    """A table that the release does not show, and why, for those who answer for it."""

    title: str
    why: str


class Next(NamedTuple):
    """The next release in words; `tables` as everybody would see them, `digest` of its bytes."""

    digest: str
    kind: str
    period: str
    number: int
    tables: tuple[Table, ...]
    left_out: tuple[LeftOut, ...]


class Proposed(NamedTuple):
    """What the page says: a release to look at, or else a sentence; `warning` if it is a fault.

    `data` are the bytes to agree to, `agreed` whether a lead has.
    """

    next: Next | None
    said: str = ""
    warning: bool = False
    data: bytes = b""
    agreed: bool = False


_UNREADABLE = lazy_gettext("The next release cannot be read or checked just now.")
CHANGED = lazy_gettext(
    "This has changed since you looked at it, and nothing was agreed to. Please look again."
)
NOT_KEPT = lazy_gettext("That you agree could not be kept. Please try again in a few minutes.")
TROUBLES: dict[type[ReportingError], object] = {
    StoreUnavailable: _UNREADABLE,
    RosterRefused: _UNREADABLE,
    CannotOpen: lazy_gettext("The release job has not sealed this to you. The next night it will."),
    BadSignature: lazy_gettext(
        "What is stored was not signed by the release job. Nothing is shown."
    ),
}


def _open(data: bytes, organisation: str) -> bytes:
    session = current_session()
    if session is None:
        raise CannotOpen  # roles.py lets nobody in without one
    return open_proposal(data, organisation, session.account.id, session.identity.unwrapper)


def read_proposed(services: Services, place: Organisation) -> Proposed:
    """Return what is proposed for an organisation, if the release job signed it."""
    try:
        rosters = services.rosters.current()
        with services.store.read() as connection:
            data = get_prepared(connection, place.code)
            agreed = get_agreement(connection, place.code) is not None
        if data is None:
            return Proposed(None, gettext("The release job has not looked at this period yet."))
        signed = _open(data, place.code)
        proposal = read_proposal(signed, place.code, rosters)
    except (StoreUnavailable, RosterRefused, CannotOpen, BadSignature) as error:
        return Proposed(None, str(TROUBLES[type(error)]), warning=True)
    release = proposal.release
    if release is not None and proposal.data is not None:
        shown = _next(place, release, proposal)
        return Proposed(shown, proposal.said, data=proposal.data, agreed=agreed)
    if proposal.is_refused:
        reason = gettext("Nothing can be released. The release job says: %(said)s")
        return Proposed(None, reason % {"said": proposal.said}, warning=True)
    said = gettext("No release is due. A period can be released 28 days after its end.")
    return Proposed(None, said)


def _next(place: Organisation, release: Release, proposal: Proposal) -> Next:
    drawing = drawing_for(place)
    shown = (table for table in release.tables if table.cells is not None and table.code in TABLES)
    return Next(
        primitives.sha256(proposal.data or b"").hex(),
        name_kind(release.kind),
        name_period(release.period),
        release.sequence,
        tuple(drawing.table(release, table) for table in shown),
        tuple(
            LeftOut(str(TABLES[code].title), _why(why))
            for code, why in proposal.withheld
            if code in TABLES
        ),
    )


def _why(why: str) -> str:
    if why == "attack":
        return str(
            gettext(
                "With this table, our own program could tell something of a few people. Which "
                "group it was is shown where the release is made, and nowhere else."
            )
        )
    return str(gettext("Too few reports, by the total that is printed."))


@answers_kept
def proposed(code: str) -> Any:
    """Show the next release to a lead of the body that oversees; a POST agrees to what they saw."""
    place, services = require_reach(code), current_services()
    found = read_proposed(services, place)
    if request.method == "GET":
        return _page(place, found)
    if g.get("stale_form"):
        return _page(place, found, HTTPStatus.BAD_REQUEST, str(STALE))
    if found.next is None or request.form.get("seen") != found.next.digest:
        return _page(place, found, HTTPStatus.CONFLICT, str(CHANGED))
    try:
        _leave(services, place, found.data)
    except (StoreUnavailable, RosterRefused) as error:
        return _page(place, found, noted_status(error), str(NOT_KEPT))
    return redirect(url_for("proposed", code=code), HTTPStatus.SEE_OTHER)


def _leave(services: Services, place: Organisation, data: bytes) -> None:
    session, statistics = current_session(), services.rosters.current().statistics
    if session is None or statistics is None:
        raise RosterRefused
    agreement = Agreement(session.account.id, agree(data, session.identity))
    box = seal_agreement(agreement, place.code, statistics.wrap_public)
    with services.store.write() as connection:
        put_agreement(connection, place.code, box)


def _page(
    place: Organisation, found: Proposed, status: int = HTTPStatus.OK, error: str = ""
) -> Any:
    page = render_template(
        "statistics/proposed.html", here="figures", place=place, proposed=found, error=error
    )
    return make_response(page, status)


def install_proposed(app: Flask) -> None:
    """Add these pages to `app`."""
    app.add_url_rule("/figures/<code>/next", "proposed", proposed, methods=["GET", "POST"])

"""What a lead looks at before agreeing to it: the next release, and what is left out of it and why.

Nothing of it is published. The page shows what the release job has made ready and signed; a lead
agrees at the release job itself, with their passphrase (docs/release.md, "Who publishes").
"""

from typing import NamedTuple

from flask import Flask, render_template
from flask_babel import gettext, lazy_gettext

from reporting.disclosure.published import Release
from reporting.errors import (
    BadSignature,
    CannotOpen,
    ReportingError,
    RosterRefused,
    StoreUnavailable,
)
from reporting.proposalbox import open_proposal
from reporting.publication import Proposal, read_proposal
from reporting.service import Organisation
from reporting.services import Services
from reporting.statistics.public import drawing_for
from reporting.statistics.reach import require_reach
from reporting.statistics.tables import Table
from reporting.statistics.wording import TABLES, name_kind, name_period
from reporting.store.releases import get_prepared
from reporting.web.sessions import current_session
from reporting.web.surface import current_services


class LeftOut(NamedTuple):
    """A table that the release does not show, and why, for those who answer for it."""

    title: str
    why: str


class Next(NamedTuple):
    """The next release in words; `tables` as everybody would see them."""

    kind: str
    period: str
    number: int
    tables: tuple[Table, ...]
    left_out: tuple[LeftOut, ...]


class Proposed(NamedTuple):
    """What the page says: a release to look at, or else a sentence; `warning` if it is a fault."""

    next: Next | None
    said: str = ""
    warning: bool = False


_UNREADABLE = lazy_gettext("The next release cannot be read or checked just now.")
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
        if data is None:
            return Proposed(None, gettext("The release job has not looked at this period yet."))
        signed = _open(data, place.code)
        proposal = read_proposal(signed, place.code, rosters)
    except (StoreUnavailable, RosterRefused, CannotOpen, BadSignature) as error:
        return Proposed(None, str(TROUBLES[type(error)]), warning=True)
    release = proposal.release
    if release is not None:
        return Proposed(_next(place, release, proposal), proposal.said)
    if proposal.is_refused:
        reason = gettext("Nothing can be released. The release job says: %(said)s")
        return Proposed(None, reason % {"said": proposal.said}, warning=True)
    said = gettext("No release is due. A period can be released 28 days after its end.")
    return Proposed(None, said)


def _next(place: Organisation, release: Release, proposal: Proposal) -> Next:
    drawing = drawing_for(place)
    shown = (table for table in release.tables if table.cells is not None and table.code in TABLES)
    return Next(
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


def proposed(code: str) -> str:
    """Show the next release of an organisation to a lead of the body that oversees it."""
    place = require_reach(code)
    return render_template(
        "statistics/proposed.html",
        here="figures",
        place=place,
        proposed=read_proposed(current_services(), place),
    )


def install_proposed(app: Flask) -> None:
    """Add this page to `app`."""
    app.add_url_rule("/figures/<code>/next", "proposed", proposed, methods=["GET"])

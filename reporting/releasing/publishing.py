"""Publishing: what a lead agreed to is signed, and added to what is published for ever."""

from dataclasses import dataclass

from reporting import limits
from reporting.disclosure.calendar import Due
from reporting.disclosure.release import Next, Prepared
from reporting.errors import Changed, ReleaseRefused
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.proposalbox import seal_proposal
from reporting.publication import (
    NOTHING_DUE,
    Proposal,
    Publication,
    agree,
    read_publication,
    sign_proposal,
    sign_publication,
)
from reporting.releasing.counting import load_job
from reporting.releasing.pinning import write_pin
from reporting.releasing.proposing import Ground, prepare, read_ground, read_sealed
from reporting.releasing.shelves import check_shelves
from reporting.services import Services
from reporting.store.facts import lock_tallies
from reporting.store.releases import ReleaseRow, insert_release, put_prepared


@dataclass(frozen=True)
class Ready:
    """A release that is due, with what it was made of; `prepared` is None where none is due."""

    ground: Ground
    prepared: Prepared | None
    proposal: Proposal


def propose(services: Services, organisation: str, seconds: float = limits.ATTACK_SECONDS) -> Ready:
    """Make the next release of an organisation, attack it, and keep it for the leads to look at.

    What may not be released is kept as well, as a sentence that says why; and raised.
    """
    job = load_job(services)
    try:
        ground = read_ground(services, organisation)
        made = prepare(services, ground, seconds)
    except ReleaseRefused as refused:
        _keep(services, Proposal(organisation, None, (), refused.sentence), job)
        raise
    proposal = _proposal(organisation, made)
    _keep(services, proposal, job)
    return Ready(ground, made.prepared, proposal)


def _proposal(organisation: str, made: Next) -> Proposal:
    prepared, said = made.prepared, " ".join(map(_left_out, made.left_out))
    if prepared is None:
        return Proposal(organisation, None, (), said or NOTHING_DUE)
    withheld = tuple(
        (table.code, "attack" if table.code in prepared.withheld else "few")
        for table in prepared.release.tables
        if table.cells is None
    )
    return Proposal(organisation, prepared.data, withheld, said)


def _left_out(due: Due) -> str:
    """Say what was due and is left out, and what becomes of it."""
    kind, period = due
    after = "It joins the next quarter of its year." if kind == "quarter" else "It is never told."
    return f"{period.name} is left out: even its total alone would point at people. {after}"


def _keep(services: Services, proposal: Proposal, job: Identity) -> None:
    organisation = proposal.organisation
    roster = services.rosters.current().by_body[services.service.organisations[organisation].body]
    signed = sign_proposal(proposal, job)
    box = seal_proposal(signed, organisation, roster.with_role({"lead"}))
    with services.store.write() as connection:
        put_prepared(connection, organisation, box)


def publish(services: Services, ready: Ready, lead: AccountId, identity: Identity) -> Publication:
    """Publish what is ready, with the agreement of a lead of the body that oversees it.

    Raises Changed where something was counted or released since it was made ready, and
    ReleaseRefused where the rosters name no such lead. Then nothing was published.
    """
    if ready.prepared is None:
        raise ReleaseRefused(NOTHING_DUE)
    job, organisation = load_job(services), ready.ground.organisation
    rosters, data = services.rosters.current(), ready.prepared.data
    body = services.service.organisations[organisation].body
    leads = {member.account: member for member in rosters.by_body[body].with_role({"lead"})}
    if lead not in leads or leads[lead].signing_public != identity.signing_public:
        raise ReleaseRefused(
            f"Only a lead of {body}, which oversees {organisation}, can agree to its releases."
        )
    sequence = ready.prepared.release.sequence
    row = ReleaseRow(
        organisation,
        sequence,
        data,
        sign_publication(data, job, lead, agree(data, identity)),
    )
    published = read_publication(row, rosters)
    with services.store.write() as connection:
        lock_tallies(connection)
        shelf = check_shelves(connection, services, rosters)[organisation]
        same = read_sealed(connection, organisation) == ready.ground.sealed
        if not same or len(shelf.releases) != sequence - 1:
            raise Changed
        insert_release(connection, row)
        put_prepared(connection, organisation, None)
    write_pin(services.instance, published)
    return published

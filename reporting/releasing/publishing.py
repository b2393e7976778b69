"""Publishing: what a lead agreed to is signed, and added to what is published for ever."""

from dataclasses import dataclass

from reporting import limits
from reporting.agreement import Agreement, open_agreement
from reporting.disclosure.calendar import Due
from reporting.disclosure.release import Next, Prepared
from reporting.errors import BadSignature, CannotOpen, Changed, ReleaseRefused
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.proposalbox import seal_proposal
from reporting.publication import (
    NOTHING_DUE,
    Proposal,
    Publication,
    agree,
    check_agreed,
    read_publication,
    sign_proposal,
    sign_publication,
)
from reporting.releasing.counting import load_job
from reporting.releasing.pinning import write_pin
from reporting.releasing.proposing import Ground, prepare, read_ground, read_sealed
from reporting.releasing.shelves import check_shelves
from reporting.roster import Member
from reporting.services import Services
from reporting.store.facts import lock_tallies
from reporting.store.releases import (
    ReleaseRow,
    get_agreement,
    insert_release,
    put_agreement,
    put_prepared,
)


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
    """Keep a proposal; what a lead agreed to before goes unless it is this."""
    organisation, rosters = proposal.organisation, services.rosters.current()
    roster = rosters.by_body[services.service.organisations[organisation].body]
    signed = sign_proposal(proposal, job)
    box = seal_proposal(signed, organisation, roster.with_role({"lead"}))
    with services.store.write() as connection:
        put_prepared(connection, organisation, box)
        left = get_agreement(connection, organisation)
        if left is not None and _agreed_to(services, proposal, left, job) is None:
            put_agreement(connection, organisation, None)


def _agreed_to(
    services: Services, proposal: Proposal, left: bytes, job: Identity
) -> Agreement | None:
    """Return what a lead left, if it is a lead of the body and these are the bytes they saw."""
    if proposal.data is None:
        return None
    try:
        found = open_agreement(left, proposal.organisation, job.unwrapper)
        check_agreed(
            proposal.data, _lead(services, proposal.organisation, found.lead), found.agreed
        )
    except (CannotOpen, BadSignature, ReleaseRefused):
        return None
    return found


def find_agreement(services: Services, ready: Ready) -> Agreement | None:
    """Return a lead's agreement to exactly what is ready, or None."""
    organisation = ready.ground.organisation
    with services.store.read() as connection:
        left = get_agreement(connection, organisation)
    if left is None:
        return None
    return _agreed_to(services, ready.proposal, left, load_job(services))


def publish(services: Services, ready: Ready, lead: AccountId, identity: Identity) -> Publication:
    """Publish what is ready, with the agreement of a lead who is here; raises as that does."""
    data = ready.prepared.data if ready.prepared else b""
    return publish_agreed(services, ready, Agreement(lead, agree(data, identity)))


def publish_agreed(services: Services, ready: Ready, agreement: Agreement) -> Publication:
    """Publish what is ready, with the agreement of a lead of the body that oversees it.

    Raises Changed where something was counted or released since it was made ready, and
    ReleaseRefused where the rosters name no such lead. Then nothing was published.
    """
    if ready.prepared is None:
        raise ReleaseRefused(NOTHING_DUE)
    job, organisation = load_job(services), ready.ground.organisation
    rosters, data = services.rosters.current(), ready.prepared.data
    try:
        check_agreed(data, _lead(services, organisation, agreement.lead), agreement.agreed)
    except BadSignature:
        raise _no_lead(services, organisation) from None
    sequence = ready.prepared.release.sequence
    row = ReleaseRow(
        organisation,
        sequence,
        data,
        sign_publication(data, job, agreement.lead, agreement.agreed),
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
        put_agreement(connection, organisation, None)
    write_pin(services.instance, published)
    return published


def _lead(services: Services, organisation: str, lead: AccountId) -> Member:
    """Return an active lead of the body that oversees an organisation, or raise ReleaseRefused."""
    body = services.service.organisations[organisation].body
    leads = services.rosters.current().by_body[body].with_role({"lead"})
    found = next((member for member in leads if member.account == lead), None)
    if found is None:
        raise _no_lead(services, organisation)
    return found


def _no_lead(services: Services, organisation: str) -> ReleaseRefused:
    body = services.service.organisations[organisation].body
    return ReleaseRefused(
        f"Only a lead of {body}, which oversees {organisation}, can agree to its releases."
    )

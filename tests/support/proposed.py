"""The next release as the release job keeps it for the leads, and as one of them opens it."""

from reporting.identity import Identity
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import unseal_account
from reporting.proposalbox import open_proposal, seal_proposal
from reporting.publication import Proposal, sign_proposal
from reporting.store.accounts import find_account
from reporting.store.releases import get_prepared, put_prepared
from tests.support.world import World

LEAD = "north-lead-1"


def keep_proposal(world: World, proposal: Proposal, job: Identity | None = None) -> None:
    """Keep a proposal of the council, signed by the release job or by `job`."""
    signed = sign_proposal(proposal, job or world.instance.load_statistics())
    leads = world.services("statistics").rosters.current().by_body["north"].with_role({"lead"})
    with world.store.write() as connection:
        put_prepared(connection, "council", seal_proposal(signed, "council", leads))


def open_kept(world: World, organisation: str = "council", username: str = LEAD) -> bytes:
    """Return what an account opens of the proposal that is kept; raise CannotOpen if nothing."""
    with world.store.read() as connection:
        account = find_account(connection, username)
        data = get_prepared(connection, organisation)
    assert account is not None
    assert data is not None
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)
    identity = unseal_account(stretcher, account, world.accounts[username]["passphrase"])
    return open_proposal(data, organisation, account.id, identity.unwrapper)

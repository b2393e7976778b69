"""`reporting roster sign`: the only way in which a list of a body comes into force."""

from collections.abc import Iterable
from contextlib import suppress

import click

from reporting import clock
from reporting.cli.people import make_signers, open_services, passphrase_option, yes_option
from reporting.duty import shift_at
from reporting.errors import RosterRefused, SettingError
from reporting.ids import AccountId
from reporting.nextstep import find_next_step
from reporting.people import ceremony
from reporting.people.ceremony import Proposal
from reporting.people.membership import Signers
from reporting.people.nextroster import Waiting, draft_rows, read_waiting
from reporting.people.rewriting import level_rows
from reporting.people.settling import settle
from reporting.services import Services
from reporting.store.accounts import AccountRow, list_accounts
from reporting.store.rosterproposals import get_roster_proposal
from reporting.store.rosters import begin_rosters
from reporting.trust import Delegation, add_signature, verify_roster

lead_option = click.option(
    "--lead", "leads", multiple=True, metavar="USERNAME", help="A lead; give it once for each."
)


def leads_of(services: Services, body: str) -> list[AccountRow]:
    """Return the accounts that lead a body, or raise UsageError for another one."""
    if body not in services.service.bodies:
        known = ", ".join(services.service.bodies)
        raise click.UsageError(f"{body!r} is no body of the service file; known are {known}")
    with services.store.read() as connection:
        rows = list_accounts(connection, body)
    return [row for row in rows if row.role == "lead" and not row.disabled]


def named_lead(name: str, rows: list[AccountRow], otherwise: str) -> AccountRow:
    """Return the lead of a user name, or raise SettingError that ends with `otherwise`."""
    for row in rows:
        if row.username == name:
            return row
    raise SettingError(f"there is no lead {name} {otherwise}")


def _who_may_sign(
    services: Services, body: str, delegation: Delegation, leads: Iterable[str]
) -> list[AccountRow]:
    who = ceremony.who_leads(leads_of(services, body), delegation)
    otherwise = f"who may sign for {body}; run: reporting roster delegate {body}"
    return [named_lead(name, who, otherwise) for name in dict.fromkeys(leads)] or who


@click.command()
@click.argument("body")
@lead_option
@passphrase_option
@click.option(
    "--anew", is_flag=True, help="Leave a list aside that waits for signatures at the desk."
)
@yes_option
def sign(
    *,
    body: str,
    leads: tuple[str, ...],
    passphrase_files: tuple[str, ...],
    anew: bool,
    yes: bool,
) -> None:
    """Show the next roster of a body, and put it in force.

    That is the list which the leads proposed at the desk, with the signatures collected there;
    where none waits, the accounts of the body. Leads whose signatures are missing type their
    passphrases.
    """
    services = open_services()
    instance = services.instance
    leads_of(services, body)
    if not ceremony.has_delegation(instance, body):
        step = find_next_step(instance, services.store, body)
        raise SettingError(f"nobody leads {body} yet; run: {step}")
    signers = make_signers(services, passphrase_files, None, yes=yes)
    waiting = None if anew else _waiting(services, body)
    if waiting is None:
        proposal, data = _sign_accounts(services, signers, body, leads)
    else:
        proposal, data = _sign_waiting(services, signers, waiting, leads)
    _put_in_force(services, proposal, data)
    click.echo(f"Roster {proposal.roster.version} of {body} is in force.")


def _waiting(services: Services, body: str) -> Waiting | None:
    with services.store.read() as connection:
        if get_roster_proposal(connection, body) is None:
            return None
        return read_waiting(connection, services.instance, body, _today(services))


def _today(services: Services) -> int:
    return clock.day_of(services.now())


def _sign_accounts(
    services: Services, signers: Signers, body: str, leads: tuple[str, ...]
) -> tuple[Proposal, bytes]:
    """Have leads sign the accounts of a body, with what was asked for at the desk."""
    instance, today = services.instance, _today(services)
    delegation, _ = ceremony.load_delegation(instance, body)
    who = _who_may_sign(services, body, delegation, leads)
    with services.store.read() as connection:
        previous = ceremony.get_previous(connection, instance, body)
        rows = draft_rows(connection, instance, body, previous)
    proposal = ceremony.propose_roster(instance, body, rows, previous, today)
    signers.confirm(proposal)
    unlocked = ceremony.unlock_leads(
        who, delegation.threshold, signers.stretcher, signers.passphrase_of
    )
    return proposal, ceremony.sign_proposal(instance, proposal, unlocked, today)


def _sign_waiting(
    services: Services, signers: Signers, waiting: Waiting, leads: tuple[str, ...]
) -> tuple[Proposal, bytes]:
    """Have those leads sign who are missing on a list that was proposed at the desk."""
    proposal, data = waiting.proposal, waiting.data
    body = proposal.roster.body
    who = _who_may_sign(services, body, waiting.delegation, leads)
    signers.confirm(proposal)
    others = [row for row in who if row.id not in waiting.signed]
    unlocked = ceremony.unlock_leads(
        others, waiting.missing, signers.stretcher, signers.passphrase_of
    )
    click.echo(f"Signed at the desk by {_names(services, body, waiting.signed)}.")
    for account, lead in unlocked.items():
        data = add_signature(data, account, lead.signing_seed)
    verify_roster(data, ceremony.root_of(services.instance, body), _today(services))
    return proposal, data


def _names(services: Services, body: str, accounts: Iterable[AccountId]) -> str:
    known = {row.id: row.username for row in leads_of(services, body)}
    return ", ".join(sorted(known.get(account, "a former lead") for account in accounts))


def _put_in_force(services: Services, proposal: Proposal, data: bytes) -> None:
    """Store a list; accounts follow it at once, and the rows of earlier reports after it."""
    instance, roster = services.instance, proposal.roster
    with services.store.write() as connection:
        begin_rosters(connection)
        ceremony.store_roster(connection, instance, proposal, data)
        settle(connection, roster, shift_at(services.now(), services.service.timezone))
    instance.raise_version(roster.body, roster.version)
    with suppress(RosterRefused):  # of the other body, that signs its first list after this one
        level_rows(services.store, services.rosters.current())

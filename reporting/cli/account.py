"""`reporting account`: who may sign in."""

from pathlib import Path

import click

from reporting import totp
from reporting.cli.address import address
from reporting.cli.changing import (
    Wanted,
    begin_change,
    changes,
    find_any,
    revoke,
    rewrite_rows,
    tell_of_wish,
)
from reporting.cli.people import (
    make_signers,
    open_services,
    passphrase_option,
    read_shares,
    share_option,
    yes_option,
)
from reporting.cli.places import (
    check_place,
    check_username,
    place_options,
    read_serves,
    usual_body,
)
from reporting.demo.file import demo_account, read_demo, update_demo
from reporting.errors import SettingError
from reporting.nextstep import find_next_step
from reporting.people.account import ROLES, new_account
from reporting.people.membership import Registrar, Renewed
from reporting.roster import PERSON_ROLES, Declaration, fingerprint_of_keys
from reporting.serves import Serves
from reporting.service import Service
from reporting.services import Services
from reporting.store.accounts import find_account, list_accounts
from reporting.vocabulary import SUBJECTS, codes

declare_option = click.option(
    "--declare",
    "declared",
    multiple=True,
    metavar="ORGANISATION[:AREA[:ROLE]]",
    help="A connection; reports it touches are never opened by this account.",
)


@click.group()
def account() -> None:
    """Admit, renew, remove and list accounts."""


account.add_command(address)
account.add_command(revoke, "disable")


@account.command()
@click.argument("username")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--body", help="The oversight body that lists them; of an owner, the usual one.")
@place_options
@declare_option
@passphrase_option
@share_option
@yes_option
def add(
    *,
    username: str,
    role: str,
    body: str | None,
    organisation: str | None,
    post: str | None,
    area: str | None,
    languages: tuple[str, ...],
    declared: tuple[str, ...],
    passphrase_files: tuple[str, ...],
    shares: tuple[Path, ...],
    yes: bool,
) -> None:
    """Admit somebody, and show once how they sign in."""
    services = open_services()
    body = body or usual_body(services.service, role, organisation)
    check_place(services.service, role, body, organisation)
    serves = read_serves(services.service, role, Serves(organisation, post, area, languages))
    _check_username(services, username)
    declarations = tuple(_declaration(services.service, text) for text in declared)
    recovered = read_shares(services, shares) if role in PERSON_ROLES else []
    signers = make_signers(services, passphrase_files, None, yes=yes)
    registrar = Registrar(services, signers, recovered)
    made = Renewed(
        *new_account(
            signers.stretcher,
            username,
            role,
            body=body,
            organisation=organisation,
            declarations=declarations,
            serves=serves,
        )
    )
    in_force = registrar.admit(made)
    _hand_over(services, made)
    if not in_force:
        step = find_next_step(services.instance, services.store, str(body))
        click.echo(f"{body} has no roster yet. Next: {step}")
    elif role in PERSON_ROLES:
        rewrite_rows(services, registrar, shared=bool(recovered))


@account.command()
@changes
def reset(wanted: Wanted) -> None:
    """Give somebody who lost theirs a new passphrase, code secret and identity.

    Somebody who was removed comes back by it: the list then says whom the new account follows.
    """
    services, row, registrar, shared = begin_change(wanted, find_any)
    tell_of_wish(services, row)
    _hand_over(services, registrar.renew(row))
    if row.role in PERSON_ROLES:
        rewrite_rows(services, registrar, shared=shared)


@account.command()
@changes
@declare_option
@click.option("--nothing", is_flag=True, help="They declare no connection any more.")
def declare(wanted: Wanted, *, declared: tuple[str, ...], nothing: bool) -> None:
    """Put other connections in place of those that somebody has declared."""
    if nothing == bool(declared):
        raise click.UsageError("give every connection by --declare, or --nothing")
    services, row, registrar, shared = begin_change(wanted)
    if row.role not in PERSON_ROLES:
        raise SettingError(f"{row.username} is in no signed list, so there is nothing to declare")
    declarations = tuple(_declaration(services.service, text) for text in declared)
    registrar.declare(row, tuple(dict.fromkeys(declarations)))
    click.echo(f"Reports that come from now on go by what {row.username} declares.")
    rewrite_rows(services, registrar, shared=shared)


@account.command(name="list")
def list_() -> None:
    """List accounts with the fingerprints of their keys."""
    services = open_services()
    with services.store.read() as connection:
        rows = list_accounts(connection)
    for row in rows:
        place = row.body or row.organisation or "-"
        state = "disabled" if row.disabled else "active"
        fingerprint = fingerprint_of_keys(row.wrap_public, row.signing_public)
        click.echo(f"{row.username:<24} {row.role:<12} {place:<16} {state:<9} {fingerprint}")


def _check_username(services: Services, username: str) -> None:
    check_username(username)
    with services.store.read() as connection:
        if find_account(connection, username) is not None:
            raise SettingError(f"there is an account {username} already")


def _declaration(service: Service, text: str) -> Declaration:
    place, _, rest = text.partition(":")
    area, _, role = rest.partition(":")
    known = service.organisations.get(place)
    if known is None:
        raise click.BadParameter(f"{place!r} is no organisation here", param_hint="--declare")
    if area and area not in {each.code for each in known.areas}:
        raise click.BadParameter(f"{area!r} is no area of {place}", param_hint="--declare")
    if role and role not in codes(SUBJECTS):
        raise click.BadParameter(f"{role!r} is no role", param_hint="--declare")
    return Declaration(place, area or None, role or None)


def _hand_over(services: Services, made: Renewed) -> None:
    credentials = made.credentials
    if services.instance.demo:
        update_demo(services.instance, made.row.username, demo_account(made.row, credentials))
    issuer = services.service.name
    fingerprint = fingerprint_of_keys(made.row.wrap_public, made.row.signing_public)
    address = totp.provisioning_uri(credentials.totp_secret, credentials.username, issuer)
    click.echo("Shown once; nobody can read it again.")
    click.echo(f"User name:    {credentials.username}")
    click.echo(f"Passphrase:   {credentials.passphrase}")
    click.echo(f"Code secret:  {credentials.totp_secret}")
    click.echo(f"For the app:  {address}")
    click.echo(f"Fingerprint:  {fingerprint}")


@account.command()
@click.argument("username")
def code(*, username: str) -> None:
    """Show how somebody of the demo signs in at this moment; real secrets are kept nowhere."""
    services = open_services()
    if not services.instance.demo:
        raise SettingError("codes of a real account are in its owner's authenticator app alone")
    _addresses, accounts = read_demo(services.instance)
    found = next((each for each in accounts if each.username == username), None)
    if found is None:
        raise SettingError(f"there is no account {username!r} in this demo")
    click.echo(f"passphrase: {found.passphrase}")
    click.echo(f"code:       {totp.code_at(found.totp_secret, services.now())}")

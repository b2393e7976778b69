"""`reporting roster`: who leads a body, and whom reports are sealed to (docs/roster.md)."""

import re
from pathlib import Path

import click

from reporting import ceremony, clock, primitives
from reporting.cli.people import (
    A_FILE,
    make_signers,
    open_services,
    passphrase_option,
    read_root_seed,
    show_proposal,
    yes_option,
)
from reporting.cli.places import (
    check_place,
    check_username,
    place_options,
    read_serves,
    usual_body,
)
from reporting.errors import SettingError
from reporting.instance import read_root, root_bytes, write_file
from reporting.invitation import ROLES, keep_invitation, make_invitation
from reporting.nextstep import find_next_step
from reporting.passwords import PassphraseStretcher
from reporting.serves import Serves
from reporting.services import Services
from reporting.store.accounts import AccountRow, list_accounts
from reporting.toml import CODE

lead_option = click.option(
    "--lead", "leads", multiple=True, metavar="USERNAME", help="A lead; give it once for each."
)


@click.group()
def roster() -> None:
    """Make root keys, say who leads, and sign the list of recipients."""


@roster.command()
@click.argument("body")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
def root(*, body: str, out: Path) -> None:
    """Make the root key of a body: BODY.root to publish, BODY.root.private to lock away."""
    public_file = new_file(out, body, "root")
    private_file = new_file(out, body, "root.private")
    seed = primitives.new_signing_seed()
    write_file(private_file, seed)
    write_file(public_file, root_bytes(body, primitives.signing_public(seed), demo=False))
    click.echo(f"Fingerprint of the root of {body}: {read_root(public_file).fingerprint}")


def new_file(folder: Path, body: str, ending: str) -> Path:
    """Return where to write a new key; the file must not be there yet."""
    if not re.fullmatch(CODE, body):
        raise click.UsageError(
            f"{body!r} is no code of a body: a lower-case letter, then a-z 0-9 _"
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{body}.{ending}"
    if path.exists():
        raise SettingError(f"{path} is there already; a key is never written over")
    return path


@roster.command()
@click.argument("body")
@click.option("--root-private", type=A_FILE, required=True, help="The private root of the body.")
@lead_option
@click.option("--threshold", type=click.IntRange(min=1), default=2, show_default=True)
def delegate(*, body: str, root_private: Path, leads: tuple[str, ...], threshold: int) -> None:
    """Have the root say who leads; in force with the next roster."""
    services = open_services()
    present = _leads(services, body)
    otherwise = f"of {body}; run: reporting account add NAME --role lead --body {body}"
    rows = [_named(name, present, otherwise) for name in dict.fromkeys(leads)]
    keys = {row.id: row.signing_public for row in rows}
    seed = read_root_seed(root_private)
    signed = ceremony.make_delegation(services.instance, body, seed, keys, threshold)
    ceremony.keep_delegation(services.instance, body, signed)
    click.echo(f"{threshold} of {len(rows)} leads sign for {body} from its next roster on.")
    click.echo(f"Next: {find_next_step(services.instance, services.store, body)}")


def _leads(services: Services, body: str) -> list[AccountRow]:
    if body not in services.service.bodies:
        known = ", ".join(services.service.bodies)
        raise click.UsageError(f"{body!r} is no body of the service file; known are {known}")
    with services.store.read() as connection:
        rows = list_accounts(connection, body)
    return [row for row in rows if row.role == "lead" and not row.disabled]


def _named(name: str, rows: list[AccountRow], otherwise: str) -> AccountRow:
    for row in rows:
        if row.username == name:
            return row
    raise SettingError(f"there is no lead {name} {otherwise}")


@roster.command()
@click.argument("body")
@lead_option
@passphrase_option
@yes_option
def sign(
    *, body: str, leads: tuple[str, ...], passphrase_files: tuple[str, ...], yes: bool
) -> None:
    """Show the accounts of a body as its next roster, and put it in force."""
    services = open_services()
    instance, store, today = services.instance, services.store, clock.day_of(services.now())
    present = _leads(services, body)
    if not ceremony.has_delegation(instance, body):
        step = find_next_step(instance, store, body)
        raise SettingError(f"nobody leads {body} yet; run: {step}")
    delegation, _ = ceremony.load_delegation(instance, body)
    who = ceremony.who_leads(present, delegation)
    if leads:
        otherwise = f"who may sign for {body}; run: reporting roster delegate {body}"
        who = [_named(name, who, otherwise) for name in dict.fromkeys(leads)]
    with store.read() as connection:
        previous = ceremony.get_previous(connection, instance, body)
        rows = list_accounts(connection, body)
    proposal = ceremony.propose_roster(instance, body, rows, previous, today)
    signers = make_signers(services, passphrase_files, None, yes=yes)
    signers.confirm(proposal)
    unlocked = ceremony.unlock_leads(
        who, delegation.threshold, signers.stretcher, signers.passphrase_of
    )
    data = ceremony.sign_proposal(instance, proposal, unlocked, today)
    with store.write() as connection:
        ceremony.store_roster(connection, instance, proposal, data)
    instance.raise_version(body, proposal.roster.version)
    click.echo(f"Roster {proposal.roster.version} of {body} is in force.")


@roster.command()
@click.argument("username")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--body", help="The oversight body that lists them; of an owner, the usual one.")
@place_options
def invite(
    *,
    username: str,
    role: str,
    body: str | None,
    organisation: str | None,
    post: str | None,
    area: str | None,
    languages: tuple[str, ...],
) -> None:
    """Let somebody make their own account at the desk, and show once the words for it."""
    services = open_services()
    body = body or usual_body(services.service, role, organisation)
    check_place(services.service, role, body, organisation)
    serves = read_serves(services.service, role, Serves(organisation, post, area, languages))
    check_username(username)
    row, words = make_invitation(
        PassphraseStretcher(services.instance.run),
        username,
        role,
        str(body),
        clock.day_of(services.now()),
        organisation=organisation,
        serves=serves,
    )
    keep_invitation(services.store, row)
    click.echo(f"User name:  {username}")
    click.echo(f"Invitation: {words}")
    click.echo(f"Good until: {clock.date_of_day(row.purge - 1)}, and shown only now.")
    click.echo(
        "Tell them by voice or on paper. At the desk, under /join, they are given a passphrase and "
        "a code secret that nobody else sees, and a fingerprint that they tell you."
    )
    click.echo(f"Then the leads compare it and sign: reporting roster sign {body}")


@roster.command()
@click.argument("body", required=False)
def show(*, body: str | None) -> None:
    """Show the rosters in force, and the fingerprint for the form and for posters."""
    services = open_services()
    roots = services.instance.load_roots()
    rosters = services.rosters.current()
    for code in [body] if body else services.service.bodies:
        if code not in rosters.by_body:
            raise click.UsageError(f"{code!r} is no body of the service file")
        one = rosters.by_body[code]
        show_proposal(ceremony.Proposal(one, one, {}))
        last = clock.date_of_day(one.valid_until)
        click.echo(f"  Root {roots[code].fingerprint}; in force until {last}.")
    click.echo(f"Fingerprint for the form and posters: {rosters.fingerprint}")

"""`reporting release`: count, prepare, publish, verify, show, drop (docs/release.md)."""

import sys

import click

from reporting import ids
from reporting.cli.attack import attack
from reporting.cli.figures import show_published, show_ready
from reporting.cli.people import make_signers, passphrase_option, progress
from reporting.cli.reportfile import report
from reporting.cli.sentences import sentence_of
from reporting.errors import ReleaseRefused, SettingError
from reporting.people.ceremony import unlock_leads
from reporting.releasing.counting import count_facts, count_waiting, drop_fact
from reporting.releasing.publishing import find_agreement, publish_agreed
from reporting.releasing.publishing import propose as make_ready
from reporting.releasing.publishing import publish as publish_ready
from reporting.releasing.shelves import find_faults, read_shelves
from reporting.services import Services, services_from_environment
from reporting.store.accounts import AccountRow, find_account


@click.group()
def release() -> None:
    """Count facts, publish figures, and attack them before others do."""


for command in (attack, report):
    release.add_command(command)


@release.command()
def prepare() -> None:
    """Count what waits, and say what could be released. Run it every night, before `tidy`.

    Ends with 1 where something must be looked at; then nothing of that was counted or released.
    """
    services = _services()
    with progress(count_waiting(services), "Counting") as advance:
        count_facts(services, advance)
    click.echo("Everything that waited is counted.")
    refused = False
    for organisation in services.service.organisations:
        try:
            show_ready(make_ready(services, organisation))
        except ReleaseRefused as error:
            refused = True
            click.echo(f"{organisation}: {sentence_of(error)}", err=True)
    if refused:
        sys.exit(1)


@release.command()
@click.argument("organisation")
@click.option("--lead", metavar="NAME", help="The lead who agrees here, with their passphrase.")
@passphrase_option
@click.option("--yes", is_flag=True, help="Publish without being asked.")
def publish(
    *, organisation: str, lead: str | None, passphrase_files: tuple[str, ...], yes: bool
) -> None:
    """Publish the next release of ORGANISATION, once a lead has looked at it and agrees.

    A lead agrees on their page of figures, or here with --lead. Without it nothing is asked, so
    that it can run by itself; it ends with 1 where nobody has agreed to exactly what is ready.
    """
    services = _services()
    _known(services, organisation)
    who = _lead(services, lead) if lead else None
    ready = make_ready(services, organisation)
    show_ready(ready)
    if ready.prepared is None:
        sys.exit(1)
    if who is None:
        agreement = find_agreement(services, ready)
        if agreement is None:
            click.echo(_NOT_AGREED % {"organisation": organisation}, err=True)
            sys.exit(1)
        published = publish_agreed(services, ready, agreement)
    else:
        if not yes:
            click.confirm("Publish this? It is never changed or taken back.", abort=True, err=True)
        signers = make_signers(services, passphrase_files, None, yes=yes)
        unlocked = unlock_leads([who], 1, signers.stretcher, signers.passphrase_of)
        published = publish_ready(services, ready, who.id, unlocked[who.id])
    click.echo(f"Published release {published.release.sequence} of {organisation}.")
    click.echo(f"SHA-256: {published.digest}")


_NOT_AGREED = (
    "No lead has agreed to this release of %(organisation)s. They do on their page of figures, "
    '"Next release", or here: --lead NAME.'
)


@release.command()
def verify() -> None:
    """Check every release: form, signatures, links, and that none is missing.

    Ends with 0 if all are as they were published, with 1 otherwise.
    """
    services = _services()
    rosters = services.rosters.current()
    with services.store.read() as connection:
        shelves = read_shelves(connection, services, rosters)
    faults = find_faults(services.instance, shelves)
    for fault in faults:
        click.echo(fault)
    if faults:
        sys.exit(1)
    for organisation, shelf in shelves.items():
        count = len(shelf.releases)
        click.echo(f"{organisation}: {_counted(count, 'release')}, as published.")


@release.command()
@click.argument("organisation")
@click.argument("sequence", type=int)
@click.option("--json", "as_json", is_flag=True, help="The bytes as they are published.")
def show(*, organisation: str, sequence: int, as_json: bool) -> None:
    """Print release SEQUENCE of ORGANISATION, if it is as it was published."""
    services = _services()
    _known(services, organisation)
    with services.store.read() as connection:
        shelves = read_shelves(connection, services, services.rosters.current())
    shelf = shelves[organisation]
    if sequence in shelf.altered:
        raise ReleaseRefused(f"Release {sequence} of {organisation} is not as it was published.")
    found = next((one for one in shelf.releases if one.release.sequence == sequence), None)
    if found is None:
        raise SettingError(f"there is no release {sequence} of {organisation}")
    if as_json:
        click.echo(found.data, nl=False)
        return
    show_published(found)


@release.command()
@click.argument("row")
def drop(*, row: str) -> None:
    """Remove the ROW of facts that a count was refused at; one that is in order stays."""
    number = ids.from_hex(row)
    if number is None:
        raise click.BadParameter("16 hex digits, as the refusal names it", param_hint="ROW")
    drop_fact(_services(), number)
    click.echo(f"Removed the row {row}.")


def _services() -> Services:
    return services_from_environment("release")


def _known(services: Services, organisation: str) -> None:
    if organisation not in services.service.organisations:
        raise click.UsageError(f"{organisation!r} is no organisation of the service file")


def _lead(services: Services, username: str) -> AccountRow:
    with services.store.read() as connection:
        row = find_account(connection, username)
    if row is None or row.disabled or row.role != "lead":
        raise SettingError(f"there is no lead {username}")
    return row


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

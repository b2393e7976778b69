"""`reporting recovery`: the offline recipient of each body (docs/roster.md, "Recovery")."""

from pathlib import Path

import click

from reporting.cli.changing import SOME_STAY
from reporting.cli.offline import out_option, write_recovery
from reporting.cli.people import (
    make_signers,
    open_services,
    passphrase_option,
    progress,
    read_shares,
    share_option,
    yes_option,
)
from reporting.people.membership import Registrar
from reporting.store.reports import all_numbers


@click.group()
def recovery() -> None:
    """Make recovery shares, and use them."""


@recovery.command()
@click.argument("body")
@out_option
def make(*, body: str, out: Path) -> None:
    """Make the recovery of a body: BODY.recovery to publish, three shares to give away."""
    write_recovery(out, body)


@recovery.command()
@share_option
@passphrase_option
@yes_option
def rewrite(*, shares: tuple[Path, ...], passphrase_files: tuple[str, ...], yes: bool) -> None:
    """Open every report that two shares open, and write its rows for the rosters in force."""
    services = open_services()
    recovered = read_shares(services, shares)
    if not recovered:
        raise click.UsageError(
            "two recovery shares of a body are needed: --share FILE --share FILE"
        )
    signers = make_signers(services, passphrase_files, None, yes=yes)
    registrar = Registrar(services, signers, recovered)
    registrar.record_recovery()
    with services.store.read() as connection:
        length = len(all_numbers(connection))
    with progress(length, "Writing rows anew") as advance:
        complete = registrar.rewrite(advance)
    click.echo("All rows are new." if complete else SOME_STAY)

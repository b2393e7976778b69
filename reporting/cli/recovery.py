"""`reporting recovery`: the offline recipient of each body (docs/roster.md, "Recovery")."""

from pathlib import Path

import click

from reporting.cli.people import (
    make_signers,
    open_services,
    passphrase_option,
    progress,
    read_shares,
    share_option,
    yes_option,
)
from reporting.cli.roster import new_file
from reporting.instance import write_file
from reporting.membership import Registrar
from reporting.recovery import make_recovery, public_bytes
from reporting.store.reports import all_numbers


@click.group()
def recovery() -> None:
    """Make recovery shares, and use them."""


@recovery.command()
@click.argument("body")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
def make(*, body: str, out: Path) -> None:
    """Make the recovery of a body: BODY.recovery to publish, three shares to give away."""
    member, shares = make_recovery(body)
    public_file = new_file(out, body, "recovery")
    files = [new_file(out, body, f"{number}.share") for number in range(1, len(shares) + 1)]
    for path, share in zip(files, shares, strict=True):
        write_file(path, share)
    write_file(public_file, public_bytes(body, member))
    click.echo(f"Fingerprint of the recovery of {body}: {member.fingerprint}")
    click.echo("Give each share to another organisation, then delete all three here.")


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
    click.echo("All rows are new." if complete else "Some reports do not open to these shares.")

"""Commands that change an account which is there: what they share, `revoke` and `rotate`."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from reporting.cli.people import (
    make_signers,
    open_services,
    passphrase_option,
    progress,
    read_shares,
    root_option,
    share_option,
    yes_option,
)
from reporting.demo.file import update_demo
from reporting.errors import SettingError
from reporting.membership import Registrar, find_active
from reporting.roster import PERSON_ROLES, READING_ROLES, fingerprint_of_keys
from reporting.services import Services
from reporting.store.accounts import AccountRow, find_account
from reporting.store.reports import all_numbers

SOME_STAY = (
    "Some reports stay as they were: they do not open to these shares, or are about an "
    "organisation that is no longer in the service file."
)


@dataclass(frozen=True)
class Wanted:
    """Whose account is to change, and where the signatures and the keys for it come from."""

    username: str
    passphrase_files: tuple[str, ...]
    root_private: Path | None
    shares: tuple[Path, ...]
    yes: bool


def changes(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the arguments by which an account that exists is changed, as one Wanted."""

    @wraps(command)
    def run(**given: Any) -> None:
        wanted = Wanted(**{field.name: given.pop(field.name) for field in fields(Wanted)})
        command(wanted, **given)

    for option in (yes_option, share_option, root_option, passphrase_option):
        run = option(run)
    return click.argument("username")(run)


def begin_change(
    wanted: Wanted, find: Callable[[Services, str], AccountRow] = find_active
) -> tuple[Services, AccountRow, Registrar, bool]:
    """Return the account to change, who changes it, and whether recovery shares were given."""
    services = open_services()
    signers = make_signers(services, wanted.passphrase_files, wanted.root_private, yes=wanted.yes)
    row = find(services, wanted.username)
    recovered = read_shares(services, wanted.shares) if row.role in PERSON_ROLES else []
    return services, row, Registrar(services, signers, recovered), bool(recovered)


def rewrite_rows(services: Services, registrar: Registrar, *, shared: bool) -> None:
    """Write the rows of all reports anew, with a bar where a terminal watches."""
    with services.store.read() as connection:
        length = len(all_numbers(connection))
    with progress(length, "Writing rows anew") as advance:
        complete = registrar.rewrite(advance)
    if not shared:
        click.echo("No recovery shares were given, so nobody gained access to earlier reports.")
    elif not complete:
        click.echo(SOME_STAY)


def find_any(services: Services, username: str) -> AccountRow:
    """Return an account, disabled or not, or raise SettingError."""
    with services.store.read() as connection:
        row = find_account(connection, username)
    if row is None:
        raise SettingError(f"the account {username} is unknown")
    return row


@click.command()
@changes
def revoke(wanted: Wanted) -> None:
    """Remove somebody: no signing in, and no row in any report.

    Run it again if it was interrupted: it goes on where it stopped.
    """
    services, row, registrar, shared = begin_change(wanted, find_any)
    if not row.disabled:
        registrar.remove(row)
    elif shared:
        registrar.record_recovery()
    if services.instance.demo:
        update_demo(services.instance, row.username, None)
    click.echo(f"{row.username} can no longer sign in and has a row in no report.")
    if row.role in PERSON_ROLES:
        rewrite_rows(services, registrar, shared=shared)
    click.echo("A copy of the database from before today still opens to the old passphrase.")


@click.command()
@changes
def rotate(wanted: Wanted) -> None:
    """Give somebody another identity, and write the rows of all reports anew for it.

    Their passphrase, which is asked for, and their code secret stay. Two recovery shares open the
    reports. If it was interrupted, `reporting recovery rewrite` goes on where it stopped.
    """
    services, row, registrar, shared = begin_change(wanted)
    if row.role not in READING_ROLES:
        raise SettingError(
            f"{row.username} opens no report; run: reporting account reset {row.username}"
        )
    if not shared:
        raise SettingError(
            "the reports of before are opened by two recovery shares: --share FILE --share FILE"
        )
    made = registrar.rotate(row)
    fingerprint = fingerprint_of_keys(made.row.wrap_public, made.row.signing_public)
    click.echo(f"{row.username} signs in as before. Fingerprint: {fingerprint}")
    rewrite_rows(services, registrar, shared=shared)

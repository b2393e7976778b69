"""Commands that change an account which is there: what they share, `revoke` and `rotate`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from functools import partial, wraps
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
from reporting.people.membership import Registrar, find_active
from reporting.people.nextroster import find_wish
from reporting.roster import CHAIR, PERSON_ROLES, READING_ROLES, fingerprint_of_keys
from reporting.services import Services
from reporting.store.accounts import AccountRow, find_account
from reporting.store.reports import all_numbers

# Whose accounts reports name: the reports must be written anew when these change.
_IN_REPORTS = READING_ROLES | {CHAIR}
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
    wanted: Wanted,
    find: Callable[[Services, str], AccountRow] = find_active,
    shares_for: Collection[str] = PERSON_ROLES,
) -> tuple[Services, AccountRow, Registrar, bool]:
    """Return the account to change, who changes it, and whether recovery shares were given.

    Shares are read, and their use is put on record, where the account has a role of `shares_for`.
    """
    services = open_services()
    signers = make_signers(services, wanted.passphrase_files, wanted.root_private, yes=wanted.yes)
    row = find(services, wanted.username)
    recovered = read_shares(services, wanted.shares) if row.role in shares_for else []
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


def tell_of_wish(services: Services, row: AccountRow) -> None:
    """Say what becomes of what somebody has asked to declare, when they get another account."""
    with services.store.read() as connection:
        wish = find_wish(connection, row)
    if wish is not None and wish.added:
        click.echo(f"What {row.username} has asked to declare besides comes into this list.")
    if wish is not None and wish.dropped:
        click.echo(
            f"What {row.username} has asked to declare no longer goes with the identity of before. "
            "Tell them to ask again, under “Connections” at the desk."
        )


@click.command()
@changes
def rotate(wanted: Wanted) -> None:
    """Give somebody another identity, and wrap for it again what they could open before.

    Their passphrase, which is asked for, and their code secret stay. Of a lead, a reviewer or a
    chair two recovery shares open the reports; if that was interrupted, `reporting recovery
    rewrite` goes on where it stopped. What was asked of an owner, an interpreter or an adviser, and
    what was written to a board, is wrapped again with the new account, or nothing is changed.
    """
    services, row, registrar, shared = begin_change(wanted, shares_for=_IN_REPORTS)
    if row.role in _IN_REPORTS and not shared:
        raise SettingError(
            "the reports of before are opened by two recovery shares: --share FILE --share FILE"
        )
    tell_of_wish(services, row)
    made = registrar.rotate(row, partial(progress, label="Wrapping again"))
    fingerprint = fingerprint_of_keys(made.row.wrap_public, made.row.signing_public)
    click.echo(f"{row.username} signs in as before. Fingerprint: {fingerprint}")
    if row.role in _IN_REPORTS:
        rewrite_rows(services, registrar, shared=shared)

"""`reporting account address`: where notices to somebody are sent."""

import sys

import click

from reporting.cli.people import open_services
from reporting.errors import SettingError
from reporting.notices.address import is_address
from reporting.notices.contacts import seal_contact, watch_key
from reporting.people.membership import find_active
from reporting.services import Services
from reporting.store.accounts import AccountRow
from reporting.store.contacts import delete_contact, put_contact


@click.command()
@click.argument("username")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read it from standard input.")
@click.option("--remove", is_flag=True, help="Forget it; no notice reaches them then.")
def address(*, username: str, from_stdin: bool, remove: bool) -> None:
    """Set the mail address that notices to somebody go to. It is sealed to the watch.

    It is asked for and never an argument, which other programs of this machine could see.
    """
    services = open_services()
    row = find_active(services, username)
    if remove:
        with services.store.write() as connection:
            delete_contact(connection, row.id)
        click.echo(f"{username} has no mail address now, so no notice reaches them.")
        return
    _keep(services, row, _ask(username, from_stdin=from_stdin))
    click.echo(f"Notices to {username} go there from now on; nobody can read it here again.")


def _ask(username: str, *, from_stdin: bool) -> str:
    asked: str = (
        sys.stdin.readline()
        if from_stdin
        else click.prompt(f"Mail address of {username}", err=True)
    )
    text = asked.strip()
    if not is_address(text):
        raise SettingError("that is no plain mail address, such as name@example.org")
    return text


def _keep(services: Services, row: AccountRow, text: str) -> None:
    public = watch_key(services.rosters.current(), row.body)
    with services.store.write() as connection:
        put_contact(connection, row.id, seal_contact(public, row.username, text))

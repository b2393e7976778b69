"""`reporting roster`: who leads a body, and whom reports are sealed to (docs/roster.md)."""

from pathlib import Path

import click

from reporting import clock, limits
from reporting.cli.changing import revoke, rotate
from reporting.cli.offline import (
    RECOVERY_FILES,
    ROOT_FILES,
    new_files,
    out_option,
    write_recovery,
    write_root,
)
from reporting.cli.people import (
    A_FILE,
    open_services,
    read_root_seed,
    show_proposal,
)
from reporting.cli.places import (
    check_place,
    check_username,
    place_options,
    read_serves,
    usual_body,
)
from reporting.cli.signing import lead_option, leads_of, named_lead, sign
from reporting.nextstep import find_next_step
from reporting.passwords import PassphraseStretcher
from reporting.people import ceremony
from reporting.people.invitation import ROLES, keep_invitation, make_invitation
from reporting.serves import Serves


@click.group()
def roster() -> None:
    """Make root keys, say who leads, and sign the list of recipients."""


roster.add_command(sign)
roster.add_command(revoke)
roster.add_command(rotate)


@roster.command()
@click.argument("body")
@out_option
def init(*, body: str, out: Path) -> None:
    """Make root and recovery of a body, where no network is: all that is made once."""
    new_files(out, body, (*ROOT_FILES, *RECOVERY_FILES))
    write_root(out, body)
    write_recovery(out, body)
    click.echo(
        f"Put {body}.root and {body}.recovery into keys/, {body}.root.private into two safes, and "
        "then: reporting init --keys keys/"
    )


@roster.command()
@click.argument("body")
@out_option
def root(*, body: str, out: Path) -> None:
    """Make the root key of a body: BODY.root to publish, BODY.root.private to lock away."""
    write_root(out, body)


@roster.command()
@click.argument("body")
@click.option("--root-private", type=A_FILE, required=True, help="The private root of the body.")
@lead_option
@click.option(
    "--threshold",
    type=click.IntRange(min=1),
    default=limits.ROSTER_THRESHOLD,
    show_default=True,
)
def delegate(*, body: str, root_private: Path, leads: tuple[str, ...], threshold: int) -> None:
    """Have the root say who leads; in force with the next roster."""
    services = open_services()
    present = leads_of(services, body)
    otherwise = f"of {body}; run: reporting account add NAME --role lead --body {body}"
    rows = [named_lead(name, present, otherwise) for name in dict.fromkeys(leads)]
    keys = {row.id: row.signing_public for row in rows}
    seed = read_root_seed(root_private)
    signed = ceremony.make_delegation(services.instance, body, seed, keys, threshold)
    ceremony.keep_delegation(services.instance, body, signed)
    click.echo(f"{threshold} of {len(rows)} leads sign for {body} from its next roster on.")
    click.echo(f"Next: {find_next_step(services.instance, services.store, body)}")


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
    """Show the rosters in force, with the fingerprints that the form shows."""
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
    click.echo(f"Fingerprint of the rosters, as on the form: {rosters.fingerprint}")

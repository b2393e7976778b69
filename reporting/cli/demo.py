"""Commands for a demo alone: `reporting demo later` sets its clock forward."""

from datetime import timedelta

import click

from reporting.cli.people import open_services
from reporting.demo.clock import set_forward
from reporting.passwords import PassphraseStretcher
from reporting.setup import renew_demo


@click.group()
def demo() -> None:
    """Try a demo out."""


@demo.command()
@click.argument("hours", type=click.FloatRange(min=0, min_open=True, max=24 * 366))
def later(hours: float) -> None:
    """Set the clock of the demo forward by HOURS, for the surfaces and the watch at once.

    Whoever is signed in has been away for that long. An authenticator app shows other codes than
    a demo that is ahead wants: `reporting account code` shows the right ones. Rosters that would
    run out by then are signed again.
    """
    services = open_services()
    there = set_forward(services.instance, timedelta(hours=hours))
    renew_demo(
        services.instance,
        services.service,
        services.store,
        PassphraseStretcher(services.instance.run),
        there,
    )
    local = there.astimezone(services.service.timezone)
    click.echo(
        f"In the demo it is now {local:%A %d %B %Y, %H:%M}. The watch takes its next turn "
        "within a minute; until then the desk may say that it has been silent."
    )

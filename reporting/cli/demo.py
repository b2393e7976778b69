"""Commands for a demo alone: `reporting demo later` sets its clock forward."""

from datetime import timedelta

import click

from reporting.cli.people import open_services, progress
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


@demo.command()
@click.option(
    "--seed",
    default="demo",
    show_default=True,
    help="Any word; the same one makes the same reports up again.",
)
def fill(seed: str) -> None:
    """Fill a new demo with made-up figures of two years and more, and some open reports.

    All of it is made up. The figures are counted, attacked and released quarter by quarter as
    real ones are; the open reports are sealed as the form does it, and say that they are made up.
    It takes a minute or two.
    """
    from reporting.demo.filling import begin, fill_figures
    from reporting.demo.reports import count_reports, file_reports

    services = open_services()
    filling = begin(services, seed.encode(), PassphraseStretcher(services.instance.run))
    with progress(filling.steps, "Figures") as advance:
        refused = fill_figures(filling, advance)
    with progress(count_reports(filling), "Open reports") as advance:
        receipt = file_reports(filling, advance)
    for organisation, why in refused.items():
        click.echo(f"No further figures of {organisation} were released. {why}")
    click.echo("The demo is filled. All of its figures and reports are made up.")
    click.echo(f"A receipt of one of the reports: {' '.join(receipt.words)}")

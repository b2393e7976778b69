"""`reporting release report`: the report on a release as one HTML file, to send or to print."""

from pathlib import Path

import click

from reporting.errors import SettingError
from reporting.services import services_from_environment


@click.command()
@click.argument("organisation")
@click.argument("period")
@click.option(
    "--out",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write there instead of printing it.",
)
def report(*, organisation: str, period: str, target: Path | None) -> None:
    """Make the report on a release of ORGANISATION as one HTML file, to send or to print.

    PERIOD is the number of the release, or its first and last quarter, such as 2026q1-2026q4.
    The lead writes its parts on the pages of figures; while the challenges are not written there
    is no report.
    """
    from reporting.statistics.app import create_app
    from reporting.statistics.report import report_file
    from reporting.statistics.shelf import read_shelf

    services = services_from_environment("statistics")
    shelf = read_shelf(services)
    if shelf.trouble:
        raise SettingError("the releases cannot be read or checked; see: reporting check")
    found = [
        frozen
        for frozen in shelf.of(organisation).frozen
        if period in (str(frozen.release.sequence), frozen.release.period.name)
    ]
    if not found:
        raise SettingError(f"there is no release {period} of {organisation}")
    made = report_file(create_app(services), found[0].name)
    if target is None:
        click.echo(made)
    else:
        target.write_text(made, "utf-8")

"""`reporting release attack`: attack releases as a reader has them; files need no instance."""

from pathlib import Path

import click

from reporting import limits
from reporting.cli.figures import show_findings
from reporting.disclosure.findings import Verdict
from reporting.disclosure.history import attack_window, periods_of, windows_of
from reporting.disclosure.published import Release
from reporting.disclosure.reading import read_history
from reporting.disclosure.solver import Deadline
from reporting.releasing.shelves import check_shelves
from reporting.services import services_from_environment

_SAFE = (
    "  No figure here, alone or with all earlier ones, shows that a group had one particular\n"
    "  number of reports or none at all, or narrows a small number to fewer than five."
)
_LIMITS = (
    "What this cannot show: what somebody guesses, or knows from elsewhere. A reader does not\n"
    "have the true counts. The service does, and refuses what shows a group of one to four."
)


@click.command()
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True, max=24 * 3600),
    default=limits.ATTACK_SECONDS,
    show_default=True,
    help="Give up, and say so, after this long.",
)
@click.pass_context
def attack(context: click.Context, *, files: tuple[Path, ...], seconds: float) -> None:
    """Try to find people in release FILES, with nothing else at hand.

    Give every release of the series: together they say more than each alone. Without FILES, all
    that this instance has published. Ends with 0 where nobody is found, with 1 where somebody is,
    or where a file cannot be read.
    """
    deadline = Deadline(seconds)
    series = [read_history([_read(path) for path in files])] if files else _published()
    verdicts = [_attack(history, deadline) for history in series]
    click.echo(_LIMITS if series else "Nothing is published yet.")
    context.exit(0 if all(verdicts) else 1)


def _published() -> list[list[Release]]:
    """Return what this instance has published, a list for each organisation that has anything."""
    services = services_from_environment("release")
    with services.store.read() as connection:
        shelves = check_shelves(connection, services, services.rosters.current())
    histories = ([one.release for one in shelf.releases] for shelf in shelves.values())
    return [history for history in histories if history]


def _attack(history: list[Release], deadline: Deadline) -> bool:
    """Attack the releases of one series, and say whether they hold."""
    said = "1 release" if len(history) == 1 else f"{len(history)} releases"
    click.echo(f"{said} of {history[0].series}, attacked as a reader has them.")
    if absent := {*range(1, history[-1].sequence)} - {one.sequence for one in history}:
        numbers = ", ".join(map(str, sorted(absent)))
        click.echo(f"Not among them: release {numbers}. With those the figures may tell more.")
    holds = True
    for window in windows_of(history):
        verdict = attack_window(window, history, None, deadline)
        holds = holds and verdict.holds
        _tell(periods_of(window).name, verdict)
    return holds


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(limits.RELEASE_FILE_BYTES + 1)


def _tell(period: str, verdict: Verdict) -> None:
    click.echo(
        f"\n{period}: {verdict.sets:,} groups looked at; {verdict.worlds:,} different tables made "
        "that fit every figure."
    )
    if verdict.holds:
        click.echo(_SAFE)
    else:
        click.echo("  SOMEBODY CAN BE FOUND. Of these groups the figures tell too much:")
        show_findings(verdict.findings)
    if verdict.present:
        click.echo(
            f"  Of {len(verdict.present):,} groups the figures show that at least one to four "
            "reports are in them.\n  There may be many more; whether there are, only the service "
            "can tell."
        )
    click.echo("")

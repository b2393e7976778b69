"""`reporting release` on an instance: count, prepare, publish, verify, show (docs/release.md)."""

import sys
from collections.abc import Sequence

import click

from reporting import ids, limits
from reporting.ceremony import unlock_leads
from reporting.cli.people import make_signers, passphrase_option, progress
from reporting.cli.sentences import sentence_of
from reporting.disclosure.menu import TOTALS
from reporting.disclosure.period import Period
from reporting.disclosure.published import PublishedTable, Release
from reporting.disclosure.release import Prepared
from reporting.errors import ReleaseRefused, SettingError
from reporting.publication import Publication
from reporting.quarter import quarter_start
from reporting.releasing.counting import count_facts, count_waiting, drop_fact
from reporting.releasing.publishing import Ready, find_agreement, publish_agreed
from reporting.releasing.publishing import propose as make_ready
from reporting.releasing.publishing import publish as publish_ready
from reporting.releasing.shelves import find_faults, read_shelves
from reporting.services import Services, services_from_environment
from reporting.store.accounts import AccountRow, find_account

_KINDS = {"quarter": "a quarter", "year": "a year", "three_years": "three years"}


@click.command()
def prepare() -> None:
    """Count what waits, and say what could be released. Run it every night, before `tidy`.

    Ends with 1 where something must be looked at; then nothing of that was counted or released.
    """
    services = _services()
    with progress(count_waiting(services), "Counting") as advance:
        count_facts(services, advance)
    click.echo("Everything that waited is counted.")
    refused = False
    for organisation in services.service.organisations:
        try:
            _tell(make_ready(services, organisation))
        except ReleaseRefused as error:
            refused = True
            click.echo(f"{organisation}: {sentence_of(error)}", err=True)
    if refused:
        sys.exit(1)


@click.command()
@click.argument("organisation")
@click.option("--lead", metavar="NAME", help="The lead who agrees here, with their passphrase.")
@passphrase_option
@click.option("--yes", is_flag=True, help="Publish without being asked.")
def publish(
    *, organisation: str, lead: str | None, passphrase_files: tuple[str, ...], yes: bool
) -> None:
    """Publish the next release of ORGANISATION, once a lead has looked at it and agrees.

    A lead agrees on their page of figures, or here with --lead. Without it nothing is asked, so
    that it can run by itself; it ends with 1 where nobody has agreed to exactly what is ready.
    """
    services = _services()
    _known(services, organisation)
    who = _lead(services, lead) if lead else None
    ready = make_ready(services, organisation)
    _tell(ready)
    if ready.prepared is None:
        sys.exit(1)
    if who is None:
        agreement = find_agreement(services, ready)
        if agreement is None:
            click.echo(_NOT_AGREED % {"organisation": organisation}, err=True)
            sys.exit(1)
        published = publish_agreed(services, ready, agreement)
    else:
        if not yes:
            click.confirm("Publish this? It is never changed or taken back.", abort=True, err=True)
        signers = make_signers(services, passphrase_files, None, yes=yes)
        unlocked = unlock_leads([who], 1, signers.stretcher, signers.passphrase_of)
        published = publish_ready(services, ready, who.id, unlocked[who.id])
    click.echo(f"Published release {published.release.sequence} of {organisation}.")
    click.echo(f"SHA-256: {published.digest}")


_NOT_AGREED = (
    "No lead has agreed to this release of %(organisation)s. They do on their page of figures, "
    '"Next release", or here: --lead NAME.'
)


@click.command()
def verify() -> None:
    """Check every release: form, signatures, links, and that none is missing.

    Ends with 0 if all are as they were published, with 1 otherwise.
    """
    services = _services()
    rosters = services.rosters.current()
    with services.store.read() as connection:
        shelves = read_shelves(connection, services, rosters)
    faults = find_faults(services.instance, shelves)
    for fault in faults:
        click.echo(fault)
    if faults:
        sys.exit(1)
    for organisation, shelf in shelves.items():
        count = len(shelf.releases)
        click.echo(f"{organisation}: {_counted(count, 'release')}, as published.")


@click.command()
@click.argument("organisation")
@click.argument("sequence", type=int)
@click.option("--json", "as_json", is_flag=True, help="The bytes as they are published.")
def show(*, organisation: str, sequence: int, as_json: bool) -> None:
    """Print release SEQUENCE of ORGANISATION, if it is as it was published."""
    services = _services()
    _known(services, organisation)
    with services.store.read() as connection:
        shelves = read_shelves(connection, services, services.rosters.current())
    shelf = shelves[organisation]
    if sequence in shelf.altered:
        raise ReleaseRefused(f"Release {sequence} of {organisation} is not as it was published.")
    found = next((one for one in shelf.releases if one.release.sequence == sequence), None)
    if found is None:
        raise SettingError(f"there is no release {sequence} of {organisation}")
    if as_json:
        click.echo(found.data, nl=False)
        return
    _print(found)


@click.command()
@click.argument("row")
def drop(*, row: str) -> None:
    """Remove the ROW of facts that a count was refused at; one that is in order stays."""
    number = ids.from_hex(row)
    if number is None:
        raise click.BadParameter("16 hex digits, as the refusal names it", param_hint="ROW")
    drop_fact(_services(), number)
    click.echo(f"Removed the row {row}.")


def _services() -> Services:
    return services_from_environment("release")


def _known(services: Services, organisation: str) -> None:
    if organisation not in services.service.organisations:
        raise click.UsageError(f"{organisation!r} is no organisation of the service file")


def _lead(services: Services, username: str) -> AccountRow:
    with services.store.read() as connection:
        row = find_account(connection, username)
    if row is None or row.disabled or row.role != "lead":
        raise SettingError(f"there is no lead {username}")
    return row


def _tell(ready: Ready) -> None:
    """Print what would be released, and in plain words what is left out and why."""
    organisation, prepared = ready.ground.organisation, ready.prepared
    if prepared is None:
        click.echo(f"{organisation}: {ready.proposal.said}")
        return
    release = prepared.release
    if ready.proposal.said:
        click.echo(f"{organisation}: {ready.proposal.said}")
    click.echo(
        f"{organisation}: release {release.sequence} is ready: {_KINDS[release.kind]}, "
        f"{period_in_words(release.period)}."
    )
    for table in release.tables:
        click.echo(f"  {table.code:<16} {_fate(table, prepared)}")
    if prepared.found:
        click.echo("  The attack found too much in these groups. Tell nobody who need not know:")
        for finding in prepared.found[: limits.FINDINGS_SHOWN]:
            click.echo(f"  - {finding.sentence}")
        more = len(prepared.found) - limits.FINDINGS_SHOWN
        if more > 0:
            click.echo(f"  … and {more:,} more.")


def _fate(table: PublishedTable, prepared: Prepared) -> str:
    if table.cells is not None:
        return "shown"
    if table.code in prepared.withheld:
        return "left out: with it, the attack found somebody"
    total = prepared.release.table(TOTALS[table.population].code)
    if total is None or total.cells is None:
        return "left out: its total is not shown either"
    cells = 1
    for facet in table.facets:
        cells *= len(prepared.release.facets[facet])
    here, needed = total.cells[()], limits.DENSITY * cells
    if here >= needed:
        return "left out: too few reports in all"
    return f"left out: the printed total is {here}, and a table of {cells} cells needs {needed}"


def _print(found: Publication) -> None:
    release: Release = found.release
    click.echo(
        f"Release {release.sequence} of {release.series}: {_KINDS[release.kind]}, "
        f"{period_in_words(release.period)}"
    )
    click.echo(f"SHA-256: {found.digest}")
    for table in release.tables:
        click.echo(f"\n{table.code}")
        if table.cells is None:
            click.echo("  too few reports for this table")
            continue
        for codes, number in table.cells.items():
            click.echo(f"  {_cell(codes):<40} {printed(number)}")


def _cell(codes: Sequence[str]) -> str:
    return ", ".join(codes) or "all"


def printed(number: int) -> str:
    """Return a number as it is printed everywhere: never zero, and never exact."""
    return f"at least {number}" if number else f"fewer than {limits.WIDTH}"


def period_in_words(period: Period) -> str:
    """Return for instance `April to September 2026`."""
    first, last = quarter_start(period.first), quarter_start(period.last + 1)
    month = last.month - 1 or 12
    year = last.year if last.month > 1 else last.year - 1
    begin = f"{first:%B}" if first.year == year else f"{first:%B %Y}"
    return f"{begin} to {first.replace(month=month, day=1):%B} {year}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

"""What `reporting release` prints: what is ready, what is published, and whom an attack found."""

from collections.abc import Sequence

import click

from reporting import limits
from reporting.disclosure.findings import Finding
from reporting.disclosure.menu import TOTALS
from reporting.disclosure.period import Period
from reporting.disclosure.published import PublishedTable, Release
from reporting.disclosure.release import Prepared
from reporting.publication import Publication
from reporting.quarter import quarter_start
from reporting.releasing.publishing import Ready

_KINDS = {"quarter": "a quarter", "year": "a year", "three_years": "three years"}


def show_ready(ready: Ready) -> None:
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
        show_findings(prepared.found)


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


def show_published(found: Publication) -> None:
    """Print a release as it was published."""
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


def show_findings(findings: Sequence[Finding]) -> None:
    """Print whom an attack found, as many as a person reads."""
    for finding in findings[: limits.FINDINGS_SHOWN]:
        click.echo(f"  - {finding.sentence}")
    if len(findings) > limits.FINDINGS_SHOWN:
        click.echo(f"  … and {len(findings) - limits.FINDINGS_SHOWN:,} more.")

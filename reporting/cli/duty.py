"""`reporting duty`: fill a rota from a file, and show who is on duty (docs/duty.md)."""

from collections.abc import Iterable
from pathlib import Path

import click

from reporting import clock, limits
from reporting.cli.people import A_FILE, open_services
from reporting.duty import PARTS, Shift, find_gaps, on_duty, shift_at, staff
from reporting.ids import AccountId
from reporting.localtime import local_day
from reporting.rota import Rota, Scheduler, read_rota
from reporting.rotafile import NAMES, read_rota_file
from reporting.services import Services


@click.group()
def duty() -> None:
    """Say who is on duty, day and night."""


@duty.command()
@click.argument("file", type=A_FILE)
def load(*, file: Path) -> None:
    """Fill the days that FILE names, and no others; shifts that are over stay as they were."""
    services = open_services()
    present = shift_at(services.now(), services.service.timezone)
    read = read_rota_file(file, services.service.bodies, present.day)
    today = (present.day, present.day)
    picks = read.picks(read_rota(services.store, read.body, today).people)
    Scheduler(services.store, read.body, present).replace(read.days, picks)
    days = f"{len(read.days)} {'day' if len(read.days) == 1 else 'days'}"
    click.echo(f"Filled {days} of the rota of {read.body}.")
    _tell_gaps(_read(services, read.body), services)


@duty.command()
@click.argument("body", required=False)
def show(*, body: str | None) -> None:
    """Show who is on duty now and in the next two weeks, and when nobody is."""
    services = open_services()
    if body is not None and body not in services.service.bodies:
        known = ", ".join(services.service.bodies)
        raise click.UsageError(f"{body!r} is no body of the service file; known are {known}")
    for code in [body] if body else services.service.bodies:
        rota = _read(services, code)
        _tell_days(rota, services)
        _tell_gaps(rota, services)


def _read(services: Services, body: str) -> Rota:
    today = local_day(services.now(), services.service.timezone)
    return read_rota(services.store, body, (today, today + limits.GAP_DAYS))


def _tell_days(rota: Rota, services: Services) -> None:
    now, zone = services.now(), services.service.timezone
    present = on_duty(rota.duties, rota.absences, rota.body, now, zone)
    click.echo(f"{rota.body}: on duty now: {_names(rota, present)}")
    staffed = staff(rota.duties, rota.absences, rota.body)
    today = local_day(now, zone)
    for day in range(today, today + limits.GAP_DAYS + 1):
        parts = (_names(rota, staffed.get(Shift(day, part), ())) for part in PARTS)
        said = "; ".join(f"{name} {who}" for name, who in zip(NAMES, parts, strict=True))
        click.echo(f"  {clock.date_of_day(day)}: {said}")


def _names(rota: Rota, accounts: Iterable[AccountId]) -> str:
    return ", ".join(sorted(rota.people[each] for each in accounts)) or "nobody"


def _tell_gaps(rota: Rota, services: Services) -> None:
    now, zone = services.now(), services.service.timezone
    for gap in find_gaps(rota.duties, rota.absences, rota.body, now, zone):
        begin, end = _begin(gap.first), _begin(gap.last.later(1))
        click.echo(f"Nobody of {rota.body} is on duty from {begin} to {end}.")


def _begin(shift: Shift) -> str:
    return f"{clock.date_of_day(shift.day)} {shift.part * limits.HOURS_A_SHIFT:02}:00"

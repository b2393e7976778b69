"""The commands of every day and every night: watch, tidy, purge, check."""

import signal
import sys
import threading

import click

from reporting import clock, limits
from reporting.checkup import find_faults
from reporting.cli.people import open_services
from reporting.cli.sentences import sentence_of
from reporting.demo.clock import steady_of
from reporting.errors import ReportingError, RosterRefused
from reporting.localtime import local_day
from reporting.outside.looking import find_address_faults
from reporting.people.rewriting import level_rows
from reporting.services import Services, services_from_environment
from reporting.store import drafts, referrals, reports, sessions
from reporting.store.attachments import purge_draft_files
from reporting.store.attempts import purge_attempts
from reporting.store.checkins import purge_check_ins
from reporting.store.duty import purge_rota
from reporting.store.feedback import purge_feedback
from reporting.store.invitations import purge_invitations
from reporting.store.tidy import tidy as tidy_store
from reporting.watch.guard import Guard
from reporting.watch.pieces import take_turn
from reporting.watch.process import Watch, any_overdue


@click.command()
@click.option("--once", is_flag=True, help="Take one turn, say whether it was taken, and end.")
@click.option(
    "--believe-clock",
    is_flag=True,
    help="Take one turn at the clock's time, although a later one is on record.",
)
def watch(*, once: bool, believe_clock: bool) -> None:
    """Watch what is due, and tell whom the promise names. It can read no report."""
    services = services_from_environment("watch")
    if once or believe_clock:
        _take_one(services, believe=believe_clock)
        return
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    Watch(services, steady_of(services.instance)).run(stop, click.echo)
    services.store.close()


def _take_one(services: Services, *, believe: bool) -> None:
    guard = Guard(services, services.instance.load_watch(), steady_of(services.instance))
    if believe:
        guard.believe_clock()
    taken = take_turn(guard)
    for sentence in taken.said:
        click.echo(f"{sentence[:1].upper()}{sentence[1:]}.")
    if not taken.done:
        sys.exit(1)
    overdue = any_overdue(services)
    click.echo(
        "One turn was taken. " + ("Answers are overdue." if overdue else "No answer is overdue.")
    )


@click.command()
def tidy() -> None:
    """Hide in which order rows came. Run it every night at a fixed hour, before the backup."""
    services = open_services()
    try:
        level_rows(services.store, services.rosters.current())
    except RosterRefused:
        click.echo("The rosters are not in force, so no missing row was added.", err=True)
    if not tidy_store(services.store):
        raise click.ClickException("somebody was reading all the while; please run it again")
    click.echo("All rows lie in a new order.")


@click.command()
def purge() -> None:
    """Remove what has expired: drafts, sessions, reports, referrals, check-ins, feedback, rotas."""
    services = open_services()
    hour, day = clock.hour_of(services.now()), clock.day_of(services.now())
    local = local_day(services.now(), services.service.timezone)
    with services.store.write() as connection:
        drafts.purge_drafts(connection, day)
        purge_draft_files(connection, day)
        sessions.purge_sessions(connection, hour)
        reports.purge_reports(connection, day)
        referrals.purge_referrals(connection, day)
        purge_check_ins(connection, day)
        purge_feedback(connection, day)
        purge_invitations(connection, day)
        purge_attempts(connection, day - limits.ATTEMPTS_KEPT_DAYS)
        purge_rota(connection, local - limits.ROTA_KEPT_DAYS)
    click.echo("Removed what had expired.")


@click.command()
@click.option(
    "--address",
    metavar="URL",
    help="Look from outside at https://HOST/ instead: certificate, HSTS, CAA, list of browsers.",
)
@click.option("--resolver", metavar="NUMBER", help="Of whom to ask for CAA, if not of this system.")
def check(*, address: str | None, resolver: str | None) -> None:
    """Say what an operator should put right: 0 nothing, 1 something, 2 it could not be checked."""
    try:
        if address is None:
            faults = list(find_faults(open_services()))
        else:
            faults = list(find_address_faults(address, (resolver, 53) if resolver else None))
    except ReportingError as error:
        click.echo(f"Error: {sentence_of(error)}", err=True)
        sys.exit(2)
    for fault in faults:
        click.echo(fault)
    if faults:
        sys.exit(1)
    click.echo("Everything that was checked is in order.")

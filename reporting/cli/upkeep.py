"""The commands of every night and every minute: watch, tidy, purge."""

import signal
import threading

import click

from reporting.services import services_from_environment
from reporting.watch import Watch, look


@click.command()
@click.option("--once", is_flag=True, help="Say what is due now, and end.")
def watch(*, once: bool) -> None:
    """Watch what is due. It speaks once an hour and can read no report."""
    services = services_from_environment("watch")
    if once:
        click.echo(str(look(services)))
        return
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    Watch(services).run(stop, click.echo)

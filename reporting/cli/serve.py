"""The commands that serve: one surface in the foreground, or everything under supervision."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress

import click

from reporting import limits
from reporting.cli.people import open_services
from reporting.demo.file import NAME
from reporting.errors import SettingError, StoreUnavailable
from reporting.instance import open_instance
from reporting.services import DEFAULT_BINDS, bind_of, instance_folder
from reporting.serving.addresses import address_of, require_free
from reporting.serving.child import Child
from reporting.serving.supervisor import Supervisor
from reporting.serving.surface import run_surface
from reporting.store.tidy import gather


def workers_from(environment: Mapping[str, str]) -> int:
    """Return REPORTING_WORKERS, the number of processes of each surface."""
    text = environment.get("REPORTING_WORKERS", str(limits.WORKERS))
    if not text.isdecimal() or not 1 <= int(text) <= limits.MOST_WORKERS:
        raise SettingError(f"REPORTING_WORKERS is {text!r}; allowed is 1 to {limits.MOST_WORKERS}")
    return int(text)


def children_from(environment: Mapping[str, str]) -> list[Child]:
    """Return the surfaces and the watch as programs to supervise."""
    command = (sys.executable, "-m", "reporting")
    demo = (instance_folder(environment) / NAME).exists()
    # A demo is looked at without TLS; every surface itself refuses this on a real instance.
    extra = {"REPORTING_INSECURE_HTTP": "1"} if demo else {}
    surfaces = [
        Child(name, (*command, name), extra, address_of(bind_of(name, environment)))
        for name in DEFAULT_BINDS
    ]
    return [*surfaces, Child("watch", (*command, "watch"), extra)]


def require_ports(environment: Mapping[str, str] = os.environ) -> None:
    """Return only if every surface can listen on its address; raise SettingError otherwise."""
    for name in DEFAULT_BINDS:
        require_free(f"REPORTING_{name.upper()}_BIND", bind_of(name, environment))


@click.command()
def serve() -> None:
    """Serve all surfaces and the watch; Ctrl-C stops them."""
    try:
        workers_from(os.environ)
        open_instance(instance_folder())  # told once here, and not by every program
        require_ports()
    except SettingError as error:
        raise click.ClickException(error.sentence) from None
    code = Supervisor(children_from(os.environ), click.echo).run()
    with suppress(SettingError, StoreUnavailable):  # what the surfaces said of it is enough
        gather(open_services().store)
    sys.exit(code)


def _command_for(name: str, audience: str) -> click.Command:
    @click.command(name, help=f"Serve only the {name} surface, for {audience}.")
    def run() -> None:
        try:
            run_surface(name, bind_of(name), workers_from(os.environ))
        except SettingError as error:
            raise click.ClickException(error.sentence) from None

    return run


intake = _command_for("intake", "reporters")
desk = _command_for("desk", "reviewers and case owners")
statistics = _command_for("statistics", "analysts, the board and the public")

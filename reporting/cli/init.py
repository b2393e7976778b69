"""`reporting init`: make an instance, or bring one up to this program."""

from pathlib import Path

import click

from reporting import clock
from reporting.checkup import find_role_faults
from reporting.demofile import NAME
from reporting.errors import SettingError
from reporting.instance import Instance, is_instance
from reporting.passwords import PassphraseStretcher
from reporting.service import Service, load_service
from reporting.services import (
    DEFAULT_BINDS,
    bind_of,
    database_url,
    instance_folder,
    service_file,
)
from reporting.setup import make_demo, pin_keys, prepare_folder, renew_demo
from reporting.store.engine import Store, open_store
from reporting.store.migrate import current_revision, upgrade


@click.command()
@click.option("--demo", is_flag=True, help="With made-up people, whose secrets go to demo.json.")
@click.option(
    "--keys",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Pin the root files of this folder.",
)
def init(*, demo: bool, keys: Path | None) -> None:
    """Make the instance folder and the database, or upgrade them."""
    service = load_service(service_file())
    if service.demo != demo:
        raise SettingError(
            "the service file is real; leave out --demo"
            if demo
            else "the service file is the demo's; name your own in REPORTING_SERVICE_FILE, "
            "or run: reporting init --demo"
        )
    folder = instance_folder()
    fresh = not is_instance(folder)
    instance = prepare_folder(folder, demo=demo)
    click.echo(f"{'Made' if fresh else 'Found'} the instance in {folder}.")
    store = open_store(database_url(folder), folder)
    _upgrade(store)
    for fault in find_role_faults(store):
        click.echo(fault)
    if demo:
        _fill_demo(instance, service, store)
    if keys is not None:
        for body in pin_keys(instance, service, keys):
            root = instance.load_roots()[body]
            click.echo(f"Pinned the root of {body}: {root.fingerprint}")


def _upgrade(store: Store) -> None:
    before = current_revision(store)
    upgrade(store)
    after = current_revision(store)
    if before == after:
        click.echo(f"The database is up to date (schema {after}).")
    elif before is None:
        click.echo(f"Made the database (schema {after}).")
    else:
        click.echo(f"Upgraded the database from schema {before} to {after}.")


def _fill_demo(instance: Instance, service: Service, store: Store) -> None:
    stretcher, now = PassphraseStretcher(instance.run), clock.system_now()
    if (instance.folder / NAME).exists():
        if renew_demo(instance, service, store, stretcher, now):
            click.echo("Signed the rosters of the demo again.")
        return
    addresses = {surface: f"http://{bind_of(surface)}" for surface in DEFAULT_BINDS}
    people = make_demo(instance, service, store, stretcher, now, addresses)
    click.echo(
        f"Made {len(people)} demo accounts; how they sign in is in {instance.folder / NAME}."
    )

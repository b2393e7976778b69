"""`reporting init`: make an instance, or bring one up to this program."""

from pathlib import Path

import click

from reporting.checkup import find_role_faults
from reporting.demo.clock import clock_of
from reporting.demo.file import NAME, read_demo, write_demo
from reporting.errors import SettingError
from reporting.instance import (
    OFFSET,
    STATISTICS,
    Instance,
    is_instance,
    make_kept_keys,
    open_instance,
)
from reporting.nextstep import find_next_step
from reporting.passwords import PassphraseStretcher
from reporting.people.ceremony import has_recovery
from reporting.roster import fingerprint_of_keys
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
from reporting.store.rosters import get_latest_rosters

_KEEP_COPY = "give the board's auditor a copy, because no program makes another."


@click.command()
@click.option("--demo", is_flag=True, help="With made-up people, whose secrets go to demo.json.")
@click.option(
    "--keys",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Pin the root files of this folder, and take on its recovery files.",
)
def init(*, demo: bool, keys: Path | None) -> None:
    """Make the instance folder and the database, or upgrade them."""
    service, folder = load_service(service_file()), instance_folder()
    fresh = not is_instance(folder)
    # A demo that is there needs no word for it: `check` and the pages say `reporting init` alone.
    demo = demo or (service.demo and not fresh and open_instance(folder).demo)
    if service.demo != demo:
        raise SettingError(
            "the service file is real; leave out --demo"
            if demo
            else "the service file is the demo's; name your own in REPORTING_SERVICE_FILE, "
            "or run: reporting init --demo"
        )
    instance = prepare_folder(folder, demo=demo)
    click.echo(f"{'Made' if fresh else 'Found'} the instance in {folder}.")
    if fresh:
        watch = instance.load_watch()
        fingerprint = fingerprint_of_keys(watch.wrap_public, watch.signing_public)
        click.echo(f"Fingerprint of the watch: {fingerprint}")
    _tell_keys(instance, [STATISTICS, OFFSET] if fresh else make_kept_keys(instance))
    store = open_store(database_url(folder), folder)
    _upgrade(store)
    for fault in find_role_faults(store):
        click.echo(fault)
    if demo:
        _fill_demo(instance, service, store)
    if keys is not None:
        _pin(instance, service, keys)
    if not demo:
        _tell_next(instance, service, store)


def _pin(instance: Instance, service: Service, folder: Path) -> None:
    pinned, roots = pin_keys(instance, service, folder), instance.load_roots()
    for body in pinned.roots:
        click.echo(f"Pinned the root of {body}: {roots[body].fingerprint}")
    for body, member in pinned.recoveries.items():
        click.echo(f"Took the recovery of {body}: {member.fingerprint}")
    for body in pinned.roots:
        if not has_recovery(instance, body):
            click.echo(
                f"There is no {body}.recovery in {folder}/: "
                "nothing that is lost could be opened again."
            )


def _tell_keys(instance: Instance, made: list[str]) -> None:
    for name in made:
        click.echo(f"Made keys/{name}; {_KEEP_COPY}")
    if STATISTICS in made:
        statistics = instance.load_statistics()
        fingerprint = fingerprint_of_keys(statistics.wrap_public, statistics.signing_public)
        click.echo(f"Fingerprint of the release job: {fingerprint}")


def _tell_next(instance: Instance, service: Service, store: Store) -> None:
    with store.read() as connection:
        present = get_latest_rosters(connection)
    missing = [body for body in service.bodies if body not in present]
    # The first step is one for all bodies, and is said once.
    for step in dict.fromkeys(find_next_step(instance, store, body) for body in missing):
        click.echo(f"Next: {step}")


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
    stretcher, now = PassphraseStretcher(instance.run), clock_of(instance)()
    addresses = {surface: f"http://{bind_of(surface)}" for surface in DEFAULT_BINDS}
    if (instance.folder / NAME).exists():
        if renew_demo(instance, service, store, stretcher, now):
            click.echo("Signed the rosters of the demo again.")
        before, accounts = read_demo(instance)
        if before != addresses:
            write_demo(instance, addresses, accounts)
        return
    people = make_demo(instance, service, store, stretcher, now, addresses)
    click.echo(
        f"Made {len(people)} demo accounts; how they sign in is in {instance.folder / NAME}."
    )

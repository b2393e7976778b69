"""What an operator should put right, one sentence each; never how many reports there are."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reporting import clock, limits
from reporting.chainfaults import find_chain_faults
from reporting.days import bank_holidays
from reporting.errors import ProposalRefused, RosterRefused, ServiceFileError, SettingError
from reporting.filefaults import find_file_faults
from reporting.instance import DATABASE, Instance
from reporting.nextstep import find_next_step
from reporting.notices import settings as watch_file
from reporting.notices.faults import find_notice_faults
from reporting.people.ceremony import get_previous, has_recovery
from reporting.people.nextroster import read_waiting
from reporting.releasing.faults import find_figure_faults
from reporting.roster import STATISTICS
from reporting.routingfaults import find_routing_faults
from reporting.service import Service
from reporting.services import Services
from reporting.store.engine import Store
from reporting.store.grants import find_standing
from reporting.store.migrate import current_revision, newest_revision
from reporting.store.rosters import get_latest_rosters
from reporting.store.server import find_loud_settings
from reporting.testreports.faults import find_test_faults
from reporting.trust import Root, verify_roster
from reporting.videofiles import open_video
from reporting.watch.records import find_record_faults

OTHERS = 0o077
_PRIVATE = ("*.root.private", "*.share")


def find_faults(services: Services) -> Iterator[str]:
    """Give one sentence for each thing that is not as it should be; none if all is well."""
    schema = list(_check_schema(services.store))
    yield from schema
    yield from _check_files(services.instance)
    yield from _check_video(services.service)
    yield from _check_kept(services.instance)
    if not schema:
        yield from _check_rosters(services)
        yield from find_routing_faults(services)
        yield from find_notice_faults(services)
        watch = services.instance.load_watch()
        yield from find_record_faults(services.store, watch)
        yield from find_test_faults(services, watch)
        yield from find_chain_faults(services.store)
        yield from find_file_faults(services.store)
        yield from find_figure_faults(services)
    yield from find_role_faults(services.store)
    yield from _check_settings(services.store)
    yield from _check_holidays(clock.date_of_day(clock.day_of(services.now())))


def _check_video(service: Service) -> Iterator[str]:
    if service.bsl_video is None:
        return
    try:
        open_video(service.bsl_video)
    except ServiceFileError as error:
        yield f"{error.sentence[0].upper()}{error.sentence[1:]}."


def _check_holidays(today: date) -> Iterator[str]:
    end = bank_holidays().end
    if (end - today).days >= limits.HOLIDAYS_WARNING_DAYS:
        return
    begun = "ended" if end < today else "ends"
    yield (
        f"The list of England's bank holidays {begun} on {end}. After that day working days are "
        "counted as if weekends were the only days off, so what is due is due too early: install "
        "a release with a longer list."
    )


def find_role_faults(store: Store) -> Iterator[str]:
    """Say which surfaces could not take on their role on PostgreSQL, and what an owner runs."""
    if store.dialect != "postgresql":
        return
    with store.read() as connection:
        login, missing, refused = find_standing(connection)
    if missing:
        yield (
            "Surfaces run with the rights of the owner, because there is no role "
            f'{", ".join(missing)}: docs/operations.md, "PostgreSQL".'
        )
    if refused:
        roles = ", ".join(refused)
        yield f"The login {login} may not take on {roles}; run: GRANT {roles} TO {login};"


def _check_settings(store: Store) -> Iterator[str]:
    if store.dialect != "postgresql":
        return
    with store.read() as connection:
        loud = find_loud_settings(connection)
    for name, value, wanted in loud:
        yield (
            f"PostgreSQL has {name} = {value}; it records what was written when. "
            f"Set it to {wanted}."
        )


def _check_schema(store: Store) -> Iterator[str]:
    current, newest = current_revision(store), newest_revision()
    if current != newest:
        yield f"The database has schema {current}, this program needs {newest}: reporting init."


def _check_files(instance: Instance) -> Iterator[str]:
    others = [instance.folder / name for name in (DATABASE, watch_file.NAME)]
    paths = [instance.folder, instance.keys, *sorted(instance.keys.iterdir())]
    for path in [*paths, *(path for path in others if path.exists())]:
        if path.stat().st_mode & OTHERS:
            yield f"{_name(instance, path)} can be read by others: chmod go= it."
    if not instance.demo:
        for pattern in _PRIVATE:
            for path in sorted(instance.keys.glob(pattern)):
                yield f"{_name(instance, path)} must not be on this machine."


def _check_kept(instance: Instance) -> Iterator[str]:
    for load in (instance.load_statistics, instance.load_offset_key):
        try:
            load()
        except SettingError as error:
            yield f"No figures can be released, because {error.sentence}."


def _name(instance: Instance, path: Path) -> str:
    return str(path.relative_to(instance.folder.parent))


def _check_rosters(services: Services) -> Iterator[str]:
    today = clock.day_of(services.now())
    try:
        roots = services.instance.load_roots()
    except (OSError, ValueError, SettingError):
        yield "A pinned root or version file in keys/ cannot be read."
        return
    for body in services.service.bodies:
        if body not in roots:
            step = find_next_step(services.instance, services.store, body)
            yield f"No root is pinned for {body}: {step}."
            continue
        if roots[body].demo != services.instance.demo:
            yield f"The root of {body} is a demo key."
        if not has_recovery(services.instance, body):
            yield (
                f"There is no {body}.recovery in keys/: nothing that is lost could be opened again."
            )
        yield from _check_newest(services, body) or _check_roster(services, roots[body], today)


def _check_newest(services: Services, body: str) -> list[str]:
    """Say why there is no roster that is in force or could be followed by one that is."""
    try:
        with services.store.read() as connection:
            previous = get_previous(connection, services.instance, body)
    except SettingError as error:
        return [f"No report can be taken, because {error.sentence}."]
    if previous is not None:
        return []
    step = find_next_step(services.instance, services.store, body)
    return [f"{body} has no roster; no report can be taken: {step}."]


def _check_roster(services: Services, root: Root, today: int) -> Iterator[str]:
    body = root.body
    with services.store.read() as connection:
        data = get_latest_rosters(connection)[body]
    try:
        roster = verify_roster(data, root, today)
    except RosterRefused:
        yield (
            f"The roster of {body} is not in force, most likely because it expired; "
            f"no report can be taken: reporting roster sign {body}."
        )
        return
    if not roster.with_role({STATISTICS}):
        yield (
            f"The roster of {body} names no release job, so nothing can be counted: "
            f"reporting roster sign {body}. What is triaged or decided meanwhile is counted with "
            "the next thing that is done to its case."
        )
    yield from _check_waiting(services, body, today)
    left = roster.valid_until - today
    if left < limits.ROSTER_WARNING_DAYS:
        yield f"The roster of {body} runs out in {left} days: reporting roster sign {body}."


def _check_waiting(services: Services, body: str, today: int) -> Iterator[str]:
    try:
        with services.store.read() as connection:
            waiting = read_waiting(connection, services.instance, body, today)
    except ProposalRefused:
        yield (
            f"The next list of {body} that waits at the desk can never come into force: its leads "
            f"take it back there, or: reporting roster sign {body} --anew."
        )
        return
    if waiting is not None and not waiting.missing:
        yield f"The next list of {body} is signed: reporting roster sign {body}."

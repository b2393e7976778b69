"""What an operator is told to put right."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from reporting import clock, limits
from reporting.checkup import find_faults
from reporting.instance import Instance
from reporting.store.rosters import insert_roster
from reporting.store.tables import roster
from reporting.store.watch import WatchRow, insert_watch
from reporting.watch.records import BROKEN, Missed, record_missed
from reporting.watch.state import WatchState, seal_state
from tests.support.cast import NOW
from tests.support.world import World


@pytest.fixture
def world(make_world) -> World:
    """A demo instance in which nothing is wrong."""
    made: World = make_world()
    (made.folder / "reporting.sqlite").chmod(0o600)
    return made


def faults(world):
    """Return every sentence of the check."""
    services = world.services("command")
    found = list(find_faults(services))
    services.store.engine.dispose()
    return found


def test_a_new_instance_has_no_fault(world):
    """Nothing is said."""
    assert [] == faults(world)


@pytest.mark.parametrize(
    ("day", "told"), [("2028-11-01", False), ("2028-11-02", True), ("2028-12-31", True)]
)
def test_the_end_of_the_bank_holidays_is_told_sixty_days_before(world, day, told):
    """With what happens then, so that nobody is surprised by a date that is too early."""
    world.clock.moment = datetime.fromisoformat(day).replace(tzinfo=UTC)

    found = [fault for fault in faults(world) if "bank holidays" in fault]

    assert told == bool(found)
    assert all("ends on 2028-12-31" in fault and "weekends" in fault for fault in found)


def test_bank_holidays_that_have_ended_are_told_too(world):
    """The sentence stays until a newer release is there."""
    world.clock.moment = datetime(2029, 1, 1, tzinfo=UTC)

    assert any("bank holidays ended on 2028-12-31" in fault for fault in faults(world))


@pytest.mark.parametrize("name", ["session.key", "watch.identity", "north.1.share"])
def test_a_key_that_others_can_read_is_named(world, name):
    """With what to do about it."""
    (world.instance.keys / name).chmod(0o640)

    found = faults(world)

    assert 1 == len(found)
    assert name in found[0]
    assert "chmod" in found[0]


def test_a_database_file_that_others_can_read_is_named(world):
    """The embedded database counts as well."""
    (world.folder / "reporting.sqlite").chmod(0o644)

    assert ["reporting.sqlite"] == [fault.split()[0].rpartition("/")[2] for fault in faults(world)]


def test_private_keys_in_a_real_instance_are_named(world):
    """Private roots and shares belong into safes."""
    services = world.services("command")
    object.__setattr__(services, "instance", Instance(world.folder, demo=False))

    found = [fault for fault in find_faults(services) if "must not be on this machine" in fault]

    assert 2 + 6 == len(found)


@pytest.mark.parametrize(("left", "count"), [(limits.ROSTER_WARNING_DAYS, 0), (6, 2), (0, 2)])
def test_a_roster_that_runs_out_soon_is_named(world, left, count):
    """From a week before its last day on."""
    world.clock.advance(days=limits.ROSTER_DAYS - left)

    found = faults(world)

    assert [f"runs out in {left} days" in fault for fault in found] == [True] * count


def test_an_expired_roster_is_named(world):
    """No report can be taken any more."""
    world.clock.advance(days=limits.ROSTER_DAYS + 1)

    assert ["no report can be taken" in fault for fault in faults(world)] == [True, True]


def test_a_roster_that_nobody_signed_is_named(world):
    """No command follows it; so it is told where an operator reads on."""
    with world.store.write() as connection:
        insert_roster(connection, "south", 7, b"{}")

    (found,) = faults(world)
    assert "the newest roster of south" in found
    assert 'docs/operations.md, "Putting back a backup".' in found


def test_a_missing_roster_is_named(world):
    """With the command that signs one."""
    with world.store.write() as connection:
        connection.execute(roster.delete())
    for body in ("north", "south"):
        (world.instance.keys / f"{body}.version").write_bytes(b"0")

    assert [
        f"{body} has no roster; no report can be taken: reporting roster sign {body}."
        for body in ("north", "south")
    ] == faults(world)


def test_an_older_database_is_named(world):
    """Put back without its folder: no list can follow, so no such command is told."""
    with world.store.write() as connection:
        connection.execute(roster.delete())

    found = faults(world)

    assert 2 == len(found)
    assert all("docs/operations.md" in fault for fault in found)
    assert not any("reporting roster sign" in fault for fault in found)


def test_a_missing_recovery_is_named(world):
    """Without it the next list cannot be made, and nothing lost comes back."""
    (world.instance.keys / "north.recovery").unlink()

    assert [
        "There is no north.recovery in keys/: nothing that is lost could be opened again."
    ] == faults(world)


def test_a_missing_root_is_named(world):
    """With the command that pins one."""
    (world.instance.keys / "north.root").unlink()

    assert ["reporting init --keys" in fault for fault in faults(world)] == [True]


def test_a_damaged_root_is_named(world):
    """Instead of an error without a place."""
    (world.instance.keys / "north.root").write_bytes(b"{}")

    assert ["cannot be read" in fault for fault in faults(world)] == [True]


def test_an_older_schema_is_named(world):
    """With the command that upgrades it."""
    with world.store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")

    found = faults(world)

    assert 1 == len(found)
    assert "0000" in found[0]
    assert "reporting init" in found[0]


@pytest.mark.postgresql
def test_a_server_that_notes_statements_is_named(make_postgresql_world):
    """Logging of statements and commit times shows who wrote when."""
    world = make_postgresql_world()
    before = set(faults(world))  # what the server of the tests has loud from the start
    with world.store.maintain() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        connection.exec_driver_sql(f"ALTER DATABASE \"{name}\" SET log_statement = 'mod'")
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET log_min_duration_statement = 0')

    found = set(faults(world)) - before

    assert ["log_min_duration_statement", "log_statement"] == sorted(
        fault.split()[2] for fault in found
    )


def test_a_missed_promise_that_was_taken_away_is_told_and_no_number(world):
    """Whoever owns the database can drop the trigger; the chain shows it."""
    watch = world.instance.load_watch()
    missed = [Missed("council", "missed", "2026-04")] * 2
    with world.store.write() as connection:
        insert_watch(connection, WatchRow(clock.minute_of(NOW), 0, seal_state(watch, WatchState())))
        record_missed(connection, watch, missed)
    whole = faults(world)
    with world.store.write() as connection:
        connection.execute(text("DROP TRIGGER missed_refuses_delete"))
        connection.execute(text("DELETE FROM missed WHERE id = (SELECT min(id) FROM missed)"))

    assert [] == whole
    assert [BROKEN] == faults(world)
    assert not re.search("[0-9]", BROKEN)

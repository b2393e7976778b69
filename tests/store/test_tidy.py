"""After a night, nobody who takes the database learns in which order things came."""

import sqlite3

import pytest
from sqlalchemy import text

from reporting import ids, primitives
from reporting.store.drafts import put_draft
from reporting.store.reports import purge_reports
from reporting.store.tidy import tidy
from tests.support.deposits import put_report
from tests.support.dump import read_all

MANY = 150
BY_CHANCE = 0.4  # five standard deviations of the rank correlation of 150 shuffled rows


def likeness(first, second):
    """Return the rank correlation of two orders of the same things: 1 the same, 0 unrelated."""
    place = {thing: number for number, thing in enumerate(second)}
    squares = sum((number - place[thing]) ** 2 for number, thing in enumerate(first))
    count = len(first)
    return 1 - 6 * squares / (count * (count * count - 1))


def put_many(world):
    """Put reports into the store; return them in the order they came."""
    services = world.services("command")
    deposits = [put_report(services) for _ in range(MANY)]
    services.store.engine.dispose()
    return deposits


def file_order(world, deposits):
    """Return the numbers of reports in the order their payloads lie in the database's file."""
    with sqlite3.connect(world.folder / "reporting.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = (world.folder / "reporting.sqlite").read_bytes()
    places = {deposit.report: data.find(deposit.payload[4096:4160]) for deposit in deposits}
    assert -1 not in places.values()
    return sorted(places, key=places.__getitem__)


def test_nothing_is_lost(world):
    """The same rows are there, whatever table they are in."""
    services = world.services("command")
    for _ in range(3):
        put_report(services)
    services.store.engine.dispose()
    with world.store.write() as connection:
        put_draft(connection, b"draft", None, b"box", 1)
    before = read_all(world.store)

    assert tidy(world.store)

    after = read_all(world.store)
    for table, rows in before.items():
        assert sorted(map(repr, rows)) == sorted(map(repr, after[table]))


def test_an_empty_instance_can_be_tidied(world):
    """Twice, too."""
    assert tidy(world.store)
    assert tidy(world.store)


def test_the_file_tells_no_order(make_world):
    """Payloads lie in the order of their random numbers, not as they came."""
    world = make_world()
    deposits = put_many(world)
    came = [deposit.report for deposit in deposits]
    before = file_order(world, deposits)

    tidy(world.store)

    after = file_order(world, deposits)
    assert likeness(came, before) > 0.9
    assert sorted(came) == after
    assert abs(likeness(came, after)) < BY_CHANCE


def test_hidden_row_numbers_tell_no_order(make_world):
    """SQLite counts rows whose key is no number; that count is shuffled."""
    world = make_world()
    came = [primitives.random_bytes(16) for _ in range(MANY)]
    for row in came:
        with world.store.write() as connection:
            put_draft(connection, row, None, b"box", 1)

    tidy(world.store)

    with world.store.read() as connection:
        rows = connection.execute(text("SELECT id FROM draft ORDER BY rowid")).scalars().all()
    assert abs(likeness(came, rows)) < BY_CHANCE


def test_what_was_removed_is_gone_from_every_file(make_world):
    """Neither the database nor its log of writes keeps a removed report."""
    world = make_world()
    services = world.services("command")
    deposit = put_report(services)
    services.store.engine.dispose()
    marks = (deposit.payload[4096:4128], deposit.locator, deposit.wrapped)
    with world.store.write() as connection:
        assert 1 == purge_reports(connection, deposit.expiry)

    tidy(world.store)

    files = [path.read_bytes() for path in world.folder.rglob("*") if path.is_file()]
    assert not any(mark in data for mark in marks for data in files)


def test_what_comes_later_lies_in_order_until_the_next_night(make_world):
    """Said in docs/data.md: the file grows at its end."""
    world = make_world()
    tidy(world.store)

    deposits = put_many(world)

    came = [deposit.report for deposit in deposits]
    assert likeness(came, file_order(world, deposits)) > 0.9


@pytest.mark.postgresql
def test_transaction_numbers_and_places_tell_no_order(make_postgresql_world):
    """All rows seem to have come at once, each in a random place."""
    world = make_postgresql_world()
    came = [deposit.report for deposit in put_many(world)]

    def look():
        with world.store.read() as connection:
            rows = connection.execute(text("SELECT id, xmin FROM report ORDER BY ctid")).all()
        return [row.id for row in rows], {row.xmin for row in rows}

    before, writers = look()
    tidy(world.store)
    after, writer = look()

    assert came == before
    assert MANY == len(writers)
    assert 1 == len(writer)
    assert abs(likeness(came, after)) < BY_CHANCE


@pytest.mark.postgresql
def test_the_surfaces_keep_their_rights(make_postgresql_world):
    """Emptying and filling a table changes no grant: each surface works as before."""
    world = make_postgresql_world()
    tidy(world.store)

    services = world.services("intake")
    deposit = put_report(services)
    services.store.engine.dispose()

    assert ids.ReportId(deposit.report) in {row["id"] for row in read_all(world.store)["report"]}

"""Upgrading: from every released schema with data in it, to exactly the tables of this program."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, insert, select, update

from reporting import ladder
from reporting.paths import migrations_folder
from reporting.store.engine import open_store
from reporting.store.migrate import current_revision, newest_revision, upgrade
from reporting.store.tables import metadata

REVISIONS = [
    script.revision for script in ScriptDirectory(str(migrations_folder())).walk_revisions()
]
SAMPLE = {int: 7, str: "seven", bytes: b"\x07", bool: True}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request, tmp_path):
    """An empty database."""
    url = f"sqlite:///{tmp_path / 'reporting.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql").new_database()
    store = open_store(url, tmp_path)
    yield store
    store.engine.dispose()


def reflect(store):
    """Return the tables as they are in the database."""
    found = MetaData()
    with store.read() as connection:
        found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def fill(store):
    """Put one row into every table; every number is 7, so that foreign keys fit."""
    with store.write() as connection:
        for table in reflect(store):
            row = {column.name: SAMPLE[column.type.python_type] for column in table.columns}
            connection.execute(insert(table), row)


def read(store):
    """Return table -> its rows."""
    tables = reflect(store)
    with store.read() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in tables
        }


def test_the_newest_schema_is_the_one_of_this_program(empty):
    """The migrations make what the tables say: nothing is left to compare."""
    upgrade(empty)

    with empty.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert [] == compare_metadata(context, metadata)
    assert newest_revision() == current_revision(empty)


def test_an_empty_database_has_no_revision(empty):
    """So that init can say that it made it."""
    assert current_revision(empty) is None


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_schema_upgrades_with_its_data(empty, revision):
    """Whatever a column held before, it holds afterwards, where the column still exists."""
    upgrade(empty, revision)
    fill(empty)
    before = read(empty)

    upgrade(empty)

    after = read(empty)
    assert newest_revision() == current_revision(empty)
    assert before
    for table in before.keys() & after.keys():
        kept = before[table][0].keys() & after[table][0].keys()
        assert [{name: row[name] for name in kept} for row in before[table]] == [
            {name: row[name] for name in kept} for row in after[table]
        ]


def test_a_second_upgrade_changes_nothing(empty):
    """It can be run at every start."""
    upgrade(empty)
    fill(empty)
    before = read(empty)

    upgrade(empty)

    assert before == read(empty)


def test_reports_from_before_the_ladder_are_watched_too(empty):
    """One that waits from its 20th hour, one that was answered from when its next word is due."""
    upgrade(empty, "0002")
    fill(empty)
    received, due = 493_141, 493_104 + 29 * 24
    (reports,) = [table for table in reflect(empty) if table.name == "report"]
    with empty.write() as connection:
        connection.execute(update(reports).values(received=received, due=received + 24))
        row = dict(connection.execute(select(reports)).mappings().one())
        answered = {"id": 8, "locator": b"8", "received": 493_104, "due": due}
        connection.execute(insert(reports), row | answered)

    upgrade(empty)

    after = {row["id"]: row for row in read(empty)["report"]}
    assert (ladder.START, (received + 20) * 4, False, b"") == tuple(
        after[7][name] for name in ("rung", "wake", "urgent", "note")
    )
    assert (ladder.AFTER, due * 4) == (after[8]["rung"], after[8]["wake"])

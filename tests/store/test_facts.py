"""Facts in the database: written by who may only write, counted by one job at a time."""

import pytest
from sqlalchemy import text

from reporting import limits
from reporting.errors import StoreUnavailable
from reporting.factrow import open_row, seal_rows
from reporting.store.facts import (
    get_tally,
    insert_facts,
    list_facts,
    list_tallies,
    lock_tallies,
    put_tallies,
    replace_facts,
)


def test_what_a_desk_and_an_intake_write_the_release_job_reads_and_replaces(world):
    """Each with the rights of its own role; the rows are those of the instance's own key."""
    statistics = world.instance.load_statistics()
    for surface in ("desk", "intake"):
        store = world.services(surface).store
        with store.write() as connection:
            insert_facts(connection, seal_rows([], statistics.wrap_public))

    job = world.services("release").store
    with job.write() as connection:
        lock_tallies(connection)
        found = list_facts(connection)
        replace_facts(connection, [row.id for row in found], seal_rows([], statistics.wrap_public))

    with job.read() as connection:
        left = list_facts(connection)
    assert (2 * limits.FACT_ROWS, limits.FACT_ROWS) == (len(found), len(left))
    assert not {row.id for row in found} & {row.id for row in left}
    assert [None] * len(left) == [open_row(row, statistics.unwrapper) for row in left]


def test_counts_are_written_over_and_added(world):
    """One row for an organisation and a quarter."""
    store = world.services("release").store

    for data in (b"first", b"second"):
        with store.write() as connection:
            put_tallies(connection, {("council", "2026q1"): data, ("council", "2026q2"): data})

    with store.read() as connection:
        places = sorted(list_tallies(connection))
        assert [("council", "2026q1"), ("council", "2026q2")] == places
        assert [b"second"] * 2 == [get_tally(connection, *place) for place in places]
        assert get_tally(connection, "council", "2026q3") is None


@pytest.mark.postgresql
@pytest.mark.parametrize("surface", ["intake", "desk", "statistics", "watch"])
@pytest.mark.parametrize("table", ["fact", "tally"])
def test_nobody_but_the_release_job_reads_facts_or_counts(make_postgresql_world, surface, table):
    """Not even sealed ones."""
    store = make_postgresql_world().services(surface).store

    with pytest.raises(StoreUnavailable), store.read() as connection:
        connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608

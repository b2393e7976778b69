"""Releases in the database: added by the release job, read by the pages, changed by nobody."""

import pytest
from sqlalchemy import text

from reporting.errors import Changed, StoreUnavailable
from reporting.store.releases import (
    ReleaseRow,
    get_prepared,
    insert_release,
    list_releases,
    put_prepared,
)

FIRST = ReleaseRow("council", 1, b"one", b"signed")
SECOND = ReleaseRow("council", 2, b"two", b"signed")


@pytest.fixture
def job(world):
    """The store of the release job, with two releases."""
    store = world.services("release").store
    with store.write() as connection:
        for row in (SECOND, FIRST):
            insert_release(connection, row)
    return store


def test_the_pages_read_what_the_release_job_published(world, job):
    """In its order, each series by itself."""
    with world.services("statistics").store.read() as connection:
        assert [FIRST, SECOND] == list_releases(connection, "council")
        assert [] == list_releases(connection, "transport")


def test_a_number_is_published_once(job):
    """Whoever comes second keeps nothing of it."""
    with pytest.raises(Changed), job.write() as connection:
        insert_release(connection, FIRST._replace(data=b"another"))

    with job.read() as connection:
        assert [FIRST, SECOND] == list_releases(connection, "council")


@pytest.mark.parametrize("change", ["UPDATE release SET bytes = ''", "DELETE FROM release"])
def test_nothing_published_is_changed(job, change):
    """Triggers on SQLite, grants on PostgreSQL."""
    with pytest.raises((StoreUnavailable, Changed)), job.write() as connection:
        connection.execute(text(change))


def test_a_proposal_takes_the_place_of_the_one_before(world, job):
    """Or is taken back."""
    for data in (b"one", b"two", None):
        with job.write() as connection:
            put_prepared(connection, "council", data)

        with world.services("statistics").store.read() as connection:
            assert data == get_prepared(connection, "council")

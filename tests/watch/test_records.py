"""Missed promises: kept for ever, chained, and missed when one is gone."""

import pytest
from sqlalchemy import delete, text, update

from reporting.errors import ReportingError
from reporting.store.reports import purge_reports
from reporting.store.watch import set_state
from reporting.store.watchtables import missed, watch
from reporting.watch.records import BROKEN, Missed, find_record_faults, record_missed
from reporting.watch.state import WatchState, seal_state
from tests.support.cast import noise
from tests.support.dump import read_all
from tests.watch.conftest import Post

FOUND = [
    Missed("council", "missed", "2026-04"),
    Missed("transport", "founding", "2026-04"),
    Missed("council", "missed", "2026-07"),
]


@pytest.fixture
def recorded(post: Post) -> Post:
    """A post with three missed promises, of two turns."""
    post.turn()
    for part in (FOUND[:2], FOUND[2:]):
        with post.services.store.write() as connection:
            record_missed(connection, post.identity, part)
    return post


def faults(post: Post) -> list[str]:
    """Return what an operator is told."""
    return list(find_record_faults(post.world.store, post.identity))


def test_records_are_read_in_their_order_and_are_of_one_length(recorded: Post) -> None:
    """Whose they are and how many of which kind, nobody sees from outside."""
    sizes = {len(row["bytes"]) for row in read_all(recorded.world.store)["missed"]}

    assert FOUND == recorded.missed()
    assert {541} == sizes
    assert [] == faults(recorded)


def test_before_the_first_turn_and_the_first_miss_nothing_is_wrong(post: Post) -> None:
    """An instance that has just begun."""
    before = faults(post)
    post.turn()

    assert [] == before == faults(post)


def test_no_program_changes_or_removes_a_record(recorded: Post) -> None:
    """SQLite refuses by trigger, PostgreSQL by grant."""
    for statement in (delete(missed), update(missed).values(bytes=b"")):
        with pytest.raises(ReportingError), recorded.services.store.write() as connection:
            connection.execute(statement)

    assert FOUND == recorded.missed()


def by_force(post: Post, statement: str) -> None:
    """Do what the owner of the database can do, and no program does."""
    with post.world.store.write() as connection:
        if post.world.store.dialect == "sqlite":
            for change in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS missed_refuses_{change}"))
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM missed",
        "DELETE FROM missed WHERE id = (SELECT min(id) FROM missed)",
        "DELETE FROM missed WHERE id = (SELECT max(id) FROM missed)",
        "UPDATE missed SET id = id + 1 WHERE id = (SELECT max(id) FROM missed)",
        "DELETE FROM watch",
    ],
)
def test_whoever_owns_the_database_cannot_take_one_away_unseen(
    recorded: Post, statement: str
) -> None:
    """All, the first, the last, one under another number, or the row that knows the last."""
    by_force(recorded, statement)

    assert [BROKEN] == faults(recorded)


def test_a_row_that_was_copied_or_an_older_head_shows(recorded: Post) -> None:
    """So does a head that nobody but the watch could have sealed, or could not."""
    older = seal_state(recorded.identity, WatchState(2))
    for data in (older, noise(541)):
        with recorded.world.store.write() as connection:
            set_state(connection, data)

        assert [BROKEN] == faults(recorded)


def test_a_miss_is_recorded_even_where_the_head_was_spoilt(recorded: Post) -> None:
    """The chain that begins anew is what the operator is told of; the promise stays missed."""
    with recorded.world.store.write() as connection:
        connection.execute(update(watch).values(bytes=noise(541)))
    with recorded.services.store.write() as connection:
        record_missed(connection, recorded.identity, FOUND[:1])

    assert 4 == len(recorded.missed())
    assert [BROKEN] == faults(recorded)


def test_a_missed_promise_outlives_its_report(post: Post) -> None:
    """When the report is removed its events go with it; the record does not."""
    deposit = post.put()
    post.turn_at(deposit, 24)

    with post.world.store.write() as connection:
        purge_reports(connection, deposit.expiry)

    assert [FOUND[0]] == post.missed()
    assert [] == post.kinds(deposit.report)
    assert [] == faults(post)

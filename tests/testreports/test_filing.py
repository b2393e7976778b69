"""A test report is filed as any other report is, and nothing tells it apart."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from reporting import clock, limits
from reporting.conversation import key_from_receipt
from reporting.dice import SEED_SIZE
from reporting.status import open_status
from reporting.store.watchtables import test_report as table
from reporting.stories import compose, load_stories
from reporting.testreports import filing
from reporting.testreports.rows import TestRows
from reporting.testreports.testreport import FILED, PLANNED
from tests.support.cast import NOW
from tests.support.deposits import put_report
from tests.support.dump import count_rows, database_files, read_all, shape_of
from tests.support.measured import Measured, a_test


def test_nothing_is_filed_before_its_minute(testing):
    """A plan leaves no report."""
    testing.turn()
    testing.go_to(testing.tests[0].minute - 1)

    assert 0 == count_rows(testing.world.store)["report"]


def test_one_is_filed_in_its_minute_and_once(testing):
    """However many turns follow."""
    first = testing.file_one()
    for _ in range(3):
        testing.turn()

    row = testing.find(first)

    assert 1 == count_rows(testing.world.store)["report"]
    assert first.minute // 60 - row.received in {0, 1}


def test_it_is_what_its_seed_composes(testing):
    """Found by its receipt, as a reporter finds it, and sealed with its hour."""
    first = testing.file_one()

    row = testing.find(first)
    key = key_from_receipt(first.words.keys(), row.header, row.wrapped)

    status = open_status(key.secret, key.digest, row.status)

    assert (row.received, limits.ACKNOWLEDGE_HOURS) == (status.received, status.target)
    assert (None, 0) == (status.acknowledged, status.count)


def test_it_leaves_the_rows_that_a_report_leaves(testing, make_world):
    """The same tables, columns, counts and lengths, the draft of a browser included."""
    minute = clock.minute_of(NOW) + 30
    testing.plan(a_test(minute=minute))
    testing.go_to(minute)
    other = Measured(make_world())
    other.turn()
    other.world.clock.moment = testing.world.clock.moment
    other.world.reporter().write_report()

    assert shape_of(other.world.store) == shape_of(testing.world.store)


def test_its_columns_are_those_of_a_report_of_that_hour(testing):
    """Due, expiry, rung and wake are counted from its hour, as for everybody."""
    first = testing.file_one()
    row = testing.find(first)
    testing.world.clock.moment = clock.moment_of_hour(row.received)
    put_report(testing.services)

    test, real = read_all(testing.world.store)["report"]

    columns = ("received", "due", "expiry", "rung", "wake", "urgent")
    assert {name: test[name] for name in columns} == {name: real[name] for name in columns}


def test_the_rows_of_the_tests_do_not_change_with_the_deposit(testing):
    """Only at a slot is it noted that one was filed, and then all change at once."""
    testing.turn()
    before = read_all(testing.world.store)["test_report"]
    testing.go_to(testing.tests[0].minute)
    filed = read_all(testing.world.store)["test_report"]
    states = [test.state for test in testing.tests]
    testing.slot()
    after = read_all(testing.world.store)["test_report"]

    assert before == filed
    assert {PLANNED} == set(states)
    assert 1 == [test.state for test in testing.tests].count(FILED)
    assert {row["id"] for row in before} == {row["id"] for row in after}
    assert set() == {row["bytes"] for row in before} & {row["bytes"] for row in after}


def test_a_slot_writes_all_rows_anew_whether_or_not_anything_was_filed(testing):
    """So a change says nothing."""
    testing.turn()
    before = read_all(testing.world.store)["test_report"]

    testing.slot()

    after = read_all(testing.world.store)["test_report"]
    assert limits.TEST_ROWS == len(after)
    assert set() == {row["bytes"] for row in before} & {row["bytes"] for row in after}


def test_a_browser_leaves_its_draft_before_and_after(testing):
    """One draft of the usual size while somebody writes; gone later, or purged with the others."""
    first = testing.plan_one()
    counts = []
    for minute in range(first.minute - 25, first.minute + 15):
        testing.go_to(minute)
        counts.append(count_rows(testing.world.store)["draft"])

    begun = counts.index(1)
    assert 0 == counts[0]
    assert 25 - 20 <= begun < 25
    assert {1} == set(counts[begun:26])
    sizes = {len(row["bytes"]) for row in read_all(testing.world.store)["draft"]}
    assert sizes <= {limits.PAYLOAD_SIZE + 29}


def test_one_that_was_removed_after_a_slot_is_not_filed_again(testing):
    """Whoever deletes it cannot have it measured anew."""
    first = testing.file_one()
    testing.slot()
    with testing.world.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM report")

    testing.go_to(first.minute + 1)

    assert 0 == count_rows(testing.world.store)["report"]


def test_one_that_was_late_cannot_be_measured_anew(testing):
    """By removing it, and putting the rows back from a copy of before it was noted."""
    first = testing.file_one()
    planned = read_all(testing.world.store)["test_report"]
    testing.slot()
    testing.world.clock.advance(hours=limits.ACKNOWLEDGE_HOURS)
    with testing.world.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM report")
        for row in planned:
            connection.execute(update(table).where(table.c.id == row["id"]).values(row))

    testing.go_to(first.minute + limits.ACKNOWLEDGE_HOURS * 60)

    assert 0 == count_rows(testing.world.store)["report"]


def test_after_a_silence_it_is_filed_while_it_can_be_answered_in_time(testing):
    """To the minute."""
    first = testing.plan_one()

    testing.go_to(first.minute + limits.ACKNOWLEDGE_HOURS * 60 - 1)

    assert 1 == count_rows(testing.world.store)["report"]


def test_nothing_of_it_lies_in_the_database_in_clear(make_sqlite_world):
    """Neither what it says, nor its words, nor its seed, nor which account it is from."""
    measured, test = Measured(make_sqlite_world()), a_test(minute=clock.minute_of(NOW))
    measured.plan(test)
    measured.turn()
    measured.slot()
    story = compose(load_stories()["en"], test.story, "council", test.seed).story
    pieces = [story[at : at + 12] for at in range(0, len(story) - 12, 6)]
    receipt = test.words
    secret = [*pieces, test.story, " ".join(receipt.words), " ".join(receipt.numbers)]

    stored = database_files(measured.world)

    wanted = [piece.encode() for piece in secret] + [test.seed, receipt.entropy]
    assert len(pieces) > 10
    assert b"council" in b"".join(stored.values())  # what is there in clear is found
    assert [] == [each for each in wanted if any(each in data for data in stored.values())]


def test_the_second_of_a_deposit_is_any():
    """A watch wakes at one second of the minute; the time that is sealed must not show that."""
    seeds = [bytes([number]) * SEED_SIZE for number in range(200)]
    seconds = {(NOW - filing._sent(a_test(seed=seed), NOW)).total_seconds() for seed in seeds}

    assert len(seconds) > 50
    assert seconds <= set(range(60))


@pytest.mark.parametrize("gone", ["language", "story", "organisation"])
def test_a_plan_that_cannot_be_carried_out_is_left(testing, gone):
    """After an upgrade, or a change of the service file, the others still come."""
    first = testing.plan_one()
    with TestRows(testing.services.store, testing.watch).change() as changing:
        changing.put(replace(first, **{gone: "gone"}))

    testing.go_to(first.minute)

    assert 0 == count_rows(testing.world.store)["report"]

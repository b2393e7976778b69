"""Attack 1: a manager sees somebody at a computer at 14:03, and the record grows at 14:03."""

import os
import stat
from datetime import UTC, datetime
from itertools import pairwise

from reporting import clock, limits
from reporting.envelope import HEADER_SIZE
from reporting.opening import open_payload, open_stanza
from reporting.receipt import read_receipt
from reporting.store.reports import insert_deposit
from tests.support.cast import make_cast, send
from tests.support.dump import read_all

FIRST = datetime(2026, 5, 4, 14, 3, 9, tzinfo=UTC)
SECOND = datetime(2026, 5, 4, 14, 55, 41, tzinfo=UTC)
# Of 63 pairs of neighbours in a shuffled row 31.5 ascend, give or take 2.3; these are 6 times
# as far off, and so never come by chance.
DEPOSITS, LEAST, MOST = 64, 17, 46


def lengths_and_times(row):
    """Return what somebody can compare: plain numbers that are not random, and lengths."""
    return {
        name: value if name in {"received", "due", "expiry", "purge"} else len(value)
        for name, value in row.items()
        if isinstance(value, bytes) or name in {"received", "due", "expiry", "purge"}
    }


def test_two_reports_of_one_hour_look_alike(make_any_world):
    """Nothing in the database tells the one of 14:03 from the one of 14:55."""
    world = make_any_world()
    for moment in (FIRST, SECOND):
        world.clock.moment = moment

        assert world.reporter().write_report()

    tables = read_all(world.store)
    for table in ("report", "stanza", "draft"):
        rows = [lengths_and_times(row) for row in tables[table]]
        assert 2 <= len(rows)
        assert [rows[0]] * len(rows) == rows


def test_the_lock_file_does_not_tell_when_something_was_written(make_sqlite_world):
    """It is opened for every write, but never changed; and nobody else may open it."""
    world = make_sqlite_world()
    lock = world.instance.run / "write.lock"
    world.reporter().write_report()
    os.utime(lock, (0, 0))

    world.reporter().write_report()

    assert 0 == lock.stat().st_mtime
    assert 0o600 == stat.S_IMODE(lock.stat().st_mode)


def test_no_value_is_a_moment(make_any_world):
    """Neither the second nor the minute is anywhere in the database."""
    world = make_any_world()
    world.clock.moment = FIRST

    world.reporter().write_report()

    seconds, minute = int(FIRST.timestamp()), clock.minute_of(FIRST)
    forbidden = {seconds, seconds * 1000, minute}
    values = [v for rows in read_all(world.store).values() for r in rows for v in r.values()]
    assert forbidden.isdisjoint(value for value in values if isinstance(value, int))
    # Longer values are ciphertext, in which four bytes occur by chance.
    for value in values:
        if isinstance(value, bytes) and len(value) <= HEADER_SIZE:
            assert seconds.to_bytes(4, "big") not in value
            assert minute.to_bytes(4, "big") not in value


def test_after_the_answer_only_the_day_is_left(world):
    """Two reports of different hours, answered at different hours, cannot be told apart."""
    answered: set[str] = set()
    for written, hour in [(FIRST, 16), (FIRST.replace(hour=17), 20)]:
        world.clock.moment = written
        world.reporter().write_report()
        world.clock.moment = written.replace(hour=hour)
        reviewer = world.reviewer("north-reviewer-1")
        (new,) = set(reviewer.list_cases()) - answered
        reviewer.acknowledge(new, "Thank you.")
        answered.add(new)

    rows = [lengths_and_times(row) for row in read_all(world.store)["report"]]
    assert [rows[0], rows[0]] == rows
    assert rows[0]["received"] == clock.day_of(FIRST) * clock.HOURS_A_DAY
    assert rows[0]["due"] - rows[0]["received"] > limits.ACKNOWLEDGE_HOURS


def test_ids_do_not_tell_what_came_first(world):
    """Ids and revisions are in no order, and neither are the rows as the database gives them."""
    cast = make_cast()
    order = []
    for _ in range(DEPOSITS):
        deposit = send(cast).deposit
        with world.store.write() as connection:
            insert_deposit(connection, deposit)
        order.append(deposit.report)

    rows = {row["id"]: row for row in read_all(world.store)["report"]}
    stanzas = {row["report_id"]: row["id"] for row in read_all(world.store)["stanza"]}
    places = {report: place for place, report in enumerate(rows)}
    for key in (
        lambda report: report,
        lambda report: rows[report]["revision"],
        lambda report: stanzas[report],
        lambda report: places[report],
    ):
        ascending = sum(key(a) < key(b) for a, b in pairwise(order))
        assert LEAST <= ascending <= MOST


def test_the_secret_of_the_future_leaf_is_in_no_column(world):
    """Nobody with the database can tell which leaf of a public log belongs to which report."""
    secret = read_receipt(world.reporter().write_report()).keys().leaf_secret

    values = [v for rows in read_all(world.store).values() for row in rows for v in row.values()]
    assert [] == [value for value in values if isinstance(value, bytes) and secret in value]


def test_the_payload_holds_the_leaf_secret_of_the_receipt():
    """Whoever opens the report and whoever holds the words can prove the same leaf."""
    sent = send(make_cast())
    account = sent.cast.accounts["north-reviewer"]
    identity = sent.cast.identities["north-reviewer"]

    report_key = open_stanza(
        identity.unwrapper, account, sent.deposit.header, sent.deposit.stanzas[account]
    )
    opened = open_payload(report_key, sent.deposit.header, sent.deposit.payload)

    assert sent.receipt.keys().leaf_secret == opened.leaf_secret

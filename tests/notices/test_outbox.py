"""The outbox: sealed rows, each taken by one watch at a time, and lost by none."""

import pytest

from reporting import limits
from reporting.identity import new_identity
from reporting.notices.outbox import Outbox
from reporting.store.notices import list_notices, slot_waits

NOON = 29_000_160
ANNA, BEN = 7, 8


class Bench:
    """An outbox and the database it is in."""

    def __init__(self, world):
        self.outbox = Outbox(world.instance.load_watch())
        self.store = world.store

    def put(self, *accounts, minute=NOON):
        """Put what a rung puts."""
        with self.store.write() as connection:
            self.outbox.put(connection, accounts, minute)

    def put_slot(self, *accounts, minute=NOON):
        """Put what a slot puts."""
        with self.store.write() as connection:
            self.outbox.put_slot(connection, accounts, minute)

    def take(self, minute=NOON):
        """Take what is due."""
        with self.store.write() as connection:
            return self.outbox.take_due(connection, minute)

    def postpone(self, notice, minute, *, refused=False):
        """Give one back."""
        with self.store.write() as connection:
            self.outbox.postpone(connection, notice, minute, refused=refused)

    def remove(self, notice):
        """Remove one that was sent."""
        with self.store.write() as connection:
            self.outbox.remove(connection, notice)

    def rows(self):
        """Return what lies there."""
        with self.store.read() as connection:
            return list_notices(connection)

    def slot_waits(self, minute):
        """Say whether a slot's notice has waited since `minute`."""
        with self.store.read() as connection:
            return slot_waits(connection, minute)


@pytest.fixture
def bench(make_any_world):
    """An outbox, on SQLite and on PostgreSQL."""
    return Bench(make_any_world())


def test_everybody_gets_one_notice_and_once(bench):
    """Somebody named twice has one row; each is for its own account."""
    bench.put_slot(ANNA, BEN, ANNA)

    taken = bench.take()

    assert {ANNA, BEN} == {notice.account for notice in taken}
    assert 2 == len(bench.rows())


def test_a_row_tells_nothing_of_its_account(bench):
    """All are of one size, and no account number is in any column."""
    bench.put_slot(ANNA)
    bench.put_slot(2**63 - 1)

    rows = bench.rows()

    assert {285} == {len(row.bytes) for row in rows}
    assert (2**63 - 1).to_bytes(8, "big") not in b"".join(row.bytes for row in rows)
    assert not {ANNA, 2**63 - 1} & {value for row in rows for value in row.__dict__.values()}


def test_a_row_copied_over_another_tells_nobody(bench):
    """It does not open there, is removed, and holds up no other notice."""
    bench.put_slot(ANNA, BEN)
    first, second = bench.rows()
    with bench.store.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE notice SET bytes = (SELECT bytes FROM notice WHERE id = {first.id})"  # noqa: S608
            f" WHERE id = {second.id}"
        )

    taken = bench.take()

    assert [first.id] == [notice.row.id for notice in taken]
    assert [first.id] == [row.id for row in bench.rows()]


def test_only_the_watch_opens_a_row(bench):
    """Another identity takes nothing from it."""
    bench.put_slot(ANNA)

    with bench.store.read() as connection:
        assert [] == Outbox(new_identity()).waiting(connection)
        assert [ANNA] == [notice.account for notice in bench.outbox.waiting(connection)]


def test_what_is_taken_is_not_taken_again_before_the_lease_ends(bench):
    """A watch that died leaves it to the next turn after that, under the same name."""
    bench.put(ANNA)
    first = bench.take()

    during = bench.take(NOON + limits.NOTICE_LEASE_MINUTES - 1)
    after = bench.take(NOON + limits.NOTICE_LEASE_MINUTES)

    assert (1, 0, 1) == (len(first), len(during), len(after))
    assert bench.outbox.message_id(first[0]) == bench.outbox.message_id(after[0])
    assert (1, 2) == (first[0].tries, after[0].tries)


def test_names_of_mails_tell_nothing_of_the_row(bench):
    """Another watch would name the same row otherwise, and no name holds the number."""
    bench.put(ANNA)
    notice = bench.take()[0]

    name = bench.outbox.message_id(notice)

    assert name != Outbox(new_identity()).message_id(notice)
    assert f"{notice.row.id:016x}" not in name
    assert 32 == len(name)


def test_what_was_sent_is_gone(bench):
    """No row stays of a notice that has left."""
    bench.put(ANNA)

    bench.remove(bench.take()[0])

    assert [] == bench.rows()


def test_failures_wait_longer_and_longer(bench):
    """1, 2, 4, 8 and then always 15 minutes."""
    bench.put(ANNA)
    minute, waits = NOON, []
    for _ in range(7):
        notice = bench.take(minute)[0]
        bench.postpone(notice, minute)
        waits.append(bench.rows()[0].next - minute)
        minute = bench.rows()[0].next

    assert [1, 2, 4, 8, 15, 15, 15] == waits


def test_a_refused_address_is_tried_every_day_for_a_week(bench):
    """It is told apart from one that waits for a server, and a week is the end of it."""
    bench.put_slot(ANNA)
    minute, days = NOON, 0
    while taken := bench.take(minute):
        bench.postpone(taken[0], minute, refused=days == 0)
        days += 1
        assert not bench.slot_waits(minute)
        minute += limits.REFUSED_WAIT

    assert 8 == days
    assert [] == bench.rows()


def test_whoever_takes_too_long_moves_nothing_of_the_next(bench):
    """A watch that wakes after its lease does not put off what another one has taken."""
    bench.put(ANNA)
    slow = bench.take()[0]
    later = NOON + limits.NOTICE_LEASE_MINUTES
    bench.take(later)

    bench.postpone(slow, later, refused=True)

    assert [(later + limits.NOTICE_LEASE_MINUTES, 2)] == [
        (row.next, row.tries) for row in bench.rows()
    ]


def test_of_several_for_one_person_the_oldest_of_a_slot_stays(bench):
    """After a day without mail nobody is sent more than one, and nothing tells of the rungs."""
    for minute in (NOON, NOON + 240, NOON + 480):
        bench.put(ANNA, minute=minute - 15)
        bench.put_slot(ANNA, minute=minute)

    taken = bench.take(NOON + 600)

    assert [(ANNA, NOON, True)] == [(n.account, n.minute, n.of_slot) for n in taken]
    assert 1 == len(bench.rows())


def test_of_several_rungs_the_oldest_stays(bench):
    """They say the same."""
    for minute in (NOON + 15, NOON):
        bench.put(ANNA, minute=minute)

    assert [(ANNA, NOON)] == [(n.account, n.minute) for n in bench.take(NOON + 60)]


def test_only_a_slot_makes_itself_known_as_late(bench):
    """What is said to everybody is the same whether or not a rung waits."""
    bench.put(ANNA)

    rung_alone = bench.slot_waits(NOON + 600)
    bench.put_slot(BEN, minute=NOON + 15)

    assert not rung_alone
    assert {0, NOON + 15} == {row.since for row in bench.rows()}
    assert not bench.slot_waits(NOON + 14)
    assert bench.slot_waits(NOON + 15)


def test_what_nobody_takes_for_a_week_is_dropped(bench):
    """An instance without mail does not fill up."""
    bench.put_slot(ANNA)
    bench.put_slot(BEN, minute=NOON + 1)

    with bench.store.write() as connection:
        bench.outbox.drop_old(connection, NOON + limits.NOTICE_MINUTES)

    assert [NOON + 1] == [row.since for row in bench.rows()]


@pytest.mark.postgresql
def test_two_watches_take_each_notice_once(make_postgresql_world):
    """While one holds its rows, the other takes none of them and does not wait."""
    bench = Bench(make_postgresql_world())
    bench.put_slot(*range(10))

    with bench.store.write() as first, bench.store.write() as second:
        taken = bench.outbox.take_due(first, NOON)
        beside = bench.outbox.take_due(second, NOON)
    after = bench.take()

    assert set(range(10)) == {notice.account for notice in taken}
    assert ([], []) == (beside, after)

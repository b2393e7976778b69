"""A watch on a demo instance, its clock and its steady clock, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from reporting import clock, limits
from reporting.conversation import key_from_report_key
from reporting.depositing import find_access
from reporting.envelope import Deposit, seal_report
from reporting.event import History, read_history
from reporting.identity import Identity
from reporting.ids import AccountId, ReportId
from reporting.notices.outbox import Outbox
from reporting.opening import open_stanza
from reporting.receipt import new_receipt
from reporting.roster import Rosters
from reporting.services import Services
from reporting.status import open_status
from reporting.store.accounts import list_accounts
from reporting.store.events import get_events
from reporting.store.reports import get_case, insert_deposit
from reporting.store.watched import WatchedRow, lock_waking
from reporting.watch.guard import Guard
from reporting.watch.pieces import take_turn
from reporting.watch.process import Watch
from reporting.watch.records import Missed, list_records
from reporting.watch.rungs import take_rungs
from tests.support.cast import NOW, make_report
from tests.support.deposits import put_report, unlock
from tests.support.world import World

FAR = 2**30  # a quarter at which every report is due


@dataclass
class Post:
    """Where the watch stands: its services, and what can be seen of what it did."""

    world: World
    services: Services
    identity: Identity
    accounts: dict[AccountId, str]
    steady_gap: float = field(default=0.0, init=False)

    def steady(self) -> float:
        """Return a steady clock that goes along with the world's, but for `steady_gap`."""
        return self.world.clock.moment.timestamp() - self.steady_gap

    @property
    def guard(self) -> Guard:
        """A guard that has just started."""
        return Guard(self.services, self.identity, self.steady)

    def turn(self) -> tuple[str, ...]:
        """Take one turn as a process that has just started, with nothing but the rungs."""
        return take_turn(self.guard, (take_rungs,)).said

    def turn_at(self, deposit: Deposit, hours: float) -> set[str]:
        """Take a turn some hours after a report's hour; return who is told of it then."""
        begin = clock.moment_of_hour(deposit.received)
        self.world.clock.moment = begin + timedelta(hours=hours)
        self.turn()
        return self.told()

    @property
    def outbox(self) -> Outbox:
        """The outbox, as the watch opens it."""
        return Outbox(self.identity)

    def told(self) -> set[str]:
        """Return who waits to be told, and forget it."""
        with self.world.store.write() as connection:
            found = self.outbox.waiting(connection)
            for notice in found:
                self.outbox.remove(connection, notice)
        return {self.accounts[notice.account] for notice in found}

    def waiting(self) -> list[str]:
        """Return who waits to be told, as often as there is a notice."""
        with self.world.store.read() as connection:
            return [self.accounts[each.account] for each in self.outbox.waiting(connection)]

    def bucket(self, deposit: Deposit) -> int | None:
        """Return the bucket of hours in which a report was answered, as a reader sees it."""
        name = "north-lead-1"
        services = self.world.services("command")
        lead = unlock(services, name, self.world.accounts[name]["passphrase"])
        with self.world.store.read() as connection:
            case = get_case(connection, deposit.report)
        assert case is not None
        row = deposit.stanzas[lead.row.id]
        report_key = open_stanza(lead.identity.unwrapper, lead.row.id, case.header, row)
        key = key_from_report_key(report_key, case.header)
        return open_status(key.secret, key.digest, case.status).acknowledged

    def row(self, number: ReportId) -> WatchedRow:
        """Return the columns that the watch goes by."""
        with self.world.store.read() as connection:
            found = {row.report: row for row in lock_waking(connection, FAR, 1000)}
        return found[number]

    def history(self, number: ReportId) -> History:
        """Return what the watch did to a report."""
        with self.world.store.read() as connection:
            data = get_events(connection, [number]).get(number, [])
        return read_history(data, number, {self.identity.signing_public})

    def kinds(self, number: ReportId) -> list[str]:
        """Return the kinds of what the watch did to a report."""
        return [event.kind for event in self.history(number).events]

    def missed(self) -> list[Missed]:
        """Return the missed promises on record."""
        with self.world.store.read() as connection:
            return list_records(connection, self.identity)

    def put(self, *, urgent: bool = False, **changes: object) -> Deposit:
        """Store a report as intake does."""
        return put_report(self.world.services("command"), urgent=urgent, **changes)

    def put_with_target(self, target: int) -> Deposit:
        """Store a report whose organisation promises an answer within `target` hours."""
        return self._put(self.services.rosters.current(), target)

    def put_without_roster(self) -> Deposit:
        """Store a report at a moment at which no roster of this instance is in force."""
        moment, self.world.clock.moment = self.world.clock.moment, NOW
        rosters = self.services.rosters.current()
        self.world.clock.moment = moment
        return self._put(rosters, limits.ACKNOWLEDGE_HOURS)

    def _put(self, rosters: Rosters, target: int) -> Deposit:
        made = make_report()
        access = find_access(self.services.service, rosters, made)
        deposit = seal_report(
            made, access, rosters, new_receipt().keys(), self.world.clock.moment, target=target
        )
        with self.world.store.write() as connection:
            insert_deposit(connection, deposit)
        return deposit


@pytest.fixture
def world(make_any_world: Callable[..., World]) -> World:
    """A demo instance on SQLite, then on PostgreSQL."""
    return make_any_world()


@pytest.fixture
def post(world: World) -> Post:
    """A watch on that instance."""
    return post_of(world)


def post_of(world: World) -> Post:
    """Return a watch on an instance."""
    with world.store.read() as connection:
        accounts = {row.id: row.username for row in list_accounts(connection)}
    services = world.services("watch")
    return Post(world, services, services.instance.load_watch(), accounts)


@pytest.fixture
def watch(post: Post) -> Watch:
    """A watch that has just started, with nothing but the rungs to do."""
    return Watch(post.services, post.steady, (take_rungs,))


def at(text: str) -> datetime:
    """Return the moment that `text` spells."""
    return datetime.fromisoformat(text)

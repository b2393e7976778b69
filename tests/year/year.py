"""Lives through a planned year with the real program: sealing, store, watch, answers.

Only two things are not real: time, which is set, and durability of the disk, which nothing here
depends on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from sqlalchemy import Engine, event

from reporting.case import Author, acknowledge, read_case
from reporting.depositing import prepare
from reporting.event import read_history
from reporting.ids import AccountId, ReportId
from reporting.notices.outbox import Outbox
from reporting.opening import open_stanza
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.receipt import new_receipt
from reporting.roster import READING_ROLES
from reporting.routing import Access
from reporting.setup import renew_demo
from reporting.store.accounts import list_accounts
from reporting.store.events import get_events
from reporting.store.notices import delete_notices
from reporting.store.reports import get_case, get_stanzas, insert_deposit
from reporting.store.watched import clear_urgent
from reporting.watch.guard import Guard
from reporting.watch.pieces import take_turn
from reporting.watch.records import Missed, list_records
from reporting.watch.rungs import take_rungs
from tests.support.cast import make_report
from tests.support.deposits import Holder, unlock
from tests.support.world import World
from tests.year.expectation import Reach
from tests.year.plan import QUARTER, START, Plan, Planned

RENEWAL_DAYS = 30
ANSWERING = ("north-reviewer-1", "south-reviewer-1")


class Killed(BaseException):
    """Ends a turn as a kill does: nothing in the program catches it."""


@dataclass
class Record:
    """What a year leaves behind."""

    kinds: dict[int, list[str]] = field(default_factory=dict)
    buckets: dict[int, int] = field(default_factory=dict)
    told: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    doubled: Counter[tuple[int, str]] = field(default_factory=Counter)
    missed: list[Missed] = field(default_factory=list)
    kills: int = 0


@dataclass
class Year:
    """One world in which a plan comes true."""

    world: World
    plan: Plan
    kills: int = 0
    record: Record = field(default_factory=Record)
    reach: dict[int, Reach] = field(default_factory=dict)
    _numbers: dict[int, ReportId] = field(default_factory=dict)
    _next: int | None = None  # the next quarter with work; None where it must be looked up

    def __post_init__(self) -> None:
        """Sign in who answers, and set the clock."""
        self.world.clock.moment = START
        self.services = self.world.services("watch")
        self.watch = self.services.instance.load_watch()
        self.outbox = Outbox(self.watch)
        self.random = Random(self.kills)  # noqa: S311 - where a turn is killed may be repeated
        _hurry(self.services.store.engine)
        with self.services.store.read() as connection:
            self.names = {row.id: row.username for row in list_accounts(connection)}
        self.holders = [self._unlock(username) for username in ANSWERING]

    def _unlock(self, username: str) -> Holder:
        return unlock(self.services, username, self.world.accounts[username]["passphrase"])

    def live(self) -> Record:
        """Let the year pass, quarter by quarter."""
        doings = _doings(self.plan)
        for quarter in range(self.plan.first, self.plan.last):
            if (quarter - self.plan.first) % (RENEWAL_DAYS * 96) == 0:
                self._renew(quarter)
            if self.plan.runs(quarter) and self._is_due(quarter):
                self._turn(quarter)
            for minute, kind, number in doings.get(quarter, ()):
                self.world.clock.moment = _moment(minute)
                self._next = None
                getattr(self, f"_{kind}")(number, self.plan.reports[number])
        return self._read()

    def _renew(self, quarter: int) -> None:
        self.world.clock.moment = _moment(quarter * QUARTER)
        instance, store = self.services.instance, self.services.store
        stretcher = PassphraseStretcher(instance.run, CHEAPEST)
        renew_demo(instance, self.services.service, store, stretcher, self.world.clock())

    def _is_due(self, quarter: int) -> bool:
        """Say whether a turn would find work: it would look 35,000 times for nothing."""
        if self._next is None:
            with self.services.store.read() as connection:
                first = connection.exec_driver_sql("SELECT min(wake) FROM report").scalar_one()
            self._next = self.plan.last if first is None else first
        return self._next <= quarter

    def _turn(self, quarter: int) -> None:
        """Take a turn; where kills are left, let some of them end it halfway first."""
        self.world.clock.moment, self._next = _moment(quarter * QUARTER), None
        while self.record.kills < self.kills and self.random.random() < 0.25:
            with killed_before(self.services.store.engine, self.random.randrange(14)):
                try:
                    self._take()
                except Killed:
                    self.record.kills += 1
        self._take()
        self._empty_outbox(quarter)

    def _take(self) -> None:
        steady = self.world.clock.moment.timestamp
        take_turn(Guard(self.services, self.watch, steady), (take_rungs,))

    def _empty_outbox(self, quarter: int) -> None:
        with self.services.store.write() as connection:
            waiting = self.outbox.waiting(connection)
            delete_notices(connection, [notice.row.id for notice in waiting])
        for notice in waiting:
            name = self.names[notice.account]
            self.record.told[quarter].add(name)
            self.record.doubled[quarter, name] += 1

    def _report(self, number: int, planned: Planned) -> None:
        report = make_report(
            organisation=planned.organisation,
            about=planned.about,
            safety="in_danger_now" if planned.urgent else "safe",
        )
        rosters = self.services.rosters.current()
        done = prepare(self.services.service, rosters, report, new_receipt(), self.world.clock())
        with self.services.store.write() as connection:
            insert_deposit(connection, done.deposit)
        self._numbers[number] = done.deposit.report
        self.reach[number] = self._reach(done.access)

    def _reach(self, access: Access) -> Reach:
        rosters = self.services.rosters.current()
        roles = {m.account: m.role for r in rosters.by_body.values() for m in r.members}

        def named(accounts: frozenset[AccountId], wanted: frozenset[str]) -> frozenset[str]:
            return frozenset(self.names[a] for a in accounts if roles[a] in wanted)

        return Reach(
            readers=named(access.open, READING_ROLES),
            leads=named(access.open, frozenset({"lead"})),
            alternate_readers=named(access.standby, READING_ROLES),
            alternate_leads=named(access.standby, frozenset({"lead"})),
            chairs=named(access.chairs, frozenset({"chair"})),
        )

    def _open(self, number: int, _planned: Planned) -> None:
        with self.services.store.write() as connection:
            clear_urgent(connection, self._numbers[number])

    def _answer(self, number: int, planned: Planned) -> None:
        """Answer with the first account that can open the report."""
        report, store, service = self._numbers[number], self.services.store, self.services.service
        holder, key = next(self._keys(report))
        case = read_case(store, report, key, self.services.rosters.current())
        assert case is not None
        promise = service.promise_of(planned.organisation)
        now, zone = self.world.clock(), service.timezone
        author = Author(holder.row.id, holder.identity, now, zone, promise)
        acknowledge(store, case, key, author, "Thank you. We have read it and will write again.")

    def _keys(self, report: ReportId) -> Iterator[tuple[Holder, bytes]]:
        for holder in self.holders:
            with self.services.store.read() as connection:
                row = get_case(connection, report)
                data = get_stanzas(connection, holder.row.id, [report])[report]
            assert row is not None
            try:
                yield (
                    holder,
                    open_stanza(holder.identity.unwrapper, holder.row.id, row.header, data),
                )
            except Exception:  # noqa: BLE001, S112 - a decoy, or still closed: the next one tries
                continue

    def _read(self) -> Record:
        keys = {self.watch.signing_public}
        with self.services.store.read() as connection:
            events = get_events(connection, list(self._numbers.values()))
            self.record.missed = list_records(connection, self.watch)
        for number, report in self._numbers.items():
            history = read_history(events.get(report, []), report, keys)
            assert not history.forged
            self.record.kinds[number] = [each.kind for each in history.events]
        return self.record


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def _doings(plan: Plan) -> dict[int, list[tuple[int, str, int]]]:
    """Return what people do, by quarter and in order of time."""
    found: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for number, each in enumerate(plan.reports):
        acts = (("report", each.minute), ("open", each.opened), ("answer", each.answered))
        for kind, minute in acts:
            if minute is not None and minute // QUARTER < plan.last:
                found[minute // QUARTER].append((minute, kind, number))
    order = ("report", "open", "answer")
    for acts_of_quarter in found.values():
        acts_of_quarter.sort(key=lambda act: (act[0], order.index(act[1])))
    return found


def _hurry(engine: Engine) -> None:
    """Spare the disk: a year is not about power cuts."""
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _spare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def killed_before(engine: Engine, number: int) -> Iterator[None]:
    """Kill what runs before statement or commit `number`."""
    left = [number]

    def count(*_arguments: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    for name in ("before_cursor_execute", "commit"):
        event.listen(engine, name, count)
    try:
        yield
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(engine, name, count)

"""A desk on a real instance of the demo, with a clock that stands still until it is set."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from reporting import ids
from reporting.conversation import Saying, add_from_reporter, key_from_receipt
from reporting.demo.file import DemoAccount, read_demo
from reporting.depositing import prepare
from reporting.desk import create_app
from reporting.envelope import Deposit
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import SignedIn, sign_in
from reporting.people.keeper import RosterKeeper
from reporting.receipt import Receipt, new_receipt
from reporting.report import Report
from reporting.services import Services
from reporting.store import reports, tables
from reporting.store.accounts import find_account
from reporting.store.engine import Store
from tests.support.cast import make_report
from tests.support.deposits import put_earlier_report
from tests.support.journey import Codes, Reviewer, through_app
from tests.support.world import World

NOW = datetime(2026, 5, 4, 13, 20, tzinfo=UTC)
READER, EXCLUDED = "north-reviewer-1", "north-reviewer-2"


@dataclass
class Moment:
    """The present moment, and a steady clock that grows by `step` at every look."""

    now: datetime = NOW
    steady: float = 0.0
    step: float = 0.0

    def __call__(self) -> datetime:
        """Return the present moment."""
        return self.now

    def look(self) -> float:
        """Return seconds that only grow."""
        self.steady += self.step
        return self.steady

    def pass_by(self, **length: float) -> None:
        """Let time pass, for instance `hours=1`."""
        self.now += timedelta(**length)
        self.steady += timedelta(**length).total_seconds()


@dataclass
class Place:
    """The instance, its desk and its people; `store` may do more than the desk may."""

    services: Services
    store: Store
    app: Flask
    moment: Moment
    people: Mapping[str, DemoAccount]
    receipts: dict[int, Receipt] = field(default_factory=dict)
    codes: Codes = field(default_factory=Codes)

    @property
    def stretcher(self) -> PassphraseStretcher:
        """The cheap one that the accounts were made with."""
        return PassphraseStretcher(self.services.instance.run, CHEAPEST)

    def credentials(self, username: str) -> dict[str, Any]:
        """Return an account as `demo.json` has it."""
        return dict(self.people[username].__dict__)

    def visitor(self) -> Reviewer:
        """Return somebody at a new browser."""
        visitor = Reviewer(through_app(self.app), scheme="http")
        visitor.codes = self.codes
        return visitor

    def reviewer(self, username: str = READER) -> Reviewer:
        """Return somebody who has signed in."""
        visitor = self.visitor()
        page = visitor.sign_in(self.credentials(username), self.moment)
        assert 200 == page.status, page.text
        self.moment.pass_by(minutes=1)  # a code counts once
        return visitor

    def signed_in(self, username: str = READER) -> SignedIn:
        """Return an account with its identity, without any page."""
        person = self.people[username]
        code = self.codes.next(person.totp_secret, self.moment.now)
        found = sign_in(
            self.services.store, self.stretcher, username, person.passphrase, code, self.moment.now
        )
        self.moment.pass_by(minutes=1)
        return found

    def seal(self, report: Report | None = None) -> Deposit:
        """Route and seal a report as intake does, without storing it."""
        report = report or make_report()
        rosters = self.services.rosters.current()
        receipt, now = new_receipt(), self.moment.now
        deposit = prepare(self.services.service, rosters, report, receipt, now).deposit
        self.receipts[deposit.report] = receipt
        return deposit

    def send_before(self, *later: str) -> str:
        """Store a report that came before some accounts were listed; return its id in hex."""
        able = replace(self.services, store=self.store)
        return ids.to_hex(put_earlier_report(able, *later).report)

    def send(self, report: Report | None = None, count: int = 1) -> list[str]:
        """Store reports; return their ids in hex."""
        deposits = [self.seal(report) for _ in range(count)]
        with self.store.write() as connection:
            for deposit in deposits:
                reports.insert_deposit(connection, deposit)
        return [ids.to_hex(deposit.report) for deposit in deposits]

    def answer_as_reporter(self, case: str, text: str) -> None:
        """Add a message of the reporter, as the receipt allows."""
        number = ids.ReportId(int(case, 16))
        receipt = self.receipts[number].keys()
        with self.store.write() as connection:
            row = reports.find_by_locator(connection, receipt.locator)
            assert row is not None
            key = key_from_receipt(receipt, row.header, row.wrapped)
            addition = add_from_reporter(
                key, row.status, Saying(text), receipt.signing_seed, 20_577
            )
            reports.add_message(connection, number, row.revision, addition)

    def row(self, case: str) -> reports.CaseRow:
        """Return what the store holds of a report, but for what an opening changes in it too."""
        with self.store.read() as connection:
            found = reports.get_case(connection, ids.ReportId(int(case, 16)))
        assert found is not None
        return replace(found, chain=b"")

    def remove_events(self) -> None:
        """Take every event of a case away, as only the owner of the database can."""
        with self.store.write() as connection:
            if self.store.dialect == "sqlite":
                connection.exec_driver_sql("DROP TRIGGER IF EXISTS case_event_refuses_delete")
            connection.execute(delete(tables.case_event))

    def account_id(self, username: str) -> ids.AccountId:
        """Return the id of an account."""
        with self.store.read() as connection:
            found = find_account(connection, username)
        assert found is not None
        return found.id


def open_place(world: World, **changes: Any) -> Place:
    """Open the desk of a demo instance; `changes` are fields of its service."""
    moment, services = Moment(), world.services("desk")
    services = replace(services, service=replace(services.service, **changes))
    rosters = RosterKeeper(services.store, services.instance, services.service.bodies, moment)
    services = replace(services, rosters=rosters, now=moment)
    app = create_app(services, profile=CHEAPEST, steady=moment.look)
    people = {person.username: person for person in read_demo(services.instance)[1]}
    return Place(services, world.store, app, moment, people)


@pytest.fixture
def place(world: World) -> Place:
    """A new demo instance with its desk."""
    return open_place(world)

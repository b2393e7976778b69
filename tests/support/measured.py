"""A service that measures itself: its watch takes turns, and its clock is moved."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from reporting import clock, limits
from reporting.case import Author, acknowledge, read_case
from reporting.dice import SEED_SIZE
from reporting.identity import Identity
from reporting.opening import open_stanza
from reporting.period import Period
from reporting.receipt import new_receipt
from reporting.roster import Rosters
from reporting.services import Services
from reporting.store.reports import ConversationRow, find_by_locator, get_stanzas
from reporting.testreports import renew_tests, take_tests
from reporting.testreports.rows import TestRows
from reporting.testreports.testreport import BLANK, PLANNED, TestReport
from tests.support.cast import NOW
from tests.support.deposits import Holder, can_open, unlock
from tests.support.world import World


@dataclass
class Lasting:
    """Rosters that do not run out: renewing them every month is the business of other tests."""

    rosters: Rosters

    def current(self) -> Rosters:
        """Return them."""
        return self.rosters


@dataclass
class Measured:
    """The part of the watch that is about test reports."""

    world: World

    @cached_property
    def services(self) -> Services:
        """What the watch works with."""
        services = self.world.services("watch")
        return replace(services, rosters=Lasting(services.rosters.current()))  # type: ignore[arg-type]  # it looks like one

    @cached_property
    def watch(self) -> Identity:
        """Its identity."""
        return self.world.instance.load_watch()

    @property
    def rows(self) -> list[TestReport]:
        """Every test report, blank ones included."""
        return TestRows(self.services.store, self.watch).read()

    @property
    def tests(self) -> list[TestReport]:
        """The test reports that are none of the blank ones, in the order of their hours."""
        found = (test for test in self.rows if test.state != BLANK)
        return sorted(found, key=lambda test: test.minute)

    def turn(self) -> None:
        """Take a turn."""
        take_tests(self.services, self.watch)

    def slot(self) -> None:
        """Do what comes with a slot."""
        renew_tests(self.services, self.watch)

    def go_to(self, minute: int) -> None:
        """Move the clock to a minute since the epoch, and take the turn of it."""
        now = int(self.world.clock.moment.timestamp())
        self.world.clock.advance(seconds=minute * 60 + 7 - now)
        self.turn()

    def plan(self, *tests: TestReport) -> None:
        """Put test reports in the place of a plan; blank ones fill the quarter up."""
        blank = range(limits.TEST_ROWS - len(tests))
        with TestRows(self.services.store, self.watch).change() as changing:
            for test in (*tests, *(TestReport(100 + n, Period(2026, 2)) for n in blank)):
                changing.put(test)

    def find(self, test: TestReport) -> ConversationRow:
        """Return the report of a test report, by its receipt."""
        with self.world.store.read() as connection:
            row = find_by_locator(connection, test.words.keys().locator)
        assert row is not None
        return row

    @property
    def _anybody(self) -> Services:
        # The watch may read no account, so people are found by another way into the database.
        return replace(self.services, store=self.world.store)

    @cached_property
    def holders(self) -> list[Holder]:
        """Everybody who reads reports, with their identities."""
        return [
            unlock(self._anybody, username, account["passphrase"])
            for username, account in self.world.accounts.items()
            if account["role"] in {"reviewer", "lead"}
        ]

    def answer(self, test: TestReport) -> None:
        """Acknowledge a test report, as the first person who can open it."""
        number, rosters = self.find(test).report, self.services.rosters.current()
        holder = next(each for each in self.holders if can_open(self._anybody, each, number))
        with self.world.store.read() as connection:
            box = get_stanzas(connection, holder.row.id, [number])[number]
        header = self.find(test).header
        key = open_stanza(holder.identity.unwrapper, holder.row.id, header, box)
        case = read_case(self.world.store, number, key, rosters)
        assert case is not None
        service = self.services.service
        author = Author(
            holder.row.id,
            holder.identity,
            self.services.now(),
            service.timezone,
            service.promise_of(test.organisation),
        )
        acknowledge(self.world.store, case, key, author, "Thank you. We have read it.")

    def plan_one(self) -> TestReport:
        """Plan a single test report, an hour from now.

        A plan that is drawn may put another one into the same day, and then there are two.
        """
        test = a_test(minute=clock.minute_of(self.world.clock.moment) + 60)
        self.plan(test)
        return test

    def file_one(self) -> TestReport:
        """Plan a single test report, go on to its minute, and let it be filed."""
        test = self.plan_one()
        self.go_to(test.minute)
        return test


def a_test(**changes: Any) -> TestReport:
    """Return a test report that is planned."""
    return replace(
        TestReport(
            number=7,
            period=Period(2026, 2),
            state=PLANNED,
            organisation="council",
            body="north",
            language="en",
            story="canteen_jokes",
            seed=bytes(range(SEED_SIZE)),
            receipt=new_receipt().indexes,
            minute=clock.minute_of(NOW),
        ),
        **changes,
    )

"""What one turn of the watch costs, and that it follows what is due and not what is open."""

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import insert

from bench import figures
from bench.demo import Demo
from bench.ledger import Ledger
from bench.numbers import MILLI
from bench.plan import Plan
from bench.store import REPORT
from reporting import clock, ids, limits
from reporting.depositing import prepare
from reporting.ladder import START
from reporting.receipt import new_receipt
from reporting.services import Services
from reporting.store.reports import insert_deposit
from reporting.store.tables import report
from reporting.watch.guard import Guard
from reporting.watch.pieces import take_turn

DUE = 100
TIMES = 10  # as many open cases
ROUNDS = 5
BATCH = 50_000
LATER = 60 * 24  # hours after which the others are due


@dataclass
class Post:
    """A watch that has run for a while, at a moment that is set."""

    services: Services
    moment: datetime

    def turn(self) -> float:
        """Take a turn, and return the seconds of processor it took."""
        services = replace(self.services, now=lambda: self.moment)
        guard = Guard(services, services.instance.load_watch(), clock.steady_now)
        begun = time.process_time()
        take_turn(guard)
        return time.process_time() - begun

    def cost(self) -> float:
        """Return the median of a turn in which some reports are due, after one to warm up."""
        spent = []
        for _ in range(ROUNDS + 1):
            self.moment += timedelta(minutes=1)
            _deposit(self.services, self.moment - timedelta(hours=limits.ACKNOWLEDGE_HOURS))
            spent.append(self.turn())
        return median(spent[1:])


def measure_watch(ledger: Ledger, plan: Plan, demo: Demo) -> None:
    """Record the cost of a turn over many open cases, and over ten times as many."""
    post = Post(demo.services("watch"), clock.system_now())
    _fill(post.services, plan.watched, post.moment)
    few = post.cost()
    how = (
        f"the whole turn, {DUE} at their 24th hour: notes opened, events and records signed; "
        f"median of {ROUNDS}; {plan.watched:,} others wait, without what a turn never reads"
    )
    ledger.record(figures.WATCH, few * MILLI, how)
    _fill(post.services, plan.watched * (TIMES - 1), post.moment)
    many = post.cost()
    ledger.record(figures.WATCH_MORE, many / few, f"{plan.watched * TIMES:,} open cases over fewer")


def _deposit(services: Services, moment: datetime) -> None:
    rosters = services.rosters.current()
    with services.store.write() as connection:
        for _ in range(DUE):
            made = prepare(services.service, rosters, REPORT, new_receipt(), moment)
            insert_deposit(connection, made.deposit)


def _fill(services: Services, count: int, moment: datetime) -> None:
    """Store `count` open cases that are not due yet, with the columns a turn could look at.

    Their numbers count up from a random one: random ones would fill an index of a million rows page
    by page, for minutes.
    """
    hour, first = clock.hour_of(moment), ids.new_id() // 2
    for start in range(first, first + count, BATCH):
        numbers = range(start, min(start + BATCH, first + count))
        rows = [_waiting(number, hour) for number in numbers]
        with services.store.write() as connection:
            connection.execute(insert(report), rows)


def _waiting(number: int, hour: int) -> dict[str, object]:
    later = hour + LATER
    return {
        "id": number,
        "revision": number,
        "received": hour,
        "due": later,
        "expiry": 0,
        "locator": ids.to_bytes(number),
        "header": b"",
        "wrapped": b"",
        "status": b"",
        "triage": b"",
        "payload": b"",
        "rung": START,
        "wake": clock.quarter_of_hour(later),
        "urgent": False,
        "note": b"",
    }

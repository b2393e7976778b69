"""What a night of the release job costs for each row that waits, and that old ones cost nothing."""

import time
from statistics import median

from bench import figures
from bench.demo import Demo
from bench.ledger import Ledger
from bench.numbers import MICRO
from bench.plan import Plan
from reporting import facts, limits
from reporting.facts import Fact
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.passwords import PassphraseStretcher
from reporting.people.account import unseal_account
from reporting.quarter import quarter_at
from reporting.releasing.counting import count_facts
from reporting.services import Services
from reporting.store.accounts import find_account
from reporting.store.facts import insert_facts

REVIEWER = "north-reviewer-1"


def measure_counting(ledger: Ledger, plan: Plan, demo: Demo) -> None:
    """Record the cost of one waiting row: opened, checked, counted and deleted."""
    services = demo.services("release")
    number, identity = _reviewer(demo, services)
    fact = _fact(services)
    count_facts(services)
    spent: list[float] = []
    for _ in range(plan.rounds):
        _write(services, fact, plan.operations, number, identity)
        begun = time.process_time()
        count_facts(services)
        spent.append(time.process_time() - begun)
    # What the next round finds counted already makes it no slower, or the median would show it.
    rows = plan.operations * limits.FACT_ROWS
    how = (
        f"the whole night's work on {rows:,} rows, of which one in {limits.FACT_ROWS} is a fact "
        f"and the others dummies: opened, checked, counted, deleted; median of {len(spent)}"
    )
    ledger.record(figures.COUNT, median(spent) / rows * MICRO, how)


def _reviewer(demo: Demo, services: Services) -> tuple[AccountId, Identity]:
    passphrase = next(each.passphrase for each in demo.people if each.username == REVIEWER)
    with services.store.read() as connection:
        row = find_account(connection, REVIEWER)
    assert row is not None
    stretcher = PassphraseStretcher(services.instance.run)
    return row.id, unseal_account(stretcher, row, passphrase)


def _fact(services: Services) -> Fact:
    place = services.service.organisations["council"]
    quarter = quarter_at(services.now(), services.service.timezone)
    area = place.areas[0].code
    return facts.received_fact(
        place, quarter, area=area, kind="several", reporter="staff", wait=12, late=False
    )


def _write(
    services: Services, fact: Fact, count: int, number: AccountId, identity: Identity
) -> None:
    public = services.instance.load_statistics().wrap_public
    for _ in range(count):
        rows = facts.make_rows([fact], public, number, identity.signer)
        with services.store.write() as connection:
            insert_facts(connection, rows)

"""What single functions cost, to understand the other figures by."""

import time
from collections.abc import Callable
from statistics import median

from bench import figures
from bench.demo import Demo
from bench.desk import seconds_of
from bench.ledger import Ledger
from bench.numbers import MILLI
from bench.plan import Plan
from bench.store import REPORT
from reporting import limits, primitives
from reporting.envelope import Deposit, seal_report
from reporting.passwords import PassphraseStretcher, new_passphrase
from reporting.people.account import SALT_SIZE
from reporting.receipt import new_receipt
from reporting.routing import owners_for, route


def measure_functions(ledger: Ledger, plan: Plan, demo: Demo) -> None:
    """Record the cost of stretching a passphrase, of routing a report and of sealing it."""
    services = demo.services("intake")
    stretcher = PassphraseStretcher(services.instance.run)
    salt, passphrase = primitives.random_bytes(SALT_SIZE), new_passphrase()
    rounds = max(plan.operations // 5, 1)
    wall = median(seconds_of(lambda: stretcher.stretch(passphrase, salt)) for _ in range(rounds))
    how = (
        f"{limits.ARGON2_TIME_COST} passes over {limits.ARGON2_MEMORY_KIB // limits.KIB} MiB in "
        f"{limits.ARGON2_LANES} lanes; median of {rounds}"
    )
    ledger.record(figures.ARGON2, wall * MILLI, how)
    rosters = services.rosters.current()
    asked = (services.service, rosters, REPORT.organisation, REPORT.about, REPORT.struck)
    access = route(*asked)
    people = sum(len(roster.members) for roster in rosters.by_body.values())
    cost = own_time(plan, lambda: (route(*asked), owners_for(*asked)))
    how = f"who opens, who stands by, which owners; {people} members; median of {plan.operations}"
    ledger.record(figures.ROUTE, cost, how)
    receipt, now = new_receipt().keys(), services.now()

    def seal() -> Deposit:
        return seal_report(REPORT, access, rosters, receipt, now, target=limits.ACKNOWLEDGE_HOURS)

    rows = len(seal().stanzas)
    cost = own_time(plan, seal)
    ledger.record(figures.SEAL, cost, f"{rows} stanza rows; median of {plan.operations}")
    public = primitives.wrap_public(primitives.new_wrap_secret())
    cost = own_time(plan, lambda: primitives.wrap(public, salt, b""))
    how = "0.11 where the bars were set; on a busy machine everything above grows with it"
    ledger.record(figures.WRAP, cost, f"{how}; median of {plan.operations}")


def own_time(plan: Plan, work: Callable[[], object]) -> float:
    """Return the milliseconds of processor that one call costs this process."""
    spent = []
    for _ in range(plan.operations):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return median(spent) * MILLI

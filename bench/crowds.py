"""The figures of many reporters at once, and the proof that nothing they were promised is lost."""

from statistics import median

from bench.crowd import Crowd, Journey, run_crowd
from bench.demo import Demo
from bench.figures import CrowdFigures
from bench.ledger import Ledger
from bench.plan import Plan
from bench.reporter import report
from bench.server import PROCESSES, Surface
from bench.store import count_opened, count_reports

ALONE, EIGHT, SIXTY_FOUR = 1, 8, 64


def measure_crowds(
    ledger: Ledger,
    plan: Plan,
    wanted: CrowdFigures,
    demo: Demo,
    intake: Surface,
    journey: Journey = report,
) -> None:
    """Record rates, the slowest of 64, errors and losses; every receipt shown is tried."""
    services = demo.services("intake")
    before = count_reports(services)
    # Rounds take turns, so that whatever else the machine does meets all of them alike.
    runs: dict[int, list[Crowd]] = {visitors: [] for visitors in (ALONE, EIGHT, SIXTY_FOUR)}
    for _ in range(plan.rounds):
        for visitors, made in runs.items():
            made.append(run_crowd(intake.port, journey, visitors, plan.crowd_journeys))
    every = [crowd for made in runs.values() for crowd in made]
    shown = [receipt for crowd in every for receipt in crowd.results]
    failures = [failure for crowd in every for failure in crowd.failures]
    stored = count_reports(services) - before
    lost = len(shown) - count_opened(services, shown)
    rates = {visitors: median(crowd.rate for crowd in made) for visitors, made in runs.items()}
    how = (
        f"median of {plan.rounds} runs of {plan.crowd_journeys} reports; {PROCESSES}; reporters "
        f"share the processors; {plan.name} run"
    )
    ledger.record(wanted.alone, rates[ALONE], how)
    for figure, visitors in ((wanted.eight, EIGHT), (wanted.sixty_four, SIXTY_FOUR)):
        ledger.record(figure, rates[visitors] / rates[ALONE], f"{rates[visitors]:.0f}/s; {how}")
    slowest = median(crowd.slowest for crowd in runs[SIXTY_FOUR])
    ledger.record(wanted.slowest, slowest, f"all six requests together; {how}")
    first = f", the first: {failures[0]}" if failures else ""
    ledger.record(
        wanted.errors, len(failures), f"{len(shown)} receipts shown{first}; {plan.name} run"
    )
    ledger.record(
        wanted.lost,
        lost,
        f"receipts shown that do not open a stored report, of {len(shown)}; {stored} reports "
        f"stored; {plan.name} run",
    )

"""Counting facts, protecting a year of tables, and attacking it, at three sizes of world."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from statistics import median

import click

from bench import figures
from bench.functions import own_time
from bench.ledger import Ledger
from bench.plan import Plan
from reporting.disclosure.classification import POPULATIONS
from reporting.disclosure.frozen import as_release
from reporting.disclosure.history import attack_window
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source, protect
from reporting.disclosure.published import Release
from reporting.disclosure.solver import Deadline
from reporting.disclosure.tabulate import Fact, Tally
from tests.disclosure.worlds import KEY, SINCE, classification_of, random_tally, year

AREAS = 14  # as many as fifty reports a year allow for
WIDE = 34  # areas with which one year has some 456 cells
FACTS_A_ROUND = 1_000
SECONDS = 600
MICRO, MIB = 1_000, 1 << 20


@dataclass(frozen=True)
class Attacked:
    """What one attack took, in a process of its own."""

    seconds: float
    peak: int
    sets: int
    worlds: int
    found: int


def measure_release(ledger: Ledger, plan: Plan) -> None:
    """Record what a new fact costs, what protecting a year costs, and what attacking it costs."""
    classification = classification_of(AREAS)
    tally, quarter = Tally(classification), SINCE * 4
    codes = tuple(classification.codes(facet)[0] for facet in POPULATIONS["received"])
    fact = Fact("received", codes)

    def count() -> None:
        for _ in range(FACTS_A_ROUND):
            tally.add(fact, quarter)

    cost = own_time(plan, count) / FACTS_A_ROUND * MICRO
    how = f"from codes to counts; median of {plan.operations} rounds of {FACTS_A_ROUND:,}"
    ledger.record(figures.TABULATE, cost, how)
    source = Source("bench", KEY, random_tally(1, 20_000, areas=WIDE))
    cells = sum(values.size for values in protect(source, "year", year(), []).values())
    cost = own_time(plan, lambda: protect(source, "year", year(), []))
    how = f"{cells} cells: offsets, density, closure; median of {plan.operations}"
    ledger.record(figures.PROTECT, cost, how)
    for reports, (seconds, memory) in figures.ATTACKS.items():
        runs = [attack_apart(reports) for _ in range(plan.rounds)]
        how = (
            f"a year with its quarters, {AREAS} areas; {runs[0].sets:,} sets, {runs[0].worlds:,} "
            f"worlds, {runs[0].found} found; own process, median of {len(runs)}"
        )
        ledger.record(seconds, median(run.seconds for run in runs), how)
        ledger.record(memory, max(run.peak for run in runs) / MIB, "the largest of these")


def attack_apart(reports: int) -> Attacked:
    """Attack a year of so many reports in a new process, whose memory is then its own."""
    command = [sys.executable, "-m", "bench.release", str(reports)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=SECONDS)
    return Attacked(**json.loads(done.stdout))


def make_year(source: Source) -> list[Release]:
    """Return the quarters and the year as they would be released, before any withdrawal."""
    made: list[Release] = []
    for at in range(4):
        period = Period(SINCE * 4 + at, SINCE * 4 + at)
        numbers = protect(source, "quarter", period, made)
        made.append(as_release(source, "quarter", period, made, numbers))
    numbers = protect(source, "year", year(), made)
    return [*made, as_release(source, "year", year(), made, numbers)]


@click.command()
@click.argument("reports", type=int)
def main(*, reports: int) -> None:
    """Attack one year of REPORTS reports, and print what it took."""
    tally = random_tally(1, reports, areas=AREAS)
    window = tuple(make_year(Source("bench", KEY, tally)))
    begun = time.process_time()
    verdict = attack_window(window, window, tally, Deadline(SECONDS))
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    told = Attacked(seconds, peak, verdict.sets, verdict.worlds, len(verdict.findings))
    click.echo(json.dumps(asdict(told)))


if __name__ == "__main__":
    main()

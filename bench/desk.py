"""The figures of the desk at many cases."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from statistics import median

from bench import figures
from bench.background import Submitting
from bench.browser import Browser
from bench.demo import Person
from bench.journeys import BATCHES, batches, conditions, processor_time
from bench.ledger import Ledger
from bench.numbers import MILLI, thousands
from bench.plan import Plan
from bench.reviewer import LIST, Codes, areas_on, cases_on, filters_on, search_all, sign_in
from bench.server import Surface

SUBMITTING = 8
SEARCHES, THOUSAND = 3, 1_000
COUNCIL = "organisation=council"


@dataclass(frozen=True)
class Desk:
    """The desk as it is measured: its server, who reads, and their codes."""

    surface: Surface
    readers: tuple[Person, ...]
    codes: Codes


def seconds_of(work: Callable[[], object]) -> float:
    """Return the wall time of `work` in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def time_sign_in(desk: Desk) -> float:
    """Return the median seconds from the sign-in page to the list, over all readers."""
    return median(_one_sign_in(desk, person) for person in desk.readers)


def _one_sign_in(desk: Desk, person: Person) -> float:
    code = desk.codes.next_for(person)  # a wait for a code is nobody's cost
    browser = Browser(desk.surface.port)
    try:
        return seconds_of(lambda: sign_in(browser, person, code))
    finally:
        browser.close()


def measure_sign_in(ledger: Ledger, plan: Plan, before: float, after: float) -> None:
    """Record how much longer a sign-in takes that has every case to open."""
    how = (
        f"median of readers: {after:.2f} s with {plan.cases:,} unseen, {before:.2f} s with none; "
        f"wall time to the list, progress pages followed as a browser does; {plan.name} run"
    )
    ledger.record(figures.SIGN_IN, after - before, how)


def open_list(desk: Desk) -> Browser:
    """Return a browser that has signed in and has its list."""
    browser, person = Browser(desk.surface.port), desk.readers[0]
    sign_in(browser, person, desk.codes.next_for(person))
    return browser


def measure_queue(ledger: Ledger, plan: Plan, desk: Desk, browser: Browser) -> None:
    """Record the slowest and the largest list of all filters."""
    lists = filters_on(browser.get(LIST)) + areas_on(browser.get(f"{LIST}?{COUNCIL}"))
    times = max(plan.pages // 4, 1)
    costs = {
        each: processor_time(desk.surface, times, partial(browser.get, each)) for each in lists
    }
    slowest = max(costs, key=costs.__getitem__)
    how = f"{plan.cases:,} cases; slowest of {len(lists)} filters ({slowest}); {batches(times)}"
    ledger.record(figures.QUEUE, costs[slowest], conditions(plan, how))
    largest = max(len(browser.get(each).body) for each in lists)
    how = f"{plan.cases:,} cases; HTML as sent, largest of {len(lists)} filters; {plan.name} run"
    ledger.record(figures.QUEUE_SIZE, thousands(largest), how)


def measure_open(ledger: Ledger, plan: Plan, desk: Desk, browser: Browser, intake: Surface) -> None:
    """Record what opening a case costs, and how much longer it takes while reports come in."""
    cases, times = cases_on(browser.get(LIST)), BATCHES * plan.pages

    def open_all() -> list[float]:
        return [seconds_of(partial(browser.get, cases[at % len(cases)])) for at in range(times)]

    at = cycle(cases)
    cost = processor_time(desk.surface, plan.pages, lambda: browser.get(next(at)))
    how = f"{plan.cases:,} cases; GET of a case, whole request; {batches(plan.pages)}"
    ledger.record(figures.OPEN, cost, conditions(plan, how))
    alone = open_all()
    with Submitting(intake.port, SUBMITTING) as submitting:
        busy = open_all()
    how = (
        f"median of {times} at {plan.cases:,} cases: {median(busy) * MILLI:.1f} ms against "
        f"{median(alone) * MILLI:.1f} ms; meanwhile {SUBMITTING} reporters sent "
        f"{submitting.sent} reports, {submitting.failed} failed, without a pause; {plan.name} run"
    )
    ledger.record(figures.OPEN_WALL, median(busy) / median(alone), how)


TRIAGE = {
    "danger": "no_danger", "sort": "report", "severity": "2", "sources": "over_50", "power": "no",
    "contact": "no", "kind": "unsure", "reporter": "public", "area": "not_known",
    "plan": "Nobody else may learn of it.",
}  # fmt: skip
EVENTS = 20
NOTE = "I have asked the library for its rota of that week. " * 6


def measure_case(ledger: Ledger, plan: Plan, desk: Desk, browser: Browser) -> None:
    """Record what the page of a case costs on which people have worked for a while."""
    case = work_on(browser, cases_on(browser.get(LIST))[0])
    cost = processor_time(desk.surface, plan.pages, partial(browser.get, case))
    how = f"triaged, with {EVENTS - 1} notes; GET of the page, whole request; {batches(plan.pages)}"
    ledger.record(figures.CASE, cost, conditions(plan, how))


def work_on(browser: Browser, case: str) -> str:
    """Answer a report, triage it and write notes until it has EVENTS events; return its address."""
    browser.send(browser.get(case), [("message", "Thank you for telling us. I have read it all.")])
    browser.send(browser.get(f"{case}/triage"), list(TRIAGE.items()))
    for _ in range(EVENTS - 1):
        browser.send(browser.get(f"{case}/notes"), [("text", NOTE)])
    return case


def measure_search(ledger: Ledger, plan: Plan, browser: Browser) -> None:
    """Record how long a search in all cases takes that finds nothing, for a thousand of them."""
    times = [seconds_of(partial(search_all, browser)) for _ in range(SEARCHES)]
    how = (
        f"median of {SEARCHES} searches in {plan.cases:,} cases, {plan.answered:,} of them with a "
        f"conversation: {median(times):.2f} s in all, every page of it; {plan.name} run"
    )
    ledger.record(figures.SEARCH, median(times) * THOUSAND / plan.cases, how)

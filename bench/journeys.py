"""What one reporter at a time costs the server: journeys and pages."""

from collections.abc import Callable, Sequence
from statistics import median

from bench import figures
from bench.browser import Browser
from bench.crowd import Journey
from bench.ledger import Ledger
from bench.numbers import milliseconds_each
from bench.plan import Plan
from bench.reporter import come_back, find_form, guide, report, report_to_floor
from bench.server import PROCESSES, Surface

WARM_UP = 12
BATCHES = 5
TICK = b'type="checkbox"'


def processor_times(
    surfaces: Sequence[Surface], times: int, works: Sequence[Callable[[], object]]
) -> list[float]:
    """Return the milliseconds of processor that one call of each of `works` costs its server.

    Batches of `times` calls take turns, so that whatever else the machine does meets all alike,
    and the median batch counts. Some calls go before, so that every worker has its templates.
    """
    for work in works:
        for _ in range(WARM_UP):
            work()
    batches: list[list[float]] = [[] for _ in works]
    for _ in range(BATCHES):
        for surface, work, costs in zip(surfaces, works, batches, strict=True):
            before = surface.processor_seconds()
            for _ in range(times):
                work()
            costs.append(milliseconds_each(surface.processor_seconds() - before, times))
    return [median(costs) for costs in batches]


def processor_time(surface: Surface, times: int, work: Callable[[], object]) -> float:
    """Return the milliseconds of processor that one call of `work` costs a server."""
    return processor_times([surface], times, [work])[0]


def journey_of(surface: Surface, journey: Journey) -> Callable[[], object]:
    """Return a call that makes `journey` with a new browser."""

    def once() -> None:
        browser = Browser(surface.port)
        try:
            journey(browser)
        finally:
            browser.close()

    return once


def batches(times: int) -> str:
    """Return in words how often something was done."""
    return f"median of {BATCHES} batches of {times}"


def conditions(plan: Plan, what: str, store: str = "SQLite") -> str:
    """Return in words how a figure of processor time came about."""
    return f"{what}; the server's own user + system time; {PROCESSES}; {store}; {plan.name} run"


def measure_reports(ledger: Ledger, plan: Plan, intake: Surface, floor: Surface) -> None:
    """Record the cost of a short report, that of the floor, and the ratio of the two."""
    works = [journey_of(intake, report), journey_of(floor, report_to_floor)]
    product, least = processor_times([intake, floor], plan.journeys, works)
    how = conditions(plan, f"six requests; {batches(plan.journeys)}")
    ledger.record(figures.SHORT_REPORT, product, how)
    ledger.record(figures.FLOOR, least, f"no templates, no guards; {how}")
    ledger.record(figures.OVER_FLOOR, product / least, how)


def measure_form(ledger: Ledger, plan: Plan, intake: Surface) -> None:
    """Record the cost of the form page, the whole request with its guards and headers."""
    browser = Browser(intake.port)
    page = find_form(browser)
    cost = processor_time(intake, plan.pages, lambda: browser.get(page.path))
    browser.close()
    ticks = page.body.count(TICK)
    how = f"GET of the page with {ticks} ticks, whole request; {batches(plan.pages)}"
    ledger.record(figures.FORM_PAGE, cost, conditions(plan, how))


def measure_guided(ledger: Ledger, plan: Plan, intake: Surface) -> None:
    """Record the cost of the guided form, every screen of it read, answered and kept."""
    cost = processor_time(intake, plan.journeys, journey_of(intake, lambda b: guide(b).path))
    how = f"first screen to check, each read and its answers kept; {batches(plan.journeys)}"
    ledger.record(figures.GUIDED, cost, conditions(plan, how))


def measure_return(
    ledger: Ledger, plan: Plan, intake: Surface, receipt: str, messages: int
) -> None:
    """Record the cost of coming back with a receipt to a page with messages."""
    once = journey_of(intake, lambda browser: come_back(browser, receipt).path)
    cost = processor_time(intake, plan.journeys, once)
    how = f"asking for the words, sending them, reading {messages} messages: three requests"
    ledger.record(figures.RETURN, cost, conditions(plan, f"{how}; {batches(plan.journeys)}"))

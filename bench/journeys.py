"""What one reporter at a time costs the server: journeys and pages."""

from collections.abc import Callable

from bench import figures
from bench.browser import Browser
from bench.crowd import Journey
from bench.ledger import Ledger
from bench.numbers import milliseconds_each
from bench.plan import Plan
from bench.reporter import come_back, find_form, report, report_to_floor
from bench.server import PROCESSES, Surface

WARM_UP = 8
TICK = b'type="checkbox"'


def processor_time(surface: Surface, times: int, work: Callable[[], object]) -> float:
    """Return the milliseconds of processor that one of `times` calls of `work` costs a server.

    Some go before the count, so that every worker has its templates. The system counts in
    hundredths of a second, so only many requests give a figure.
    """
    for _ in range(WARM_UP + times // 10):
        work()
    before = surface.processor_seconds()
    for _ in range(times):
        work()
    return milliseconds_each(surface.processor_seconds() - before, times)


def journey_time(surface: Surface, times: int, journey: Journey) -> float:
    """Return what one journey of a new browser costs a server, in milliseconds."""

    def once() -> None:
        browser = Browser(surface.port)
        try:
            journey(browser)
        finally:
            browser.close()

    return processor_time(surface, times, once)


def conditions(plan: Plan, what: str, store: str = "SQLite") -> str:
    """Return in words how a figure of processor time came about."""
    return f"{what}; the server's own user + system time; {PROCESSES}; {store}; {plan.name} run"


def measure_reports(ledger: Ledger, plan: Plan, intake: Surface, floor: Surface) -> None:
    """Record the cost of a short report, that of the floor, and the ratio of the two."""
    product = journey_time(intake, plan.journeys, report)
    least = journey_time(floor, plan.journeys, report_to_floor)
    how = conditions(plan, f"six requests; mean of {plan.journeys} reports")
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
    how = f"GET of the page with {ticks} ticks, whole request; mean of {plan.pages}"
    ledger.record(figures.FORM_PAGE, cost, conditions(plan, how))


def measure_return(
    ledger: Ledger, plan: Plan, intake: Surface, receipt: str, messages: int
) -> None:
    """Record the cost of coming back with a receipt to a page with messages."""
    cost = journey_time(intake, plan.pages, lambda browser: come_back(browser, receipt).path)
    how = f"asking for the words, sending them, reading {messages} messages: three requests"
    ledger.record(figures.RETURN, cost, conditions(plan, f"{how}; mean of {plan.pages}"))

"""Takes all measurements, one after another, each on the demo instance it needs."""

from collections.abc import Callable

from bench import figures
from bench.counting import measure_counting
from bench.crowds import measure_crowds
from bench.demo import new_demo
from bench.desk import (
    Desk,
    measure_case,
    measure_open,
    measure_queue,
    measure_search,
    measure_sign_in,
    open_list,
    time_sign_in,
)
from bench.evidence import measure_photo
from bench.files import measure_files
from bench.functions import measure_functions
from bench.journeys import measure_form, measure_guided, measure_reports, measure_return
from bench.ledger import Ledger
from bench.plan import Plan
from bench.published import measure_published, publish_years
from bench.release import measure_release
from bench.reviewer import Codes
from bench.server import serve_application, serve_surface
from bench.store import converse, count_reports, readers, seed
from bench.watch import measure_watch
from bench.weight import measure_memory, measure_weight
from tests.support.postgresql import Cluster

SQLITE, POSTGRESQL = figures.STORES
MESSAGES = 3  # of each case with a conversation: bench.store.converse
FLOOR = "bench.floor:create_app()"
DURABLE = {"fsync": "on", "full_page_writes": "on"}  # unlike the cluster of the tests

Say = Callable[[str], None]


def measure_all(plan: Plan, say: Say) -> Ledger:
    """Return a ledger with every figure, measured or not; `say` takes a line of progress."""
    ledger = Ledger()
    with ledger.section(*figures.ALL):
        _measure_reporters(ledger, plan, say)
        _measure_desk(ledger, plan, say)
        _measure_watch(ledger, plan, say)
        _measure_release(ledger, plan, say)
        _measure_postgresql(ledger, plan, say)
    return ledger


def _measure_reporters(ledger: Ledger, plan: Plan, say: Say) -> None:
    with new_demo() as demo:
        say("functions")
        with ledger.section(figures.ROUTE, figures.ARGON2, figures.SEAL, figures.WRAP):
            measure_functions(ledger, plan, demo)
        with serve_surface("intake", demo) as intake:
            with (
                ledger.section(figures.SHORT_REPORT, figures.FLOOR, figures.OVER_FLOOR),
                serve_application("floor", FLOOR, demo) as floor,
            ):
                say("short reports, one at a time, and the floor")
                measure_reports(ledger, plan, intake, floor)
            with ledger.section(figures.FORM_PAGE):
                say("the form page")
                measure_form(ledger, plan, intake)
            with ledger.section(figures.GUIDED):
                say("the guided form, all screens")
                measure_guided(ledger, plan, intake)
            with ledger.section(*figures.CROWDS[SQLITE].all()):
                say(f"1, 8 and 64 reporters at once on {SQLITE}")
                measure_crowds(ledger, plan, figures.CROWDS[SQLITE], demo, intake)
            with ledger.section(figures.MEMORY["intake"]):
                measure_memory(ledger, intake, "the crowds")
            with (
                ledger.section(
                    figures.HTML,
                    figures.CSS,
                    figures.SCRIPT,
                    figures.PUBLISHED,
                    figures.MEMORY["statistics"],
                ),
                serve_surface("statistics", demo) as statistics,
            ):
                say("public pages, with two years of releases")
                publish_years(demo)
                measure_published(ledger, plan, demo, statistics)
                measure_weight(ledger, {"intake": intake, "statistics": statistics})
                measure_memory(ledger, statistics, "a few pages")


def _measure_release(ledger: Ledger, plan: Plan, say: Say) -> None:
    with ledger.section(figures.COUNT), new_demo() as demo:
        say("a night of the release job")
        measure_counting(ledger, plan, demo)
    attacks = (figure for pair in figures.ATTACKS.values() for figure in pair)
    with ledger.section(figures.TABULATE, figures.PROTECT, *attacks):
        say("counting facts, protecting tables, attacking them")
        measure_release(ledger, plan)
    with ledger.section(figures.PHOTO):
        say("a large photo")
        measure_photo(ledger, plan)
    with ledger.section(*figures.FILES.values()):
        say("spreadsheets of a release")
        measure_files(ledger, plan)


def _measure_desk(ledger: Ledger, plan: Plan, say: Say) -> None:
    rest = (
        figures.QUEUE,
        figures.QUEUE_SIZE,
        figures.OPEN,
        figures.OPEN_WALL,
        figures.CASE,
        figures.SEARCH,
    )
    with (
        ledger.section(figures.SIGN_IN, figures.RETURN, figures.MEMORY["desk"], *rest),
        new_demo() as demo,
        serve_surface("intake", demo) as intake,
        serve_surface("desk", demo) as surface,
    ):
        desk = Desk(surface, readers(demo), Codes())
        say("sign-in with no case")
        before = time_sign_in(desk)
        say(f"sealing and storing {plan.cases:,} cases")
        seeded = seed(demo, plan.cases)
        converse(demo, desk.readers[0], seeded[: plan.answered])
        say(f"sign-in with {count_reports(demo.services('desk')):,} unseen cases")
        measure_sign_in(ledger, plan, before, time_sign_in(desk))
        browser = open_list(desk)
        with ledger.section(figures.QUEUE, figures.QUEUE_SIZE):
            say("the list, every filter")
            measure_queue(ledger, plan, desk, browser)
        with ledger.section(figures.OPEN, figures.OPEN_WALL):
            say("opening cases, alone and while reports come in")
            measure_open(ledger, plan, desk, browser, intake)
        with ledger.section(figures.CASE):
            say("the page of a case with a history")
            measure_case(ledger, plan, desk, browser)
        with ledger.section(figures.SEARCH):
            say("searching all cases")
            measure_search(ledger, plan, browser)
        with ledger.section(figures.MEMORY["desk"]):
            measure_memory(ledger, surface, "lists, cases and sign-ins, none of them going on")
        with ledger.section(figures.RETURN):
            say("returning with a receipt")
            words = " ".join(seeded[0].receipt.words)
            measure_return(ledger, plan, intake, words, MESSAGES)
        browser.close()


def _measure_watch(ledger: Ledger, plan: Plan, say: Say) -> None:
    with ledger.section(figures.WATCH, figures.WATCH_MORE), new_demo() as demo:
        say(f"the watch, with {plan.watched:,} open cases and ten times as many")
        measure_watch(ledger, plan, demo)


def _measure_postgresql(ledger: Ledger, plan: Plan, say: Say) -> None:
    with ledger.section(*figures.CROWDS[POSTGRESQL].all()):
        cluster = Cluster(DURABLE)
        try:
            with (
                new_demo(cluster.new_database()) as demo,
                serve_surface("intake", demo) as intake,
            ):
                say(f"1, 8 and 64 reporters at once on {POSTGRESQL}")
                measure_crowds(ledger, plan, figures.CROWDS[POSTGRESQL], demo, intake)
        finally:
            cluster.remove()

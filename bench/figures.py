"""Every figure that is measured, with its unit and its bar, in the order of the table."""

from dataclasses import dataclass
from typing import Literal

Side = Literal["<=", ">="]
STORES = ("SQLite", "PostgreSQL")
CASES = 10_000


@dataclass(frozen=True)
class Bar:
    """The most (`<=`) or the least (`>=`) a value may be, in the unit of its figure."""

    side: Side
    limit: float

    def __str__(self) -> str:
        """Return the bar as the table shows it."""
        return f"{self.side} {self.limit:g}"

    def holds(self, value: float) -> bool:
        """Say whether `value` keeps to the bar."""
        return value <= self.limit if self.side == "<=" else value >= self.limit


@dataclass(frozen=True)
class Figure:
    """Something measured; without a bar it is there to understand the others by."""

    name: str
    unit: str
    bar: Bar | None = None


def at_most(limit: float) -> Bar:
    """Return the bar of something that must not be more than `limit`."""
    return Bar("<=", limit)


def at_least(limit: float) -> Bar:
    """Return the bar of something that must not be less than `limit`."""
    return Bar(">=", limit)


@dataclass(frozen=True)
class CrowdFigures:
    """The figures of reporters at once on one store."""

    alone: Figure
    eight: Figure
    sixty_four: Figure
    slowest: Figure
    errors: Figure
    lost: Figure

    def all(self) -> tuple[Figure, ...]:
        """Return them in order."""
        return (self.alone, self.eight, self.sixty_four, self.slowest, self.errors, self.lost)


def crowd_figures(store: str) -> CrowdFigures:
    """Return the figures of reporters at once on `store`."""
    ratio = "x rate of one"
    return CrowdFigures(
        alone=Figure(f"1 reporter on {store}", "reports/s"),
        eight=Figure(f"8 reporters at once on {store}", ratio, at_least(0.9)),
        sixty_four=Figure(f"64 reporters at once on {store}", ratio, at_least(0.9)),
        slowest=Figure(f"64 at once on {store}, p99 of a report", "s", at_most(2)),
        errors=Figure(f"errors, 1 + 8 + 64 at once on {store}", "reports", at_most(0)),
        lost=Figure(f"lost, 1 + 8 + 64 at once on {store}", "reports", at_most(0)),
    )


SHORT_REPORT = Figure("short report", "ms CPU", at_most(15))
FLOOR = Figure("short report, floor", "ms CPU")
OVER_FLOOR = Figure("short report over floor", "x floor", at_most(3))
FORM_PAGE = Figure("form page with 30 ticks", "ms CPU", at_most(2))
GUIDED = Figure("guided form, all screens", "ms CPU", at_most(60))
RETURN = Figure("return with a receipt, page with messages", "ms CPU", at_most(10))
CROWDS = {store: crowd_figures(store) for store in STORES}
QUEUE = Figure("queue page at 10,000 cases, slowest filter", "ms CPU", at_most(15))
QUEUE_SIZE = Figure("queue page at 10,000 cases, largest", "kB", at_most(40))
SIGN_IN = Figure("sign-in with 10,000 unseen stanzas, above one with none", "s", at_most(2))
OPEN = Figure("open a case at 10,000", "ms CPU", at_most(10))
CASE = Figure("case page with 20 events", "ms CPU", at_most(12))
SEARCH = Figure("search in 1,000 reports for what none has", "s wall", at_most(0.5))
OPEN_WALL = Figure("open a case while 8 reporters submit, over alone", "x median wall", at_most(2))
HTML = Figure("public page, HTML", "kB", at_most(40))
CSS = Figure("public page, CSS compressed", "kB", at_most(20))
SCRIPT = Figure("public page, script", "bytes", at_most(0))
PUBLISHED = Figure("page of figures from frozen releases, slowest", "ms CPU", at_most(10))
WATCH = Figure("watch pass, 100,000 open cases, 100 due", "ms CPU", at_most(50))
WATCH_MORE = Figure("watch pass, ten times the open cases", "x CPU", at_most(1.2))
MEMORY = {
    surface: Figure(f"memory of a worker of {surface}", "MB PSS", at_most(60))
    for surface in ("intake", "desk", "statistics")
}
COUNT = Figure("open and count one new row of facts", "µs CPU", at_most(120))
TABULATE = Figure("tabulate one new fact", "µs CPU", at_most(120))
PROTECT = Figure("protect a year of some 456 cells", "ms CPU", at_most(50))
ATTACKS = {
    reports: (
        Figure(f"attack a year of {reports:,} reports", "s CPU", at_most(30)),
        Figure(f"attack a year of {reports:,} reports, memory", "MiB", at_most(1024)),
    )
    for reports in (60, 2_000, 1_000_000)
}
PHOTO = Figure("a 10 MB photo cleaned and sealed", "s CPU", at_most(1.5))
FILES = {kind: Figure(f"a release as {kind}", "ms CPU", at_most(1000)) for kind in ("XLSX", "ODS")}
ARGON2 = Figure("one Argon2id pass", "ms wall")
ROUTE = Figure("routing: who may open, and which owners", "ms CPU", at_most(0.2))
SEAL = Figure("seal_report", "ms CPU")
WRAP = Figure("one HPKE wrap: how fast this machine is", "ms CPU")

ALL = (
    SHORT_REPORT, FLOOR, OVER_FLOOR, FORM_PAGE, GUIDED, RETURN,
    *(figure for store in STORES for figure in CROWDS[store].all()),
    QUEUE, QUEUE_SIZE, SIGN_IN, OPEN, CASE, SEARCH, OPEN_WALL,
    WATCH, WATCH_MORE,
    HTML, CSS, SCRIPT, PUBLISHED, *MEMORY.values(),
    COUNT, TABULATE, PROTECT, *(figure for pair in ATTACKS.values() for figure in pair),
    *FILES.values(), PHOTO,
    ROUTE, ARGON2, SEAL, WRAP,
)  # fmt: skip

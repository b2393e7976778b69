"""One release from counts to bytes: protected, attacked, and only then frozen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from reporting import limits
from reporting.disclosure.calendar import Due, next_due
from reporting.disclosure.findings import Finding
from reporting.disclosure.frozen import ServiceFacts, as_release, freeze
from reporting.disclosure.history import attack_window, windows_of
from reporting.disclosure.menu import TABLES, WITHDRAWALS
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source, protect
from reporting.disclosure.published import Release
from reporting.disclosure.reading import read_history
from reporting.disclosure.solver import Deadline
from reporting.quarter import QUARTERS

# Populations that are bound to one another by rows: what is found in one may come from the other.
_TOGETHER = {"received": {"received", "decided"}, "decided": {"received", "decided"}}


@dataclass(frozen=True)
class Prepared:
    """A release that withstood the attack, ready to be signed.

    `withheld` are the tables that the attack cost, `found` what it found: for those who release,
    never for the file, because it names who was in danger.
    """

    data: bytes
    release: Release
    withheld: tuple[str, ...]
    found: tuple[Finding, ...]


@dataclass(frozen=True)
class Next:
    """The next release, or None where none is due, and what was due before it but was left out.

    What was left out would point at people even as a total alone. A quarter joins the next one
    of its year; a year, or three, are not told.
    """

    prepared: Prepared | None
    left_out: tuple[Due, ...]


def prepare_next(
    source: Source,
    since: int,
    frozen: Sequence[bytes],
    facts: ServiceFacts,
    today: date,
    seconds: float = limits.ATTACK_SECONDS,
) -> Prepared | None:
    """Return the next release that is due, of one source and with these service facts, or None."""
    made = prepare_due(lambda _: source, since, frozen, lambda _: facts, today, seconds)
    return made.prepared


def prepare_due(
    source_of: Callable[[int], Source],
    since: int,
    frozen: Sequence[bytes],
    facts_of: Callable[[Due], ServiceFacts],
    today: date,
    seconds: float = limits.ATTACK_SECONDS,
) -> Next:
    """Return what is next, with the source of a financial year and what is told of a period.

    The same inputs give the same bytes: no clock and no dice are in them. An attack that does
    not finish is no reason to withhold a table, because bytes would then hang on the speed of a
    machine: it refuses the release.
    """
    history, left_out = read_history(frozen), list[Due]()
    previous = frozen[-1] if frozen else b""

    def total(period: Period) -> int:
        return source_of(period.year).total(period)

    while due := next_due(history, since, total, today, left_out):
        source = source_of(due[1].last // QUARTERS)
        prepared = _withdraw(source, due, history, previous, facts_of(due), seconds)
        if prepared:
            return Next(prepared, tuple(left_out))
        left_out.append(due)
    return Next(None, tuple(left_out))


def _withdraw(
    source: Source,
    due: Due,
    history: Sequence[Release],
    previous: bytes,
    facts: ServiceFacts,
    seconds: float,
) -> Prepared | None:
    """Return a release that withstands the attack; None if even its total does not."""
    kind, period = due
    deadline = Deadline(seconds)
    withheld: list[str] = []
    found: list[Finding] = []
    while True:
        numbers = protect(source, kind, period, history, withheld)
        release = as_release(source, kind, period, history, numbers)
        findings = _attack(release, history, source, deadline)
        if not findings:
            data = freeze(release, numbers, source.key, previous, facts)
            return Prepared(data, release, tuple(withheld), tuple(found))
        found += findings
        table = _next_withdrawal(_touched(findings), release)
        if table is None:
            return None
        withheld.append(table)


def _attack(
    release: Release, history: Sequence[Release], source: Source, deadline: Deadline
) -> tuple[Finding, ...]:
    everything = [*history, release]
    window = next(each for each in windows_of(everything) if release in each)
    return attack_window(window, everything, source.tally, deadline).findings


def _touched(findings: Sequence[Finding]) -> set[str]:
    """Return the populations in which somebody was found, with all that are bound to them."""
    return {
        population
        for finding in findings
        for population in _TOGETHER.get(finding.population, {finding.population})
    }


def _next_withdrawal(touched: set[str], release: Release) -> str | None:
    """Return the finest table still shown of those populations, if any; never a single cell."""
    for code in WITHDRAWALS:
        if TABLES[code].population in touched and release.table(code):
            return code
    return None

"""One release from counts to bytes: protected, attacked, and only then frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporting import limits
from reporting.disclosure.calendar import next_due
from reporting.disclosure.findings import Finding
from reporting.disclosure.frozen import ServiceFacts, as_release, freeze
from reporting.disclosure.history import attack_window, windows_of
from reporting.disclosure.menu import TABLES, WITHDRAWALS
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source, protect
from reporting.disclosure.published import Kind, Release
from reporting.disclosure.reading import read_history
from reporting.disclosure.solver import Deadline
from reporting.errors import ReleaseRefused

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


def prepare_next(
    source: Source,
    since: int,
    frozen: Sequence[bytes],
    facts: ServiceFacts,
    today: date,
    seconds: float = limits.ATTACK_SECONDS,
) -> Prepared | None:
    """Return the next release that is due, or None; refuse what cannot be shown to be safe.

    The same inputs give the same bytes: no clock and no dice are in them. An attack that does
    not finish is no reason to withhold a table, because bytes would then hang on the speed of a
    machine: it refuses the release.
    """
    history = read_history(frozen)
    due = next_due(history, since, source.total, today)
    if due is None:
        return None
    return _withdraw(source, due, history, frozen[-1] if frozen else b"", facts, seconds)


def _withdraw(
    source: Source,
    due: tuple[Kind, Period],
    history: Sequence[Release],
    previous: bytes,
    facts: ServiceFacts,
    seconds: float,
) -> Prepared:
    kind, period = due
    deadline = Deadline(seconds)
    withheld: list[str] = []
    found: list[Finding] = []
    while True:
        numbers = protect(source, kind, period, history, withheld)
        release = as_release(source, kind, period, len(history) + 1, numbers)
        findings = _attack(release, history, source, deadline)
        if not findings:
            data = freeze(release, numbers, source.key, previous, facts)
            return Prepared(data, release, tuple(withheld), tuple(found))
        found += findings
        withheld.append(_next_withdrawal(_touched(findings), release))


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


def _next_withdrawal(touched: set[str], release: Release) -> str:
    """Return the finest table still shown of those populations; never a single cell."""
    for code in WITHDRAWALS:
        if TABLES[code].population in touched and release.table(code):
            return code
    raise ReleaseRefused("Even the total alone would point at people, so nothing is released.")

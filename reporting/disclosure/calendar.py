"""When which release is due: quarters, years and three years, each of them once."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from reporting import limits
from reporting.disclosure.period import Period
from reporting.disclosure.published import Kind, Release
from reporting.quarter import QUARTERS

Due = tuple[Kind, Period]
Total = Callable[[Period], int]  # the number that would be printed of all reports in a period


def is_closed(period: Period, today: date) -> bool:
    """Say whether a period is over, and the time for late triage as well."""
    return today >= period.end + timedelta(days=limits.QUARTER_CLOSES_DAYS)


def next_due(
    history: Sequence[Release],
    since: int,
    total: Total,
    today: date,
    left_out: Collection[Due] = (),
) -> Due | None:
    """Return the next release of a series that began with financial year `since`, if any is due.

    Those `left_out` would point at people whatever is withheld of them, so time goes on without.

    A quarter with a small total joins the next of its year; what is left at the end of the year
    is told by the year alone. So periods never reach from one classification into another.
    """
    year = since
    while is_closed(Period(year * QUARTERS, year * QUARTERS), today):
        found = _due_in(history, since, Period.years(year), total, today, left_out)
        if found:
            return found
        year += 1
    return None


def _due_in(
    history: Sequence[Release],
    since: int,
    year: Period,
    total: Total,
    today: date,
    left_out: Collection[Due],
) -> Due | None:
    done = [r.period for r in history if r.kind == "quarter" and year.holds(r.period)]
    start = max((period.last for period in done), default=year.first - 1) + 1
    given_up = ("year", year) in left_out
    ended = given_up or any(r.kind == "year" and r.period == year for r in history)
    for last in range(start, 0 if ended else year.last + 1):
        period = Period(start, last)
        whole = period == year  # the release of the year is about the same cells
        told = is_closed(period, today) and not whole and ("quarter", period) not in left_out
        if told and total(period) >= limits.QUARTER_LEAST:
            return "quarter", period
    if not ended:
        return ("year", year) if is_closed(year, today) else None
    pooled = _pooled(history, since, year)
    return None if pooled in left_out else pooled


def _pooled(history: Sequence[Release], since: int, year: Period) -> Due | None:
    """Return the three years that end with this one, if they are due and one was too small."""
    if (year.year - since) % limits.POOL_YEARS != limits.POOL_YEARS - 1:
        return None
    pool = Period.years(year.year - limits.POOL_YEARS + 1, limits.POOL_YEARS)
    if any(r.kind == "three_years" and r.period == pool for r in history):
        return None
    years = [r for r in history if r.kind == "year" and pool.holds(r.period)]
    small = any(is_small_year(release) for release in years)
    # Of years that were divided in different ways no table can be made together.
    # Of a year that was left out nothing is told here either.
    divisions = {(*r.facets.items(), *r.populations) for r in years}
    alike = len(years) == limits.POOL_YEARS and len(divisions) == 1
    return ("three_years", pool) if small and alike else None


def is_small_year(release: Release) -> bool:
    """Say whether a year shows its total alone."""
    counted = release.table("received")
    return counted is None or (counted.cells or {})[()] < limits.YEAR_LEAST

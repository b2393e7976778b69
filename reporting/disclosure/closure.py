"""Tables that never contradict one another: a parent is at least the sum of its children."""

from collections.abc import Mapping

from reporting.disclosure.menu import TABLES, Table
from reporting.disclosure.tabulate import Counts

Published = Mapping[str, Counts]


def lift(published: Published, finer: Published) -> dict[str, Counts]:
    """Return the numbers with every parent lifted, from the finest table upward.

    `finer` are sums of what is already published for parts of the period (the quarters of a
    year). Lifting uses published numbers alone, so it tells nothing new; and as a number never
    exceeds its count, neither does a sum of them.
    """
    lifted: dict[str, Counts] = {}
    for code in sorted(published, key=lambda code: -len(TABLES[code].facets)):
        values = published[code].copy()
        if code in finer:
            values = values.clip(min=finer[code])
        for child in list(lifted):
            if is_child(TABLES[child], TABLES[code]):
                values = values.clip(min=_sum_to(lifted[child], TABLES[child], TABLES[code]))
        lifted[code] = values
    return lifted


def is_child(child: Table, parent: Table) -> bool:
    """Say whether `child` breaks `parent` down further."""
    return child.population == parent.population and set(parent.facets) < set(child.facets)


def _sum_to(values: Counts, child: Table, parent: Table) -> Counts:
    # Facets stand in one order everywhere, so summing the others leaves those of the parent.
    others = tuple(axis for axis, facet in enumerate(child.facets) if facet not in parent.facets)
    summed: Counts = values.sum(axis=others)
    return summed


def left_over(total: Counts, values: Counts) -> int:
    """Return what a table does not break down; never below zero once lifted."""
    return int(total) - int(values.sum())

"""Which tables a period is large enough for, judged by published totals alone."""

from collections.abc import Mapping

from reporting import limits
from reporting.disclosure.classification import Classification
from reporting.disclosure.menu import Table


def is_dense(table: Table, totals: Mapping[str, int], classification: Classification) -> bool:
    """Say whether a table may be shown beside the published totals of the populations.

    The total itself always may. Nothing but published numbers is read, so that a table that is
    missing tells nobody more than the total beside it does.
    """
    if not table.facets:
        return True
    needed = limits.DENSITY * table.size(classification)
    return totals[table.population] >= needed

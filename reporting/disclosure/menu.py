"""The closed menu of tables. There is no way to ask for another one.

A change goes to the oversight board, begins with a financial year, and is attacked together with
everything that was published before.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from reporting.aboutyou import COUNTED
from reporting.disclosure.classification import Classification

TOO_FEW = "too few reports for this table"  # the one reason, whatever withheld a table

# Of a yes and a no only the yes is printed, beside the total: two intervals would say more than
# one. Staff and public are both asked for, so both are printed, and attacked.
SHOWN: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    (
        *("within_24h", "action", "within_3_months", "felt_safe", "process_fair"),
        *("treated_worse", "disability"),
    ),
    ("yes",),
)


@dataclass(frozen=True)
class Table:
    """One table: of a population, by no, one or two facets. `code` is its name for ever."""

    code: str
    population: str
    facets: tuple[str, ...]
    quarterly: bool = False

    def shown(self, classification: Classification) -> tuple[tuple[str, ...], ...]:
        """Return the codes printed of each facet."""
        return tuple(SHOWN.get(facet, classification.codes(facet)) for facet in self.facets)

    def size(self, classification: Classification) -> int:
        """Return how many cells it has, those that are not printed included."""
        return math.prod(len(classification.codes(facet)) for facet in self.facets)


MENU = (
    Table("received", "received", (), quarterly=True),
    Table("area", "received", ("area",), quarterly=True),
    Table("kind", "received", ("kind",), quarterly=True),
    Table("within_24h", "received", ("within_24h",), quarterly=True),
    Table("reporter", "received", ("reporter",)),
    Table("area_kind", "received", ("area", "kind")),
    Table("area_within_24h", "received", ("area", "within_24h")),
    Table("kind_within_24h", "received", ("kind", "within_24h")),
    Table("decided", "decided", ()),
    Table("outcome", "decided", ("outcome",)),
    Table("action", "decided", ("action",)),
    Table("within_3_months", "decided", ("within_3_months",)),
    Table("kind_outcome", "decided", ("kind", "outcome")),
    Table("safe_replies", "felt_safe", ()),
    Table("felt_safe", "felt_safe", ("felt_safe",)),
    Table("fair_replies", "process_fair", ()),
    Table("process_fair", "process_fair", ("process_fair",)),
    Table("worse_replies", "treated_worse", ()),
    Table("treated_worse", "treated_worse", ("treated_worse",)),
    Table("decisions_changed", "decisions_changed", ()),
    Table("facts_corrected", "facts_corrected", ()),
    *(
        table
        for question in COUNTED
        for table in (
            Table(f"{question}_replies", question, ()),
            Table(question, question, (question,)),
        )
    ),
)
TABLES: Mapping[str, Table] = {table.code: table for table in MENU}
TOTALS: Mapping[str, Table] = {table.population: table for table in MENU if not table.facets}

# What is given up where the attack finds something: the finest first, never a single cell.
WITHDRAWALS = (
    "area_kind",
    "area_within_24h",
    "kind_outcome",
    "kind_within_24h",
    "area",
    "reporter",
    "within_24h",
    "within_3_months",
    "action",
    "felt_safe",
    "process_fair",
    "treated_worse",
    *COUNTED,
    "kind",
    "outcome",
    "decided",
    "safe_replies",
    "fair_replies",
    "worse_replies",
    "decisions_changed",
    "facts_corrected",
    *(f"{question}_replies" for question in COUNTED),
)


def cell_name(series: str, table: Table, codes: tuple[str, ...], period: str) -> str:
    """Return the name of a cell, which its offset hangs on for ever."""
    parts = (series, table.population, "+".join(table.facets), "+".join(codes), period)
    return "|".join(parts)

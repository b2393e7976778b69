"""What a process without any key can tell of the events of cases; never how many there are.

Events and their head are sealed, so whether a chain is whole only an opening tells. Beside each
report stands in clear what its rows add up to: a row that was lost, altered or put back alone does
not fit. Whoever alters that number as well is found when the case is next opened.
"""

from collections.abc import Iterator

from reporting import limits
from reporting.casework.chain import NO_EVENTS, add_to_sum
from reporting.ids import ReportId
from reporting.store.caseevents import find_open_guards, get_case_events_of, get_sums, has_strays
from reporting.store.engine import Store
from reporting.store.reports import all_numbers

BROKEN = (
    "The history of a report is not whole: a row of its events was lost, altered or added. Tell "
    "the oversight bodies: the list of openings shows leads which it is."
)
STRAY = "There are events of a report that is not there any more. Tell the oversight bodies."
UNGUARDED = (
    "The database no longer refuses to change the events of cases. Find out who took that away, "
    "tell the oversight bodies, and have it back by the schema of this version."
)


def find_chain_faults(store: Store) -> Iterator[str]:
    """Say what does not fit in the events of cases, one sentence a kind."""
    with store.read() as connection:
        if find_open_guards(connection):
            yield UNGUARDED
        if has_strays(connection):
            yield STRAY
        numbers = all_numbers(connection)
    starts = range(0, len(numbers), limits.REPORTS_BATCH)
    if any(not _is_whole(store, numbers, start) for start in starts):
        yield BROKEN


def _is_whole(store: Store, numbers: list[ReportId], start: int) -> bool:
    part = numbers[start : start + limits.REPORTS_BATCH]
    with store.read() as connection:
        sums = get_sums(connection, part)
        events = get_case_events_of(connection, list(sums))
    for number, told in sums.items():
        total = NO_EVENTS
        for event, box in events.get(number, ()):
            total = add_to_sum(total, event, box)
        if total != told:
            return False
    return True

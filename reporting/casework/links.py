"""The links of a case to others: what its events say of them."""

from collections.abc import Iterable

from reporting import ids
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.ids import ReportId


def links_of(events: Iterable[CaseEvent]) -> tuple[ReportId, ...]:
    """Return the cases that this one is linked to now, in the order in which they came."""
    linked: dict[ReportId, None] = {}
    for event in events:
        case = linked_case(event)
        if case is None:
            continue
        if event.kind == kinds.LINKED:
            linked[case] = None
        else:
            linked.pop(case, None)
    return tuple(linked)


def linked_case(event: CaseEvent) -> ReportId | None:
    """Return the other case that an event links or unlinks, or None."""
    if event.kind not in (kinds.LINKED, kinds.UNLINKED):
        return None
    number = ids.from_hex(str(event.data.get("case", "")))
    return None if number is None else ReportId(number)

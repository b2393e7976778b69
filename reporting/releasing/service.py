"""What a release says of the service itself: from the signed figures of quarters, and the waits."""

from collections.abc import Collection, Iterable

from reporting import limits
from reporting.catalogues import is_checked
from reporting.clock import day_of_date
from reporting.disclosure.frozen import ServiceFacts
from reporting.disclosure.period import Period
from reporting.errors import BadSignature, ReleaseRefused
from reporting.period import period_of
from reporting.quarter import quarter_start
from reporting.releasing.quartertally import QuarterTally
from reporting.service import Service
from reporting.servicefacts import PromiseFacts, read_facts
from reporting.store import Connection
from reporting.store.servicefacts import get_facts

_BUCKETS = (*limits.ANSWER_BUCKETS, 0)  # from the shortest wait to "more than the largest"


def service_facts(
    quarters: Collection[PromiseFacts],
    tallies: Iterable[QuarterTally],
    body: str,
    languages: Iterable[str],
) -> ServiceFacts:
    """Return what is said of a period, of which these are the figures and the counts.

    A quarter without figures, from before the service began, has no test report and no duty.
    """
    kept = list(tallies)
    waits = [tally.wait for tally in kept]
    waits += [each.tests.longest for each in quarters]
    return ServiceFacts(
        promise=_line(wait for wait in waits if wait is not None),
        waited_over_three_days=any(tally.late for tally in kept),
        duty_hours=sum(duty.hours for q in quarters for duty in q.duty if duty.body == body),
        tests_filed=sum(each.tests.filed for each in quarters),
        tests_answered=sum(each.tests.founding for each in quarters),
        languages_checked=tuple(languages),
    )


def _line(waits: Iterable[int]) -> str:
    """Return which promise line is true of these waits, each a bucket of hours."""
    longest = max(map(_BUCKETS.index, waits), default=0)
    if longest <= _BUCKETS.index(limits.ACKNOWLEDGE_HOURS):
        return "kept"
    return "over_48h" if _BUCKETS[longest] == 0 else "within_48h"


def read_quarters(
    connection: Connection, period: Period, watch_keys: Collection[bytes]
) -> list[PromiseFacts]:
    """Return the figures of the quarters of a period; ReleaseRefused if one was altered."""
    rows = dict(get_facts(connection))
    found: list[PromiseFacts] = []
    for quarter in period.quarters:
        name = str(period_of(day_of_date(quarter_start(quarter))))
        if name not in rows:
            continue
        try:
            found.append(read_facts(rows[name], name, watch_keys))
        except BadSignature:
            raise ReleaseRefused(
                f"The figures of the service itself for the quarter from {name} are not as the "
                "watch signed them, so nothing is released."
            ) from None
    return found


def languages_of(service: Service) -> tuple[str, ...]:
    """Return the languages of the pages that a person has checked, as their catalogues say."""
    return tuple(each.tag for each in service.languages if is_checked(each.locale))

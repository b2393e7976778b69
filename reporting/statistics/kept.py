"""How the promise was kept, quarter by quarter, in words: signed facts about test reports and duty.

A quarter whose row does not bear the signature of the watch is not shown, and the page says so; so
does it of one that is missing between others.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from flask_babel import format_decimal, gettext, ngettext

from reporting import clock, limits
from reporting.errors import BadSignature, RosterRefused, StoreUnavailable
from reporting.period import Period, period_named
from reporting.service import Service
from reporting.servicefacts import DutyHours, PromiseFacts, Tally, read_facts
from reporting.services import Services
from reporting.statistics.wording import name_months
from reporting.store.servicefacts import get_facts


@dataclass(frozen=True)
class Quarter:
    """One quarter of the page: its name, what is said of it, and whether that is a warning."""

    name: str
    sentences: tuple[str, ...]
    warning: bool = False


@dataclass(frozen=True)
class Kept:
    """What the page shows; `trouble` says why there is nothing."""

    quarters: tuple[Quarter, ...] = ()
    trouble: str = ""


def read_kept(services: Services) -> Kept:
    """Return the newest quarters, and what is wrong with them."""
    try:
        keys = services.rosters.current().watch_keys
        with services.store.read() as connection:
            rows = get_facts(connection)
    except (StoreUnavailable, RosterRefused):
        return Kept(trouble=gettext("The figures cannot be read or checked just now."))
    found = {name: _check(name, data, keys) for name, data in rows}
    periods = sorted(filter(None, map(period_named, found)), reverse=True)
    if not periods:
        return Kept()
    newest, oldest = periods[0], periods[-1]
    count = min(newest.since(oldest) + 1, limits.QUARTERS_SHOWN)
    shown = [newest.later(-each) for each in range(count)]
    say = partial(_quarter, services.service)
    return Kept(tuple(say(period, found.get(str(period))) for period in shown))


def _check(name: str, data: bytes, keys: Collection[bytes]) -> PromiseFacts | None:
    try:
        return read_facts(data, name, keys)
    except BadSignature:
        return None


def _quarter(service: Service, period: Period, facts: PromiseFacts | None) -> Quarter:
    name = name_months(*map(clock.date_of_day, (period.first_day, period.last_day)))
    if facts is None:
        return Quarter(
            name,
            (
                gettext(
                    "The figures of this quarter are missing, or were altered: the watch did not "
                    "sign what is stored. Nothing is shown."
                ),
            ),
            warning=True,
        )
    said = [_filed(facts.tests)]
    if facts.tests.filed:
        said += [_answered(service, facts.tests), _longest(facts.tests)]
    if not facts.tests.complete:
        said.append(
            gettext(
                "Records of this quarter are missing, or a test report was not filed, so there may "
                "have been more."
            )
        )
    return Quarter(name, (*said, *(_duty(service, each) for each in facts.duty)))


def _filed(tests: Tally) -> str:
    if not tests.filed:
        return str(gettext("No test report was filed."))
    return str(
        ngettext("%(num)s test report was filed.", "%(num)s test reports were filed.", tests.filed)
    )


def _answered(service: Service, tests: Tally) -> str:
    promises = (each.promise for each in service.organisations.values())
    if all(promise.is_founding for promise in promises):
        return str(
            gettext(
                "Answered by a person within 24 hours: %(count)s of %(filed)s.",
                count=tests.founding,
                filed=tests.filed,
            )
        )
    return str(
        gettext(
            "Answered by a person within what the organisation promised: %(count)s of %(filed)s; "
            "within 24 hours: %(founding)s.",
            count=tests.target,
            filed=tests.filed,
            founding=tests.founding,
        )
    )


def _longest(tests: Tally) -> str:
    if not tests.longest:
        return str(gettext("The longest wait was more than 48 hours."))
    return str(
        ngettext(
            "The longest wait was at most %(num)s hour.",
            "The longest wait was at most %(num)s hours.",
            tests.longest,
        )
    )


def _duty(service: Service, duty: DutyHours) -> str:
    body = service.bodies.get(duty.body)
    return str(
        gettext(
            "%(body)s: somebody was on duty in %(hours)s of %(of)s hours.",
            body=body.name if body else duty.body,
            hours=format_decimal(duty.hours),
            of=format_decimal(duty.of),
        )
    )

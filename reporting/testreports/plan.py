"""When the test reports of a quarter are filed, about whom, and from which account.

At any minute of day, night and weekend, so that no hour is safer to sleep through than another;
each quarter has at least one at night and one at a weekend. Bodies take turns, and so do their
organisations, the languages and the accounts: whoever had fewest comes first.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from reporting import clock, ids, limits
from reporting.dice import Dice, new_seed
from reporting.localtime import local_day, quarter_at
from reporting.period import Period, period_of
from reporting.receipt import new_receipt
from reporting.service import Service
from reporting.stories import Stories
from reporting.testreports.testreport import BLANK, PLANNED, TestReport

_FRIDAY = 4
Wanted = Callable[[int], bool]


@dataclass(frozen=True)
class Plan:
    """What plans are made of; `dice` draws when, how many and in which order."""

    service: Service
    stories: Mapping[str, Stories]
    dice: Dice

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which it is night, and weekend."""
        return self.service.timezone

    @property
    def languages(self) -> list[str]:
        """Those of the pages in which there are accounts."""
        return [each.tag for each in self.service.languages if each.tag in self.stories]


def present_period(now: datetime, zone: ZoneInfo) -> Period:
    """Return the quarter that calendars show."""
    return period_of(local_day(now, zone))


def make_tests(plan: Plan, now: datetime, past: Sequence[TestReport]) -> list[TestReport]:
    """Return the test reports of what is left of the present quarter; none if that is too little.

    They are always as many rows. `past` are those of all quarters before.
    """
    period = present_period(now, plan.zone)
    first, last = clock.minute_of(now) + 1, _end(period, plan.zone)
    if last - first < limits.TEST_PLAN_DAYS * clock.MINUTES_A_DAY or not plan.languages:
        return []
    count = limits.LEAST_TESTS + plan.dice.below(limits.TEST_ROWS - limits.LEAST_TESTS + 1)
    made: list[TestReport] = []
    for minute in _minutes(plan, count, range(first, last)):
        made.append(_test(plan, period, minute, [*past, *made]))
    blank = [TestReport(ids.new_id(), period, BLANK) for _ in range(limits.TEST_ROWS - count)]
    return plan.dice.shuffled([*made, *blank])


def _end(period: Period, zone: ZoneInfo) -> int:
    return quarter_at(period.last_day + 1, 0, zone) * clock.MINUTES_A_QUARTER


def is_over(period: Period, now: datetime, zone: ZoneInfo) -> bool:
    """Say whether every test report that could be filed in `period` has had its time."""
    return clock.minute_of(now) >= _end(period, zone) + limits.COUNT_HOURS * clock.MINUTES_AN_HOUR


def ends_before(period: Period, now: datetime, zone: ZoneInfo) -> bool:
    """Say whether `period` has ended."""
    return clock.minute_of(now) >= _end(period, zone)


def _minutes(plan: Plan, count: int, left: range) -> list[int]:
    """Draw the minutes: one at night, one at a weekend, the others at any time."""

    def draw(wanted: Wanted) -> int:
        return next(m for m in iter(lambda: plan.dice.pick(left), None) if wanted(m))

    night = draw(lambda minute: is_night(minute, plan.zone))
    weekend = draw(lambda minute: is_weekend(minute, plan.zone))
    others = [draw(lambda _: True) for _ in range(count - 2)]
    return plan.dice.shuffled([night, weekend, *others])


def _local(minute: int, zone: ZoneInfo) -> datetime:
    return clock.moment_of_minute(minute).astimezone(zone)


def is_night(minute: int, zone: ZoneInfo) -> bool:
    """Say whether most people sleep at `minute`."""
    begin, end = limits.NIGHT_HOURS
    hour = _local(minute, zone).hour
    return hour >= begin or hour < end


def is_weekend(minute: int, zone: ZoneInfo) -> bool:
    """Say whether `minute` is on a Saturday or Sunday."""
    return _local(minute, zone).weekday() > _FRIDAY


def _test(plan: Plan, period: Period, minute: int, before: Sequence[TestReport]) -> TestReport:
    organisations = plan.service.organisations.values()
    used = [test for test in before if test.state != BLANK]
    body = _rarest(plan.dice, {each.body for each in organisations}, (test.body for test in used))
    organisation = _rarest(
        plan.dice,
        {each.code for each in organisations if each.body == body},
        (test.organisation for test in used),
    )
    language = _rarest(plan.dice, plan.languages, (test.language for test in used))
    told = (test.story for test in used if test.language == language)
    return TestReport(
        number=ids.new_id(),
        period=period,
        state=PLANNED,
        organisation=organisation,
        body=body,
        language=language,
        story=_rarest(plan.dice, plan.stories[language].stories, told),
        seed=new_seed(),
        receipt=new_receipt().indexes,
        minute=minute,
    )


def _rarest(dice: Dice, choices: Iterable[str], used: Iterable[str]) -> str:
    """Return one of `choices` that was used least."""
    counts = Counter(used)
    least = min(counts[each] for each in choices)
    return dice.pick(sorted(each for each in choices if counts[each] == least))

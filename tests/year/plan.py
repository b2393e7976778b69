"""A year of reports, answers and outages, drawn from one seed: what happens, and nothing else.

Minutes and quarters of an hour are counted since the epoch, as in the store.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from reporting import clock

START = datetime(2027, 1, 1, tzinfo=UTC)
DAYS = 365
MINUTES_A_DAY = 24 * 60
QUARTER = 15
# Whom a report is about decides who is excluded: some of the demo's people declared connections.
ABOUT = ((), ("colleague",), ("line_manager",), ("oversight_provider_or_this_service",))
_WEIGHTS = (2, 5, 2, 1)


@dataclass(frozen=True)
class Planned:
    """One report, and what people do about it; None where nobody ever does."""

    minute: int
    organisation: str
    about: tuple[str, ...]
    urgent: bool
    opened: int | None
    answered: int | None


@dataclass(frozen=True)
class Plan:
    """A year: the reports in order of time, and when no watch runs (quarters, end excluded)."""

    reports: tuple[Planned, ...]
    outages: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """The first quarter of the year."""
        return clock.minute_of(START) // QUARTER

    @property
    def last(self) -> int:
        """The quarter after the last one."""
        return self.first + DAYS * MINUTES_A_DAY // QUARTER

    def runs(self, quarter: int) -> bool:
        """Say whether a watch runs in `quarter`."""
        place = bisect_right(self.outages, (quarter, self.last + 1)) - 1
        return place < 0 or quarter >= self.outages[place][1]


def draw(reports: int, seed: int) -> Plan:
    """Return a year of so many reports."""
    random = Random(seed)  # noqa: S311 - a plan that can be drawn again, not a secret
    start = clock.minute_of(START)
    arrivals = sorted(_arrival(random, start) for _ in range(reports))
    planned = tuple(_planned(random, minute) for minute in arrivals)
    return Plan(planned, _outages(random, start // QUARTER))


def _arrival(random: Random, start: int) -> int:
    """Return a minute: most come by day, some at night, fewer at weekends.

    Never one at which a turn is taken: which of the two comes first would be a toss.
    """
    while True:
        minute = _off_turn(start + random.randrange(DAYS * MINUTES_A_DAY))
        moment = datetime.fromtimestamp(minute * 60, UTC)
        chance = (1.0 if 7 <= moment.hour < 23 else 0.3) * (0.6 if moment.weekday() > 4 else 1.0)
        if random.random() < chance:
            return minute


def _planned(random: Random, minute: int) -> Planned:
    urgent = random.random() < 0.02
    opened = _between(random, minute, 5, 300) if urgent else None
    return Planned(
        minute=minute,
        organisation=random.choice(("council", "transport")),
        about=random.choices(ABOUT, _WEIGHTS)[0],
        urgent=urgent,
        opened=opened,
        answered=_answered(random, minute, opened),
    )


def _answered(random: Random, minute: int, opened: int | None) -> int | None:
    """Return when somebody answers: most within hours, some late, a few never."""
    habit = random.random()
    if habit < 0.003:
        return None
    hours = (0.2, 19) if habit < 0.85 else (19, 24) if habit < 0.93 else (24, 47)
    if habit > 0.98:
        hours = (47, 130)
    first = max(minute, opened or 0)
    return _between(random, first, hours[0] * 60, hours[1] * 60)


def _between(random: Random, minute: int, least: float, most: float) -> int:
    return _off_turn(minute + int(random.uniform(least, most)))


def _off_turn(minute: int) -> int:
    return minute if minute % QUARTER else minute + 1


def _outages(random: Random, first: int) -> tuple[tuple[int, int], ...]:
    """Return five outages of hours, and one of two days: a machine that nobody noticed."""
    days = sorted(random.sample(range(10, DAYS - 10, 5), 6))
    lengths = [random.randrange(4, 60) for _ in days[1:]] + [2 * MINUTES_A_DAY // QUARTER]
    random.shuffle(lengths)
    begins = [first + day * MINUTES_A_DAY // QUARTER + random.randrange(90) for day in days]
    return tuple((at, at + length) for at, length in zip(begins, lengths, strict=True))

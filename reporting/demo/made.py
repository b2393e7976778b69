"""Made-up facts of a quarter: what a seed draws for one organisation. Nothing of it happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reporting import clock, limits
from reporting.aboutyou import COUNTED
from reporting.dice import Dice
from reporting.facts import (
    Fact,
    Received,
    correction_facts,
    decided_fact,
    decision_changed_fact,
    received_fact,
)
from reporting.period import period_of
from reporting.quarter import quarter_name, quarter_start
from reporting.service import Organisation
from reporting.servicefacts import DutyHours, PromiseFacts, Tally
from reporting.survey import YES_OR_NO, Answer
from reporting.vocabulary import KINDS, OUTCOMES, REPORTER_GROUPS, codes

_LEAST, _SPREAD = 64, 24  # reports of a quarter: enough for most tables of the menu by the year
_LATEST = 2  # quarters from a report to its first decision, at most
_UNDECIDED_ONE_IN, _LATE_ONE_IN, _MISSED_ONE_IN = 6, 3, 9
_CHANGED_ONE_IN, _CORRECTED_ONE_IN = 25, 30
_REPLIES_ONE_IN = 5
_SILENT_ONE_IN = 3
_NO = {"felt_safe": 5, "process_fair": 3, "treated_worse": 1}  # of so many and one, one says no
# Some kinds are reported more than others, and none so seldom that most tables would be withheld.
_OFTEN = (5, 4, 4, 3, 2, 3, 2, 4, 3)
_KINDS = tuple(kind for kind, times in zip(codes(KINDS), _OFTEN, strict=True) for _ in range(times))
_QUICK, _SLOW = (6, 6, 12, 12, 24), (48, 48, 0)


@dataclass(frozen=True)
class Made:
    """What one quarter brings: facts of reviewers, and answers to the surveys."""

    facts: tuple[Fact, ...]
    answers: tuple[dict[str, Answer], ...]


@dataclass(frozen=True)
class Maker:
    """Draws for one organisation, from its first quarter on; the same seed draws the same."""

    seed: bytes
    place: Organisation
    first: int

    def quarter(self, quarter: int, *, hard: bool) -> Made:
        """Return what a quarter brings; in a `hard` one somebody waits too long.

        Decisions on reports of earlier quarters are in it.
        """
        facts = list(self._received(quarter, hard=hard))
        for received in range(max(quarter - _LATEST, self.first), quarter + 1):
            facts += self._decided(received, quarter)
        dice = self._dice("answers", quarter)
        answers = tuple(_replies(dice) for _ in facts if dice.often(_REPLIES_ONE_IN))
        return Made(tuple(facts), answers)

    def _dice(self, use: str, *places: int) -> Dice:
        return Dice(self.seed, "/".join((use, self.place.code, *map(str, places))))

    def _reports(self, quarter: int) -> Iterator[tuple[int, str, str]]:
        areas = tuple(area.code for area in self.place.areas)
        for number in range(_LEAST + self._dice("reports", quarter).below(_SPREAD)):
            dice = self._dice("report", quarter, number)
            yield number, dice.pick(areas), dice.pick(_KINDS)

    def _received(self, quarter: int, *, hard: bool) -> Iterator[Fact]:
        name = quarter_name(quarter)
        for number, area, kind in self._reports(quarter):
            dice = self._dice("received", quarter, number)
            missed = hard and (number == 0 or dice.often(_MISSED_ONE_IN))
            wait = dice.pick(_SLOW if missed else _QUICK)
            reporter, other = dice.shuffled(codes(REPORTER_GROUPS))
            fact = received_fact(
                self.place, name, area=area, kind=kind, reporter=reporter, wait=wait, late=missed
            )
            yield fact
            if dice.often(_CORRECTED_ONE_IN):
                now = Received(area, kind, "no" if missed else "yes", other)
                yield from correction_facts(self.place, name, fact, now)

    def _decided(self, received: int, quarter: int) -> Iterator[Fact]:
        name = quarter_name(quarter)
        for number, area, kind in self._reports(received):
            # The same draws whichever quarter asks, so that each report is decided once at most.
            dice = self._dice("decided", received, number)
            delay = 1 + dice.below(_LATEST) if dice.often(_LATE_ONE_IN) else 0
            if dice.often(_UNDECIDED_ONE_IN) or received + delay != quarter:
                continue
            yield decided_fact(
                self.place,
                name,
                area=area,
                kind=kind,
                outcome=dice.pick(codes(OUTCOMES)),
                action=dice.below(3) > 0,
                within_3_months=not delay,
            )
            if dice.often(_CHANGED_ONE_IN):
                yield decision_changed_fact(self.place, name)


def _replies(dice: Dice) -> dict[str, Answer]:
    """Return what one person answers: every survey, and some of what is asked about them."""
    said: dict[str, Answer] = {name: dice.below(_NO[name] + 1) > 0 for name in YES_OR_NO}
    groups = {name: dice.pick(codes(terms)) for name, terms in COUNTED.items()}
    return said | {name: code for name, code in groups.items() if not dice.often(_SILENT_ONE_IN)}


def promise_facts(seed: bytes, bodies: Iterable[str], quarter: int) -> PromiseFacts:
    """Return how the promise was kept by made-up test reports of a quarter, and hours of duty."""
    dice = Dice(seed, f"promise/{quarter}")
    start, end = quarter_start(quarter), quarter_start(quarter + 1)
    hours = (end - start).days * clock.HOURS_A_DAY
    filed = limits.TEST_REPORTS_A_QUARTER + dice.below(3)
    return PromiseFacts(
        period_of(clock.day_of_date(start)),
        Tally(filed, complete=True, target=filed, founding=filed, longest=dice.pick((12, 24))),
        tuple(DutyHours(body, hours - dice.below(hours // 50), hours) for body in bodies),
    )

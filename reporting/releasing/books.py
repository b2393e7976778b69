"""The counts of every organisation, quarter by quarter, while a night's work is done on them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from reporting.errors import ReleaseRefused
from reporting.publication import Shelf
from reporting.quarter import QUARTERS, quarter_from, quarter_name, year_of
from reporting.releasing.checking import Checked, Codes, refuse
from reporting.releasing.classifying import Plan, changed_sentence, check_unchanged
from reporting.releasing.quartertally import QuarterTally, TallyKey
from reporting.service import Organisation
from reporting.store import Connection
from reporting.store.facts import get_tally, list_tallies, put_tallies


@dataclass
class Books:
    """The counts of one organisation. Quarters from `first_open` to `now` can still change."""

    organisation: str
    since: int
    first_open: int
    now: int
    load: Callable[[int], QuarterTally | None]
    kept: dict[int, QuarterTally | None] = field(default_factory=dict)

    def get(self, quarter: int) -> QuarterTally | None:
        """Return the counts of a quarter; None where there are none yet."""
        if quarter not in self.kept:
            self.kept[quarter] = self.load(quarter)
        return self.kept[quarter]

    def bring_up(self, plan: Plan) -> None:
        """Make what is missing, and divide the quarters of this year as the service file says.

        Those of an earlier year stay divided as they were while it lasted.
        """
        for quarter in range(max(self.since, self.first_open), self.now + 1):
            tally = self.get(quarter)
            if tally is None:
                self.kept[quarter] = QuarterTally(self._plan_of(quarter, plan))
            elif year_of(quarter) == year_of(self.now):
                if not tally.areas <= plan.codes:
                    raise ReleaseRefused(changed_sentence(self.organisation, year_of(quarter)))
                tally.plan = plan

    def _plan_of(self, quarter: int, plan: Plan) -> Plan:
        """Return how a quarter is divided: as the rest of its year, if that is over."""
        before = self.get(quarter - 1) if quarter > self.since else None
        over = year_of(quarter) < year_of(self.now) and year_of(quarter - 1) == year_of(quarter)
        return before.plan if before is not None and over else plan

    def add(self, fact: Checked) -> None:
        """Count a fact once, or raise FactRefused."""
        if any(fact.number in tally.ids for _, tally in self._from(fact.quarter)):
            raise refuse(fact.row, "was counted before")
        if fact.was is None:
            self._count(fact)
        else:
            self._correct(fact, fact.was)

    def open_rows(self) -> Iterator[tuple[int, QuarterTally]]:
        """Return the quarters that can still change, all of which are sealed anew."""
        return self._from(self.first_open)

    def _from(self, quarter: int) -> Iterator[tuple[int, QuarterTally]]:
        for each in range(max(min(quarter, self.now), self.since), self.now + 1):
            tally = self.get(each)
            if tally is not None:
                yield each, tally

    def _count(self, fact: Checked) -> None:
        """Count in the first open quarter, from its own on, whose areas know it."""
        for _, tally in self._from(max(fact.quarter, self.first_open)):
            if fact.areas <= tally.plan.codes:
                tally.counts[_cell(fact, fact.codes)] += 1
                tally.ids.add(fact.number)
                if fact.wait is not None:
                    tally.waited(fact.wait)
                    tally.late |= fact.late
                return
        raise refuse(fact.row, "has an area that is not in the service file")

    def _correct(self, fact: Checked, was: Codes) -> None:
        """Put one code in the place of another, where nothing of it is published yet.

        What is published is never restated, so a correction of it changes nothing here.
        """
        for quarter, tally in self._from(fact.quarter):
            before = _cell(fact, was)
            if quarter >= self.first_open and tally.counts[before] > 0:
                if fact.areas <= tally.plan.codes:
                    tally.counts[before] -= 1
                    if fact.codes is not None:
                        tally.counts[_cell(fact, fact.codes)] += 1
                tally.ids.add(fact.number)
                return


def _cell(fact: Checked, codes: Codes | None) -> tuple[str, Codes]:
    return fact.population, codes or ()


def open_books(
    connection: Connection,
    organisations: Mapping[str, Organisation],
    shelves: Mapping[str, Shelf],
    key: TallyKey,
    now: int,
) -> dict[str, Books]:
    """Return the books of each organisation, brought up to the service file and to this quarter.

    Raises ReleaseRefused where the service file changed inside a year of which figures are out.
    """
    places = list_tallies(connection)
    books: dict[str, Books] = {}
    for organisation, place in organisations.items():
        releases = tuple(one.release for one in shelves[organisation].releases)
        there = [quarter_from(name) for code, name in places if code == organisation]
        since = min(there, default=year_of(now) * QUARTERS)
        last = max((release.period.last for release in releases), default=since - 1)
        plan = Plan.of(place)
        check_unchanged(organisation, plan, year_of(now), releases)
        one = Books(organisation, since, last + 1, now, _loader(connection, organisation, key))
        one.bring_up(plan)
        books[organisation] = one
    return books


def _loader(
    connection: Connection, organisation: str, key: TallyKey
) -> Callable[[int], QuarterTally | None]:
    def load(quarter: int) -> QuarterTally | None:
        data = get_tally(connection, organisation, quarter_name(quarter))
        return None if data is None else key.open(organisation, quarter, data)

    return load


def close_books(connection: Connection, books: Mapping[str, Books], key: TallyKey) -> None:
    """Seal anew every quarter that can still change, whether it did or not."""
    rows = {
        (organisation, quarter_name(quarter)): key.seal(organisation, quarter, tally)
        for organisation, one in books.items()
        for quarter, tally in one.open_rows()
    }
    put_tallies(connection, rows)

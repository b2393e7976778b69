"""An instance with a reviewer who triages and decides, nights that count, and leads who agree."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from reporting import facts, survey
from reporting.facts import Fact
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.period import period_named
from reporting.publication import Publication
from reporting.quarter import quarter_at, quarter_name
from reporting.releasing.counting import count_facts, load_job
from reporting.releasing.proposing import read_ground
from reporting.releasing.publishing import Ready, propose, publish
from reporting.releasing.quartertally import QuarterTally
from reporting.service import Organisation
from reporting.servicefacts import DutyHours, PromiseFacts, Tally, sign_facts
from reporting.services import Services
from reporting.setup import renew_demo
from reporting.store.facts import insert_facts, list_facts
from reporting.store.servicefacts import insert_facts as insert_service_facts
from tests.support.deposits import Holder, unlock
from tests.support.world import World

KINDS = ("anti_black", "anti_asian", "anti_muslim", "several", "unsure")
OUTCOMES = ("upheld", "not_upheld", "unable_to_tell", "recorded", "referred")


@dataclass
class Figures:
    """One instance whose figures are made; `organisation` is the one that is reported about."""

    world: World
    organisation: str = "council"

    @cached_property
    def services(self) -> Services:
        """What the release job works with."""
        return self.world.services("release")

    @cached_property
    def place(self) -> Organisation:
        """The organisation as the service file has it."""
        return self.world.service.organisations[self.organisation]

    def holder(self, username: str) -> Holder:
        """Return somebody of the demo with their identity."""
        return unlock(self.services, username, self.world.accounts[username]["passphrase"])

    @cached_property
    def reviewer(self) -> Holder:
        """Who triages and decides."""
        return self.holder("north-reviewer-1")

    @property
    def quarter(self) -> str:
        """The quarter it is."""
        return quarter_at(self.world.clock.moment, self.world.service.timezone)

    def at(self, year: int, month: int, day: int) -> None:
        """Set the clock, and sign again what has run out meanwhile."""
        self.world.clock.moment = datetime(year, month, day, 12, tzinfo=UTC)
        stretcher = PassphraseStretcher(self.world.instance.run, CHEAPEST)
        world = self.world
        renew_demo(world.instance, world.service, world.store, stretcher, world.clock.moment)

    def write(self, *made: Fact) -> None:
        """Store facts as the desk does."""
        identity = self.reviewer.identity
        public = load_job(self.services).wrap_public
        rows = facts.make_rows(made, public, self.reviewer.row.id, identity.signer)
        with self.world.services("desk").store.write() as connection:
            insert_facts(connection, rows)

    def received(self, place: Organisation | None = None, **changes: Any) -> Fact:
        """Return the fact of a report that was triaged; `place` is the organisation as it is."""
        values: dict[str, Any] = {
            "quarter": self.quarter,
            "area": self.place.areas[0].code,
            "kind": "anti_black",
            "reporter": "staff",
            "wait": 12,
            "late": False,
        }
        return facts.received_fact(place or self.place, **(values | changes))

    def many(self, count: int) -> list[Fact]:
        """Return facts of so many reports, spread over areas and kinds, and as many decisions."""
        made: list[Fact] = []
        for at in range(count):
            area = self.place.areas[at % len(self.place.areas)].code
            kind = KINDS[at % len(KINDS)]
            reporter = ("staff", "public")[at % 2]
            made.append(self.received(area=area, kind=kind, reporter=reporter))
            made.append(
                facts.decided_fact(
                    self.place,
                    self.quarter,
                    area=area,
                    kind=kind,
                    outcome=OUTCOMES[at % len(OUTCOMES)],
                    action=at % 3 == 0,
                    within_3_months=at % 4 != 0,
                )
            )
        return made

    def fill(self, count: int) -> None:
        """Store the facts of so many reports, a few rows at a time, and count them."""
        made = self.many(count)
        for at in range(0, len(made), 40):
            self.write(*made[at : at + 40])
        self.night()

    def answer(self, **answers: bool) -> None:
        """Store what a reporter answers, as intake does."""
        public = load_job(self.services).wrap_public
        rows = survey.make_rows(answers, self.place, self.quarter, public)
        with self.world.services("intake").store.write() as connection:
            insert_facts(connection, rows)

    def figures_of(self, name: str, **changes: Any) -> None:
        """Store what the watch publishes of a quarter, by its first month."""
        period = period_named(name)
        assert period is not None
        tests = {"filed": 4, "complete": True, "target": 4, "founding": 4, "longest": 12}
        told = PromiseFacts(period, Tally(**(tests | changes)), (DutyHours("north", 2000, 2184),))
        data = sign_facts(told, self.world.instance.load_watch().signing_seed)
        with self.world.store.write() as connection:
            insert_service_facts(connection, name, data)

    def night(self) -> None:
        """Count what waits."""
        count_facts(self.services)

    def kept(self, quarter: str) -> QuarterTally:
        """Return what is counted in a quarter."""
        ground = read_ground(self.services, self.organisation)
        return {quarter_name(each): tally for each, tally in ground.quarters.items()}[quarter]

    def counted(self, population: str, quarter: str) -> int:
        """Return how many of a population are counted in a quarter."""
        counts = self.kept(quarter).counts
        return sum(count for (name, _), count in counts.items() if name == population)

    def waiting(self) -> list[int]:
        """Return the numbers of the rows that wait."""
        with self.services.store.read() as connection:
            return [row.id for row in list_facts(connection)]

    def propose(self) -> Ready:
        """Make the next release ready."""
        return propose(self.services, self.organisation)

    def publish(self, lead: str = "north-lead-1") -> Publication:
        """Publish the next release with the agreement of a lead."""
        who = self.holder(lead)
        return publish(self.services, self.propose(), who.row.id, who.identity)

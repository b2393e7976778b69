"""Fills a demo with made-up years of figures, counted and released by the real release job.

The facts take the way of real ones: signed by a reviewer, sealed among dummies, counted, attacked,
agreed to by a lead and published, quarter by quarter. Only the clock of each step is set back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TypeVar

from reporting import limits, survey
from reporting.demo.made import Made, Maker, promise_facts
from reporting.demo.people import Unlocked, unlock
from reporting.errors import ReleaseRefused, SettingError
from reporting.facts import make_rows
from reporting.localtime import local_date
from reporting.people.account import Stretcher
from reporting.quarter import QUARTERS, quarter_name, quarter_of_date, quarter_start, year_of
from reporting.releasing.counting import count_facts
from reporting.releasing.publishing import propose, publish
from reporting.service import Organisation
from reporting.servicefacts import sign_facts
from reporting.services import Services
from reporting.store.facts import insert_facts, list_facts, list_tallies
from reporting.store.servicefacts import insert_facts as insert_promise
from reporting.store.servicefacts import list_periods

YEARS = 2  # whole financial years, beside what there is of this one
AT_ONCE = 8  # facts of one writing, which has 64 rows however few of them are facts
HARD = 2  # quarters just over in which somebody of the last organisation waited too long
T = TypeVar("T")


@dataclass(frozen=True)
class Filling:
    """One demo that is being filled, from quarter `first` to the one that `now` is in."""

    services: Services
    seed: bytes
    first: int
    current: int
    reviewers: dict[str, Unlocked]
    leads: dict[str, Unlocked]

    @property
    def steps(self) -> int:
        """How many there are to tell of."""
        return self.current - self.first + 1


def begin(services: Services, seed: bytes, stretcher: Stretcher) -> Filling:
    """Look at a demo that is to be filled, or raise SettingError; nothing is changed yet."""
    if not services.instance.demo:
        raise SettingError("only a demo can be filled with what is made up")
    with services.store.read() as connection:
        counted = bool(list_tallies(connection) or list_facts(connection))
    if counted:
        # Facts name nobody who wrote them, so what a stopped run had done cannot be told apart.
        raise SettingError(
            "something was counted in this demo already, perhaps by a fill that was stopped half "
            "way, and a fill cannot go on. To begin again, stop whatever serves this demo, delete "
            f"{services.instance.folder} (and make its database anew, if that is not in there), "
            "then run `reporting init --demo` and `reporting demo fill`"
        )
    current = quarter_of_date(local_date(services.now(), services.service.timezone))
    bodies = {place.body for place in services.service.organisations.values()}
    return Filling(
        services,
        seed,
        (year_of(current) - YEARS) * QUARTERS,
        current,
        {body: unlock(services, stretcher, "reviewer", body) for body in bodies},
        {body: unlock(services, stretcher, "lead", body) for body in bodies},
    )


def fill_figures(filling: Filling, advance: Callable[[int], object]) -> dict[str, str]:
    """Live through the quarters one by one; `advance` hears of each that is done.

    Returns, by organisation, why the last release that was tried was refused; empty where all is
    out. A refusal is a real answer of the release job, so the demo shows what came before it.
    """
    now, refused = filling.services.now(), dict[str, str]()
    for quarter in range(filling.first, filling.current + 1):
        _write_promise(filling, quarter)
        for place in filling.services.service.organisations.values():
            maker = Maker(filling.seed, place, filling.first)
            made = maker.quarter(quarter, hard=_is_hard(filling, place, quarter))
            _write(filling, place, made, quarter)
        # The day after the quarter is closed; of one that is not closed yet, today.
        refused = _release(filling, min(_noon(filling, quarter), now))
        advance(1)
    return refused


def _noon(filling: Filling, quarter: int) -> datetime:
    day = quarter_start(quarter + 1) + timedelta(days=limits.QUARTER_CLOSES_DAYS + 1)
    return datetime.combine(day, time(12), filling.services.service.timezone)


def _is_hard(filling: Filling, place: Organisation, quarter: int) -> bool:
    *_, last = filling.services.service.organisations.values()
    return place == last and filling.current - HARD <= quarter < filling.current


def _write_promise(filling: Filling, quarter: int) -> None:
    """Write what the watch says of a quarter that is over, unless it has said it already."""
    services = filling.services
    if quarter >= filling.current:
        return
    facts = promise_facts(filling.seed, services.service.bodies, quarter)
    data = sign_facts(facts, services.instance.load_watch().signing_seed)
    with services.store.write() as connection:
        if str(facts.period) not in list_periods(connection):
            insert_promise(connection, str(facts.period), data)


def _write(filling: Filling, place: Organisation, made: Made, quarter: int) -> None:
    services, reviewer = filling.services, filling.reviewers[place.body]
    statistics = services.rosters.current().statistics
    if statistics is None:
        raise SettingError("this demo was made by an older version; make a new one")
    public = statistics.wrap_public
    name = quarter_name(quarter)
    rows = [
        row
        for facts in _parts(made.facts)
        for row in make_rows(facts, public, reviewer.row.id, reviewer.identity.signer)
    ]
    rows += [
        row for answers in made.answers for row in survey.make_rows(answers, place, name, public)
    ]
    with services.store.write() as connection:
        insert_facts(connection, rows)


def _parts(listed: tuple[T, ...]) -> Iterator[tuple[T, ...]]:
    for at in range(0, len(listed), AT_ONCE):
        yield listed[at : at + AT_ONCE]


def _release(filling: Filling, moment: datetime) -> dict[str, str]:
    services, refused = replace(filling.services, now=lambda: moment), {}
    count_facts(services)
    for code, place in services.service.organisations.items():
        lead = filling.leads[place.body]
        try:
            while (ready := propose(services, code)).prepared is not None:
                publish(services, ready, lead.row.id, lead.identity)
        except ReleaseRefused as error:
            refused[code] = error.sentence
    return refused

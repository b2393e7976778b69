"""What would be released next, attacked and ready, with a plain account of what is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reporting import limits, primitives
from reporting.disclosure.calendar import Due
from reporting.disclosure.frozen import ServiceFacts
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source
from reporting.disclosure.release import Next, prepare_due
from reporting.disclosure.tabulate import Tally
from reporting.errors import ReleaseRefused
from reporting.localtime import local_date
from reporting.publication import Shelf
from reporting.quarter import quarter_from, year_of
from reporting.releasing.classifying import changed_sentence
from reporting.releasing.counting import load_job
from reporting.releasing.quartertally import QuarterTally, TallyKey, add_up
from reporting.releasing.service import languages_of, read_quarters, service_facts
from reporting.releasing.shelves import check_shelves
from reporting.servicefacts import PromiseFacts
from reporting.services import Services
from reporting.store import Connection
from reporting.store.facts import get_tally, list_tallies


@dataclass(frozen=True)
class Ground:
    """All that a release of one organisation is made of, as it lay in the database at one moment.

    `sealed` are the rows of counts as bytes: they tell whether anything was counted since.
    """

    organisation: str
    shelf: Shelf
    sealed: Mapping[int, bytes]
    quarters: Mapping[int, QuarterTally]
    figures: Mapping[int, PromiseFacts]


def read_ground(services: Services, organisation: str) -> Ground:
    """Return what the next release of an organisation is made of, or raise ReleaseRefused."""
    key, rosters = TallyKey(load_job(services)), services.rosters.current()
    with services.store.read() as connection:
        shelf = check_shelves(connection, services, rosters)[organisation]
        sealed = read_sealed(connection, organisation)
        figures = {
            quarter: facts
            for quarter in sealed
            for facts in read_quarters(connection, Period(quarter, quarter), rosters.watch_keys)
        }
    quarters = {each: key.open(organisation, each, data) for each, data in sealed.items()}
    return Ground(organisation, shelf, sealed, quarters, figures)


def read_sealed(connection: Connection, organisation: str) -> dict[int, bytes]:
    """Return the sealed counts of an organisation by quarter."""
    return {
        quarter_from(name): data
        for code, name in list_tallies(connection)
        if code == organisation and (data := get_tally(connection, code, name)) is not None
    }


def prepare(services: Services, ground: Ground, seconds: float = limits.ATTACK_SECONDS) -> Next:
    """Return the next release of an organisation that is due, attacked, and what was left out.

    The same ground gives the same bytes. Raises ReleaseRefused where nothing may be released.
    """
    if not ground.quarters:
        return Next(None, ())
    key = services.instance.load_offset_key()
    _check_key(ground, key)

    @cache
    def source_of(year: int) -> Source:
        return Source(ground.organisation, key, _tally(ground, year))

    def told(due: Due) -> ServiceFacts:
        return _told(services, ground, due)

    frozen = [one.data for one in ground.shelf.releases]
    since = year_of(min(ground.quarters))
    today = local_date(services.now(), services.service.timezone)
    return prepare_due(source_of, since, frozen, told, today, seconds)


def _check_key(ground: Ground, key: bytes) -> None:
    """Refuse another key than that of the releases before: it would tell numbers a second time."""
    digest = primitives.sha256(key).hex()
    for one in ground.shelf.releases:
        if one.tree["key"] != digest:
            raise ReleaseRefused(
                f"Release {one.release.sequence} of {ground.organisation} was made with another "
                "keys/offset.key; put back the copy that the board's auditor keeps."
            )


def _tally(ground: Ground, year: int) -> Tally:
    """Return the counts of a year, and of all others that were divided in the same way."""
    own = [quarter for quarter in ground.quarters if year_of(quarter) == year]
    plan = ground.quarters[max(own)].plan
    if any(ground.quarters[quarter].plan != plan for quarter in own):
        raise ReleaseRefused(changed_sentence(ground.organisation, year))
    tally = Tally(plan.classification(ground.organisation, year))
    for quarter, kept in ground.quarters.items():
        if kept.plan.division == plan.division:
            add_up(tally, quarter, kept)
    return tally


def _told(services: Services, ground: Ground, due: Due) -> ServiceFacts:
    place = services.service.organisations[ground.organisation]
    quarters = due[1].quarters
    return service_facts(
        [ground.figures[each] for each in quarters if each in ground.figures],
        [ground.quarters[each] for each in quarters if each in ground.quarters],
        place.body,
        languages_of(services.service),
    )

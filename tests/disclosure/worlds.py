"""Random worlds of reports, and a series of releases made of them."""

from datetime import date

import numpy as np

from reporting.disclosure.classification import Area, Classification
from reporting.disclosure.frozen import ServiceFacts
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source
from reporting.disclosure.release import Prepared, prepare_next
from reporting.disclosure.tabulate import Tally

SINCE = 2026
KEY = bytes(range(32))
FACTS = ServiceFacts(
    promise="kept",
    waited_over_three_days=False,
    duty_hours=8760,
    tests_filed=36,
    tests_answered=36,
    languages_checked=("en",),
)
SURVEYS = ("felt_safe", "process_fair", "treated_worse")


def classification_of(areas):
    """Return a classification with so many areas and nine kinds."""
    return Classification(1, tuple(Area(f"area_{at}", 500, "staff") for at in range(areas)))


def shares(size, skew):
    """Return shares that fall off the faster, the larger `skew`."""
    weights = 1 / np.arange(1, size + 1) ** skew
    return weights / weights.sum()


def random_tally(seed, reports, areas=8, skew=1.0, years=1, late=0.3):
    """Return counts of so many reports a year; of the decided, some in a later quarter."""
    dice = np.random.default_rng(seed)
    tally = Tally(classification_of(areas))
    quarters = range(SINCE * 4, (SINCE + years) * 4)
    total = reports * years
    facets = [
        dice.choice(len(share), size=total, p=share)
        for share in (shares(areas, skew), shares(9, skew), [0.9, 0.1], [0.6, 0.4])
    ]
    when = dice.integers(quarters[0], quarters[-1] + 1, total)
    decided = when + (dice.random(total) < late) + 100_000 * (dice.random(total) < 0.1)
    outcomes = [dice.choice(5, size=total, p=shares(5, skew)), *dice.integers(0, 2, (2, total))]
    for quarter in quarters:
        here, done = when == quarter, decided == quarter
        put(tally, "received", quarter, [facet[here] for facet in facets])
        put(tally, "decided", quarter, [each[done] for each in (*facets[:2], *outcomes)])
        for survey in SURVEYS:
            put(tally, survey, quarter, [dice.choice(2, size=int(done.sum()) // 3)])
    return tally


def put(tally, population, quarter, codes):
    """Add many facts of a quarter at once."""
    counts = np.zeros(tally.classification.shape(population), dtype=np.int64)
    np.add.at(counts, tuple(codes), 1)
    tally.counts[population, quarter] = counts


def prepare_all(tally, key=KEY, years=1, seconds=300):
    """Return every release of so many years, in order."""
    source = Source("council", key, tally)
    made: list[Prepared] = []
    today = date(SINCE + years, 6, 1)
    while True:
        data = [each.data for each in made]
        prepared = prepare_next(source, SINCE, data, FACTS, today, seconds)
        if prepared is None:
            return made
        made.append(prepared)


def year(count=1):
    """Return the first years of the series."""
    return Period.years(SINCE, count)

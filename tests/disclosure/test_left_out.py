"""A series never stands still: what may not be told is left out, and time goes on."""

from datetime import date

import numpy as np
import pytest

from reporting import primitives
from reporting.disclosure import release as releasing
from reporting.disclosure.attacker import Sample, attack
from reporting.disclosure.calendar import next_due
from reporting.disclosure.findings import Finding
from reporting.disclosure.frozen import as_release
from reporting.disclosure.history import attack_window, windows_of
from reporting.disclosure.layout import silent_periods
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source
from reporting.disclosure.release import prepare_due, prepare_next
from reporting.disclosure.solver import Deadline
from reporting.disclosure.sums import Sets
from reporting.disclosure.tabulate import Tally
from tests.disclosure.equations import enumerate_worlds, known_of
from tests.disclosure.worlds import FACTS, KEY, SINCE, classification_of, put, random_tally

FIRST = SINCE * 4
NAMES = ["xa", "xb", "ya", "yb"]
TODAY = date(SINCE + 1, 6, 1)


def uneven_tally(seed, reports, small, areas):
    """Return four quarters of which one area has few reports, as small directorates have."""
    dice = np.random.default_rng(seed)
    tally = Tally(classification_of(areas))
    by_area = np.array([small] + [(1 - small) / (areas - 1)] * (areas - 1))
    by_kind = np.array([5, 4, 4, 3, 2, 3, 2, 4, 3]) / 30
    for quarter in range(FIRST, FIRST + 4):
        count = reports // 4 + int(dice.integers(-6, 7))
        facets = [
            dice.choice(areas, size=count, p=by_area),
            dice.choice(9, size=count, p=by_kind),
            (dice.random(count) < 0.2) * 1,
            dice.choice(2, size=count),
        ]
        put(tally, "received", quarter, facets)
        done = int(count * 0.8)
        for size, share in ((areas, by_area), (9, by_kind), (5, None), (2, None), (2, None)):
            dice.choice(size, size=done, p=share)
    return tally


@pytest.mark.parametrize(
    ("seed", "reports", "small", "areas"), [(9, 120, 0.05, 3), (29, 120, 0.1, 5)]
)
def test_a_record_of_another_quarter_accuses_no_table(seed, reports, small, areas):
    """What is printed of one quarter is no more for whoever was counted in another as well."""
    tally = uneven_tally(seed, reports, small, areas)
    source = Source("council", primitives.sha256(str(seed).encode()), tally)
    made: list[bytes] = []
    while prepared := prepare_next(source, SINCE, made, FACTS, date(SINCE + 1, 2, 1)):
        made.append(prepared.data)
        assert "received" not in prepared.withheld

    assert len(made) == 3


def pair_of_quarters(dice):
    """Return counts of two areas in two quarters, and what is printed of each quarter."""
    counts = dice.integers(0, 8, 4)
    sums = [([name], 0, 9) for name in NAMES]
    for members in (["xa"], ["ya"], ["xa", "xb"], ["ya", "yb"]):
        count = int(sum(counts[NAMES.index(name)] for name in members))
        least = max(count - int(dice.integers(0, 9)), 0)
        sums.append((members, least, least + 8))
    return counts.astype(np.int64), known_of(NAMES, sums)


def insiders(counts):
    """Return what one or two records can be, by cell."""
    every = [np.bincount([one, other], minlength=4) for one in range(4) for other in range(one, 4)]
    return [own for own in [*every, *np.eye(4, dtype=int)] if (own <= counts).all()]


def find_over_both(counts, worlds):
    """Say whether an insider learns more of area a in both quarters than they may."""
    parts = ([0], [2], [0, 2])
    least = {tuple(part): worlds[:, part].sum(axis=1).min() for part in parts}
    for own in insiders(counts):
        others = worlds[(worlds >= own).all(axis=1)] - own
        proven = others[:, [0, 2]].sum(axis=1).min()
        allowed = max(0, *(known - own[list(part)].sum() for part, known in least.items()))
        if 1 <= (counts - own)[[0, 2]].sum() <= 4 and proven > allowed:
            return True
    return False


@pytest.mark.parametrize("seed", range(12))
def test_counting_agrees_of_two_quarters_together(seed):
    """Whatever enumeration shows to an insider of two quarters, the attacker finds."""
    counts, known = pair_of_quarters(np.random.default_rng(seed))
    sample = Sample(
        Sets.of([np.array([0, 2])]), ["a"], ["case"], np.array([0, 0, 1, 1], dtype=np.int64)
    )

    verdict = attack(known, sample, counts, Deadline(60))

    worlds = enumerate_worlds(known, [9] * 4)
    assert not (verdict.holds and find_over_both(counts, worlds))


def test_a_quarter_that_points_at_somebody_joins_the_next(monkeypatch):
    """Refused whatever is withheld, it is left out and only the longer period is told."""
    source = Source("council", KEY, random_tally(4, 200, areas=3))
    attacked, lone = releasing._attack, Period(FIRST, FIRST)

    def accuse(release, *rest):
        found = Finding("present", "somebody", "received", 1, 4)
        return (found,) if release.period == lone else attacked(release, *rest)

    monkeypatch.setattr(releasing, "_attack", accuse)
    made = [
        prepare_due(lambda _: source, SINCE, [], lambda _: FACTS, date(SINCE, 11, 1))
        for _ in range(2)
    ]

    assert made[0] == made[1]
    assert (("quarter", lone),) == made[0].left_out
    prepared = made[0].prepared
    assert prepared is not None
    assert Period(FIRST, FIRST + 1) == prepared.release.period
    reader = attack_window((prepared.release,), [prepared.release], None, Deadline(60))
    assert reader.holds


def test_a_silent_quarter_that_was_not_small_contradicts_nothing():
    """A reader cannot rely on its silence: the figures are then attacked without that guess."""
    source = Source("council", KEY, random_tally(4, 200, areas=3))
    both = Period(FIRST, FIRST + 1)
    numbers = {"received": np.array(60)}
    release = as_release(source, "quarter", both, (), numbers)
    year = as_release(source, "quarter", Period(FIRST + 2, FIRST + 2), [release], numbers)

    assert [Period(FIRST, FIRST)] == silent_periods([release, year])
    for window in windows_of([release, year]):
        assert attack_window(window, [release, year], None, Deadline(60)).holds


@pytest.mark.parametrize("reports", [4, 14, 24])
@pytest.mark.parametrize("seed", range(2))
def test_no_sparse_year_is_stuck(seed, reports):
    """However few and wherever they are: within a year's releases nothing is due any more."""
    source = Source("council", KEY, random_tally(seed, reports, areas=2, skew=2.0))
    made: list[bytes] = []
    for _ in range(6):
        after = prepare_due(lambda _: source, SINCE, made, lambda _: FACTS, TODAY)
        if after.prepared is None:
            break
        made.append(after.prepared.data)

    assert after.prepared is None
    assert made or after.left_out


def test_a_year_that_is_left_out_does_not_stop_the_next():
    """Nor do three years, of which one is not told, bring its tables."""
    year = Period.years(SINCE)

    after = next_due([], SINCE, lambda _: 0, date(SINCE + 2, 6, 1), [("year", year)])

    assert ("year", Period.years(SINCE + 1)) == after

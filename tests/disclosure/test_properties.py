"""Random worlds against a second attacker, which shares no method with ours: it counts."""

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from reporting.disclosure.fives import interval_of, round_down
from reporting.disclosure.menu import TABLES
from tests.disclosure.equations import attack_each, enumerate_worlds, known_of
from tests.disclosure.slices import slices_of
from tests.disclosure.worlds import prepare_all, random_tally

NAMES = [f"{row}{column}" for row in "xy" for column in "abc"]
MOST = 5  # reports in one cell of a small world; both attackers are told so


def small_world(dice, exact):
    """Return a table of two by three and what is printed of it, some of it carelessly."""
    counts = dice.integers(0, MOST + 1, 6) * dice.integers(0, 2, 6)
    groups = [NAMES[:3], NAMES[3:], NAMES[0::3], NAMES[1::3], NAMES[2::3], NAMES]
    sums: list[tuple[list[str], int, int]] = [([name], 0, MOST) for name in NAMES]
    for group in groups:
        count = int(sum(counts[NAMES.index(name)] for name in group))
        number = round_down(count, int(dice.integers(5)))
        least, most = interval_of(number)
        careless = dice.random() < exact
        sums.append((group, count, count) if careless else (group, least, most))
    return counts.astype(np.int64), known_of(NAMES, sums)


def find_by_counting(counts, worlds):
    """Return the cells that an outsider, or an insider with one or two records, finds."""
    found = set()
    for cell, count in enumerate(counts):
        values = np.unique(worlds[:, cell])
        least, most = values.min(), values.max()
        if least == most or (most - least < 4 and least <= 4) or (1 <= count <= 4 and least > 0):
            found.add(NAMES[cell])
        occupied = [at for at, number in enumerate(counts) for _ in range(min(number, 2))]
        for size in (1, 2):
            for known in set(itertools.combinations(occupied, size)):
                own = np.bincount(known, minlength=6)
                others = worlds[(worlds >= own).all(axis=1)][:, cell] - own[cell]
                more = others.min() > max(least - own[cell], 0)
                if (1 <= count - own[cell] <= 4 and more) or others.max() == 0:
                    found.add(NAMES[cell])
    return found


@pytest.mark.parametrize("exact", [0.0, 0.2, 0.6])
@pytest.mark.parametrize("seed", range(8))
def test_nobody_is_acquitted_whom_counting_finds(seed, exact):
    """Over careful and careless tables: whatever enumeration finds, the attacker refuses."""
    counts, known = small_world(np.random.default_rng((seed, int(exact * 10))), exact)

    verdict = attack_each(NAMES, known, counts)

    found = find_by_counting(counts, enumerate_worlds(known, [MOST] * 6))
    assert not (found and verdict.holds), found
    outright = {f.about for f in verdict.findings if f.kind != "insider"}
    assert outright <= found


def adversarial(seed, reports):
    """Return counts with one area of almost all reports and single ones elsewhere."""
    return random_tally(seed, reports, areas=6, skew=3.0)


def sparse(seed, reports):
    """Return counts spread evenly, so that nearly every cell is small."""
    return random_tally(seed, reports, areas=10, skew=0.0)


WORLDS = pytest.mark.parametrize(
    ("make", "reports"),
    list(itertools.product((random_tally, sparse, adversarial), (40, 60, 300, 2_000))),
    ids=lambda each: getattr(each, "__name__", str(each)),
)
EVERY = {40: 2, 60: 2, 300: 8, 2_000: 12}  # which slice is counted: each takes a while


@cache
def released(make, reports):
    """Return the counts of a year and every release of it, attacked by the first attacker."""
    tally = make(reports, reports)
    return tally, prepare_all(tally)


@pytest.mark.slow
@WORLDS
def test_no_number_is_printed_over_fewer_than_five(make, reports):
    """Every release of a year, whatever the world: what it prints stands for five or more."""
    tally, made = released(make, reports)

    assert made
    for prepared in made:
        for table in prepared.release.tables:
            counts = tally.table(TABLES[table.code], prepared.release.period).ravel()
            numbers = np.array(list((table.cells or {}).values()))
            if table.cells is not None:
                assert counts[numbers > 0].min(initial=5) >= 5
                assert ((numbers <= counts) & (counts <= numbers + 8)).all()


@pytest.mark.slow
@WORLDS
def test_nobody_is_found_by_counting_in_what_is_released(make, reports):
    """The second attacker, on slices of each year: no count exact, narrow or shown to be there."""
    tally, made = released(make, reports)

    slices = list(slices_of([each.release for each in made], tally, reach=8))[:: EVERY[reports]]

    assert slices
    assert [] == [found for each in slices for found in each.find()]


@pytest.mark.slow
def test_in_true_counts_the_second_attacker_finds_people():
    """The same slices, where the numbers are exact."""
    tally, made = released(random_tally, 40)
    exact = [exactly(each.release, tally) for each in made]

    found = [each for one in slices_of(exact, tally, reach=0) for each in one.find()]

    assert found


def exactly(release, tally):
    """Return a release that prints the true counts of the tables it shows."""
    tables = []
    for table in release.tables:
        counts = tally.table(TABLES[table.code], release.period).ravel().tolist()
        cells = table.cells and dict(zip(table.cells, counts, strict=True))
        tables.append(replace(table, cells=cells))
    return replace(release, tables=tuple(tables))


@pytest.mark.slow
def test_two_thousand_a_year_are_released_with_tables_of_two_facets():
    """Safety is not bought by withholding everything where there is much to tell."""
    last = released(random_tally, 2_000)[1][-1]

    shown = {table.code for table in last.release.tables if table.cells is not None}
    assert {"received", "area", "kind", "outcome"} < shown
    assert {code for code in shown if len(TABLES[code].facets) == 2}

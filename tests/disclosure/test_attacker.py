"""The attacker: it finds what can be found, acquits only by worlds, and fails closed."""

import itertools
from dataclasses import replace
from datetime import date
from functools import cache

import highspy
import numpy as np
import pytest

from reporting.disclosure import solver
from reporting.disclosure.fives import interval_of, round_down
from reporting.disclosure.frozen import as_release
from reporting.disclosure.history import attack_window, truth_of, windows_of
from reporting.disclosure.known import gather
from reporting.disclosure.menu import TABLES
from reporting.disclosure.protect import Source
from reporting.disclosure.release import prepare_next
from reporting.disclosure.solver import Deadline, Impossible
from reporting.disclosure.tabulate import Tally
from reporting.errors import AttackUnfinished, ReleaseRefused
from tests.disclosure.equations import attack_each, bounds, enumerate_worlds, known_of
from tests.disclosure.worlds import (
    FACTS,
    KEY,
    SINCE,
    classification_of,
    prepare_all,
    put,
    random_tally,
    year,
)

FIVE = ["a", "b", "c", "d", "e"]


def test_five_fours_are_exact_in_plain_bands_and_open_in_keyed_fives():
    """Five outcomes of 4 with a total of 20: plain bands give every one of them away."""
    bands = [((name,), 0, 4) for name in FIVE] + [(FIVE, 20, 24)]
    each = [((name,), *interval_of(round_down(4, 3))) for name in FIVE]
    fives = [*each, (FIVE, *interval_of(round_down(20, 0)))]

    assert [(4, 4)] * 5 == bounds(known_of(FIVE, bands))
    assert {"exact"} == {f.kind for f in attack_each(FIVE, known_of(FIVE, bands)).findings}
    assert [(0, 8)] * 5 == bounds(known_of(FIVE, fives))
    assert attack_each(FIVE, known_of(FIVE, fives), np.array([4] * 5)).holds


@pytest.mark.parametrize(
    ("sums", "truth", "kind"),
    [
        ([(("a",), 3, 3)], [3, 9], "exact"),
        ([(("a",), 0, 0)], [0, 9], "exact"),
        ([(("a",), 2, 5)], [3, 9], "narrow"),
        ([(("a",), 1, 9)], [3, 9], "present"),
        ([(("a", "b"), 10, 18), (("b",), 0, 8)], [4, 8], "present"),
    ],
)
def test_each_way_of_finding_somebody_is_found(sums, truth, kind):
    """Exact, absent, narrow, and shown to be there, also where only a difference shows it."""
    known = known_of(["a", "b"], [*sums, (("b",), 0, 30), (("a",), 0, 40)])

    verdict = attack_each(["a", "b"], known, np.array(truth))

    assert (kind, "a") in {(f.kind, f.about) for f in verdict.findings}


def test_a_reader_finds_all_but_what_needs_the_truth():
    """Without the truth, somebody who is there may be one of many, and is told apart."""
    known = known_of(["a", "b"], [(("a",), 1, 9), (("b",), 0, 9)])

    verdict = attack_each(["a", "b"], known)

    assert verdict.holds
    assert [("a", 1)] == [(f.about, f.least) for f in verdict.present]


@pytest.mark.parametrize(("least", "found"), [(5, set()), (8, {("insider", "b")})])
def test_what_only_an_insider_sees_is_found(least, found):
    """Of a and c at most 8, of a and b at least 8: whoever is one of c knows somebody in b."""
    sums = [(("a", "c"), 0, 8), (("a", "b"), least, 16), (("b",), 0, 9)]

    verdict = attack_each(["a", "b", "c"], known_of(["a", "b", "c"], sums), np.array([7, 1, 1]))

    assert found == {(f.kind, f.about) for f in verdict.findings}


@pytest.mark.parametrize("most", [3, 4])
def test_an_insider_with_two_records_learns_more_than_one_with_one(most):
    """With room for one record only, somebody with two sees that nobody else can be there."""
    known = known_of(["a", "b"], [(("a", "b"), 0, most), (("b",), 0, 9)])

    verdict = attack_each(["a", "b"], known, np.array([1, 2]))

    found = {(f.kind, f.records) for f in verdict.findings}
    assert found <= {("narrow", 0), ("insider", 1), ("insider", 2)}
    assert (most == 4) is verdict.holds


def test_figures_that_contradict_one_another_are_refused():
    """Less than its parts: no world fits."""
    known = known_of(["a", "b"], [(("a", "b"), 0, 8), (("a",), 10, 18)])

    with pytest.raises(ReleaseRefused, match="contradict"):
        attack_each(["a", "b"], known)


def test_a_true_count_outside_its_interval_is_refused():
    """G7: who prints and who reads must agree."""
    known = known_of(["a"], [(("a",), 5, 13)])

    with pytest.raises(ReleaseRefused, match="outside"):
        attack_each(["a"], known, np.array([4]))


def test_time_that_runs_out_refuses_the_release():
    """Neither passed nor withheld: refused, in a plain sentence."""
    tally = random_tally(1, 60)
    source = Source("council", KEY, tally)

    with pytest.raises(AttackUnfinished, match="did not finish"):
        prepare_next(source, SINCE, [], FACTS, date(2027, 6, 1), seconds=1e-9)


@pytest.mark.parametrize("status", ["kUnknown", "kTimeLimit", "kIterationLimit", "kSolveError"])
def test_any_status_but_optimal_refuses(monkeypatch, status):
    """An answer that is not clear is not taken for one."""
    known = known_of(["a"], [(("a",), 0, 8)])
    odd = getattr(highspy.HighsModelStatus, status)
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda self: odd)

    with pytest.raises(AttackUnfinished):
        attack_each(["a"], known)


def test_worlds_are_counted_again_whatever_the_solver_says(monkeypatch):
    """A solver that answers nonsense as optimal acquits nobody."""
    known = known_of(["a", "b"], [(("a", "b"), 4, 4), (("a",), 2, 2)])
    nonsense = (-100.0, np.array([50.0, 50.0]))
    monkeypatch.setattr(solver.Model, "_run", lambda self: nonsense)

    with pytest.raises((ReleaseRefused, Impossible)):
        attack_each(["a", "b"], known)


def test_small_worlds_are_bounded_as_by_enumeration():
    """The second attacker writes every world down; both find the same least and most."""
    dice = np.random.default_rng(5)
    names = [f"{row}{column}" for row in "xy" for column in "abc"]
    for _ in range(12):
        counts = dice.integers(0, 3, (2, 3))
        sums = []
        for at in range(2):
            row = [name for name in names if name[0] == "xy"[at]]
            sums.append(
                (row, *interval_of(round_down(int(counts[at].sum()), int(dice.integers(5)))))
            )
        for at in range(3):
            column = [name for name in names if name[1] == "abc"[at]]
            number = round_down(int(counts[:, at].sum()), int(dice.integers(5)))
            sums.append((column, number, min(number + 8, 5)))
        known = known_of(names, sums)

        worlds = enumerate_worlds(known, [5] * 6)

        found = bounds(known)
        assert list(zip(worlds.min(axis=0), worlds.max(axis=0), strict=True)) == found


@cache
def two_years():
    """Return two years of releases and their counts."""
    tally = random_tally(3, 60, areas=4, years=2, late=0.9)
    return tally, [each.release for each in prepare_all(tally, years=2)]


def test_a_year_less_its_quarters_is_looked_at_and_late_outcomes_bind_two_years():
    """What is left of a year beside its quarters is a set; waiting cases bound the next year."""
    tally, releases = two_years()

    windows = windows_of(releases)

    assert [year().name[:6], "2027q1"] == [w[-1].period.name[:6] for w in windows]
    for window in windows:
        earlier = [r for r in releases if r.sequence < window[0].sequence]
        blocks, known = gather(window, earlier)
        assert known.compares.any()
        assert known.allows(truth_of(blocks, tally))
        assert attack_window(window, releases, tally, Deadline(120)).holds


def test_a_case_is_decided_once_and_was_received_before():
    """More decisions than reports could not be the truth, so no reader is led to believe it."""
    tally, releases = two_years()
    first = windows_of(releases)[0]
    blocks, known = gather(first, [])
    truth = truth_of(blocks, tally)
    decided = next(block for block in blocks if block.population == "decided")

    truth[decided.ids.ravel()[0]] += 1000

    assert not known.allows(truth)


def test_another_classification_within_periods_that_meet_is_refused():
    """Two groupings of the same reports would be compared."""
    _, releases = two_years()
    first = windows_of(releases)[0]
    fewer = {**first[-1].facets, "area": ("area_0", "rest")}
    changed = replace(first[-1], facets=fewer)

    with pytest.raises(ReleaseRefused, match="classification"):
        gather((*first[:-1], changed), [])


def test_quarters_that_were_silent_are_known_to_be_small():
    """A quarter that joined the next had a printed total below ten, and readers know it."""
    tally = random_tally(2, 30, areas=4)
    release = prepare_all(tally)[-1].release
    silent = {
        (int(known.least[row]), int(known.most[row]), len(known.rows.members(row)))
        for known in [gather([release], [])[1]]
        for row in range(len(known.rows))
    }

    assert (0, 13) in {(least, most) for least, most, _ in silent}


def test_exact_tables_are_torn_apart():
    """The whole attack, on a release whose numbers are the true counts: it finds somebody."""
    tally = Tally(classification_of(2))
    for area, count in ((0, 12), (1, 2)):
        put(tally, "received", SINCE * 4, [[area] * count, [0] * count, [0] * count, [0] * count])
    counts = np.zeros((2, 9, 2, 2), np.int64)
    counts[0, 0, 0, 0], counts[1, 0, 0, 0] = 12, 2
    tally.counts["received", SINCE * 4] = counts
    numbers = {code: tally.table(TABLES[code], year()) for code in ("received", "area")}
    release = as_release(Source("council", KEY, tally), "year", year(), (), numbers)
    exact = gather([release], [])[1]
    exact = replace(exact, most=np.where(exact.most == 13, 13, exact.least))

    reader = attack_each([str(at) for at in range(exact.unknowns)], exact)

    assert not reader.holds


def test_every_pair_of_releases_is_in_one_window_where_they_meet():
    """No release of a year is attacked without the others of that year."""
    _, releases = two_years()

    for one, other in itertools.combinations(releases, 2):
        if one.period.meets(other.period):
            assert any(one in window and other in window for window in windows_of(releases))

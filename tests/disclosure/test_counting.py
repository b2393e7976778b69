"""From facts to numbers: closed codes, the menu, closure, the density gate, rates."""

import numpy as np
import pytest

from reporting.disclosure.classification import Area, Classification
from reporting.disclosure.closure import left_over, lift
from reporting.disclosure.fives import interval_of
from reporting.disclosure.gate import is_dense
from reporting.disclosure.menu import MENU, TABLES, TOTALS, WITHDRAWALS
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source, protect
from reporting.disclosure.rates import Rate, rate_of
from reporting.disclosure.tabulate import Fact, Tally
from reporting.errors import ReleaseRefused
from reporting.quarter import quarter_from, quarter_name, quarter_start
from tests.disclosure.worlds import KEY, classification_of, random_tally, year

FACT = Fact("received", ("area_0", "several", "yes", "staff"))
QUARTER = quarter_from("2026q2")


def test_a_fact_is_one_more_in_every_table_of_its_population():
    """Counting a fact, and taking it back, touches its own cells alone."""
    tally, period = Tally(classification_of(3)), Period(QUARTER, QUARTER)

    tally.add(FACT, QUARTER)

    assert 1 == tally.table(TABLES["received"], period)
    assert [1, 0, 0] == tally.table(TABLES["area"], period).tolist()
    assert [1] == tally.table(TABLES["within_24h"], period).tolist()
    assert 0 == tally.table(TABLES["decided"], period)
    tally.add(FACT, QUARTER, -1)
    assert 0 == tally.table(TABLES["received"], period)


@pytest.mark.parametrize(
    "fact",
    [
        Fact("received", ("area_0", "several", "yes")),
        Fact("received", ("area_0", "Dear Sir, yesterday", "yes", "staff")),
        Fact("stories", ("area_0",)),
    ],
)
def test_nothing_but_listed_codes_is_counted(fact):
    """Text cannot pass, and the refusal does not repeat it."""
    tally = Tally(classification_of(3))

    with pytest.raises(ReleaseRefused) as refused:
        tally.add(fact, QUARTER)

    assert "Dear" not in refused.value.sentence


def test_taking_back_more_than_was_counted_is_refused():
    """A correction without what it corrects is a fault, not a number below zero."""
    tally = Tally(classification_of(3))
    tally.add(FACT, QUARTER, -1)

    with pytest.raises(ReleaseRefused):
        tally.table(TABLES["received"], Period(QUARTER, QUARTER))


@pytest.mark.parametrize(
    ("areas", "kinds"),
    [
        ((Area("tiny", 99, "staff"),), classification_of(1).kinds),
        ((Area("ward", 9_999, "residents"),), classification_of(1).kinds),
        ((Area("same", 500, "staff"),) * 2, classification_of(1).kinds),
        ((), classification_of(1).kinds),
        ((Area("fine", 100, "staff"),), ("several", "anti_black")),
    ],
)
def test_a_classification_that_would_single_out_is_refused(areas, kinds):
    """Areas below the least head-count, and groupings that are not published, cannot be used."""
    with pytest.raises(ReleaseRefused):
        Classification(1, areas, kinds)


def test_the_menu_has_no_third_facet_and_every_table_can_be_withdrawn():
    """All but the total of reports can be given up, the finest first."""
    assert all(len(table.facets) <= 2 for table in MENU)
    assert set(TABLES) - {"received"} == set(WITHDRAWALS)
    sizes = [len(TABLES[code].facets) for code in WITHDRAWALS]
    assert sorted(sizes, reverse=True) == sizes


@pytest.mark.parametrize("reports", [40, 300, 5_000])
@pytest.mark.parametrize("seed", range(5))
def test_no_table_contradicts_another_and_no_number_is_printed_over_fewer_than_five(reports, seed):
    """G6 and closure, over random worlds: lifted numbers still lie below their counts."""
    tally = random_tally(seed, reports)
    source = Source("council", KEY, tally)

    numbers = protect(source, "year", year(), [])

    for code, values in numbers.items():
        counts = tally.table(TABLES[code], year())
        assert ((values == 0) | (counts >= 5)).all()
        assert (values <= counts).all()
        assert (counts <= values + interval_of(0).most).all()
        total = numbers[TOTALS[TABLES[code].population].code]
        assert 0 <= left_over(total, values)


def test_parents_are_lifted_from_the_finest_table_upward():
    """A raised cell of a table of two facets raises both its parents, and they the total."""
    kinds, areas = np.zeros(9, np.int64), np.zeros(3, np.int64)
    both = np.zeros((3, 9), np.int64)
    both[1, 2:5] = 5

    lifted = lift(
        {"received": np.array(5), "area": areas, "kind": kinds, "area_kind": both},
        {"kind": np.full(9, 5)},
    )

    assert [0, 15, 0] == lifted["area"].tolist()
    assert [5] * 9 == lifted["kind"].tolist()
    assert 45 == lifted["received"]
    assert 30 == left_over(lifted["received"], lifted["area"])


def test_fifty_a_year_are_dense_enough_for_tables_of_one_facet_alone():
    """Fourteen areas, nine kinds and five outcomes at 50; no table of two facets."""
    classification = classification_of(14)
    totals = {"received": 45, "decided": 45}

    shown = {t.code for t in MENU if t.population in totals and is_dense(t, totals, classification)}

    assert {"area", "kind", "within_24h", "reporter", "outcome"} < shown
    assert not [code for code in shown if len(TABLES[code].facets) == 2]
    assert is_dense(TABLES["area_kind"], {"received": 1000}, classification)
    assert is_dense(TABLES["received"], {"received": 0}, classification)


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [
        (20, 20, None),
        (20, 25, Rate("most")),
        (15, 30, Rate("half")),
        (5, 45, Rate("few")),
        (45, 50, Rate("most", 91, 77, 100)),
        (50, 100, Rate("half", 52, 46, 58)),
    ],
)
def test_rates_are_made_of_printed_numbers_and_words_where_these_are_small(part, whole, rate):
    """From 50 on in per cent with a range, from 25 on in a word, below not at all."""
    assert rate == rate_of(part, whole)


@pytest.mark.parametrize("part", range(0, 60, 5))
def test_the_range_of_a_rate_holds_the_true_one(part):
    """Whatever the true counts are, the rate of them lies in the printed range."""
    rate = rate_of(part, 60)

    assert rate is not None
    assert rate.least is not None
    assert rate.most is not None
    for true_part in range(part, part + 9):
        for true_whole in range(max(60, true_part), 69):
            assert rate.least <= 100 * true_part / true_whole <= rate.most


def test_quarters_are_those_of_the_financial_year():
    """The first begins in April, the last in the January after."""
    assert "2026-04-01" == str(quarter_start(quarter_from("2026q1")))
    assert "2027-01-01" == str(quarter_start(quarter_from("2026q4")))
    assert "2026q1-2026q4" == year().name
    assert "2027q1" == quarter_name(year().last + 1)
    with pytest.raises(ValueError, match="2026Q1"):
        quarter_from("2026Q1")

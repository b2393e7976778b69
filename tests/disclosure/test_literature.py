"""Every worked case of the literature, with its known answer (sdc_cases.json has the sources)."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from reporting.disclosure.fives import interval_of, round_down
from reporting.disclosure.rates import rate_of
from reporting.disclosure.solver import Deadline
from reporting.disclosure.worlds import Worlds
from tests.disclosure.equations import attack_each, bounds, known_of

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "sdc_cases.json").read_text("utf-8"))
}


def flat(table):
    """Return the cells of a table, row by row."""
    return [number for row in table for number in row]


def equations_of(case):
    """Return the unknowns of a case and what is known of them."""
    names = sorted({name for equation in case["equations"] for name in equation["sum"]})
    sums = [(each["sum"], each["eq"], each["eq"]) for each in case["equations"]]
    return names, known_of(names, sums)


@pytest.mark.parametrize("name", ["geurts1992", "sdctable_exact"])
def test_bounds_are_those_of_the_book(name):
    """The attacker finds exactly the bounds that are printed with the case."""
    case = CASES[name]
    names, known = equations_of(case)

    found = dict(zip(names, bounds(known), strict=True))

    for unknown, (least, most) in (case["expect"] | case.get("derived_by_us", {})).items():
        assert (least, most) == found[unknown]


def test_a_table_whose_withheld_cell_follows_from_the_others_fails_the_gate():
    """The suppressed cell w|b can only be 47."""
    case = CASES["sdctable_exact"]
    names, known = equations_of(case)
    # The cells printed with the case do not add up to its totals, so any world that does is taken.
    _, truth = Worlds(known, Deadline(60)).least(np.zeros(len(names), dtype=np.int64))

    for verdict in (attack_each(names, known), attack_each(names, known, truth)):
        assert not verdict.holds
        found = {f.about: (f.kind, f.least, f.most) for f in verdict.findings}
        assert ("exact", 47, 47) == found["wb"]


def test_two_overlapping_geographies_fail_the_gate():
    """Exact counts of an area and of a slightly smaller one give the difference away."""
    case = CASES["geo_differencing"]
    inner = [number for row in case["b"] for number in row]
    outer = [number for row in case["a"] for number in row]
    names = [f"{part}{at}" for at in range(len(inner)) for part in ("in", "ring")]
    sums = []
    for at, (small, large) in enumerate(zip(inner, outer, strict=True)):
        sums += [((f"in{at}",), small, small), ((f"in{at}", f"ring{at}"), large, large)]

    verdict = attack_each(names, known_of(names, sums))

    rings = {f.about: f.least for f in verdict.findings if f.about.startswith("ring")}
    differences = [number for row in case["expect"] for number in row]
    assert differences == [rings[f"ring{at}"] for at in range(len(inner))]
    assert not verdict.holds


def test_two_overlapping_geographies_in_keyed_fives_say_little():
    """The same counts as keyed fives leave every ring at least nine possible counts."""
    case = CASES["geo_differencing"]
    for small, large in zip(flat(case["b"]), flat(case["a"]), strict=True):
        names = ["in", "ring"]
        known = known_of(
            names,
            [
                (("in",), *interval_of(round_down(small, 2))),
                (names, *interval_of(round_down(large, 3))),
            ],
        )

        (_, (least, most)) = bounds(known)

        assert 0 == least
        assert most - least >= 8


def test_rounding_to_the_nearest_five_is_as_in_the_book():
    """The book's 35 for a true 32 is an erratum; keyed fives never print above the count."""
    case = CASES["conventional_rounding"]
    for true, rounded in zip(flat(case["true"]), flat(case["expect"]), strict=True):
        assert rounded == 5 * math.floor(true / 5 + 0.5)
        assert all(round_down(true, offset) <= true for offset in range(5))


def test_controlled_rounding_adds_up_but_accuses():
    """The book's solution is additive and within four; it prints 5 over a true 1, we never do."""
    case = CASES["controlled_rounding"]
    true, solution = np.array(case["true"]), np.array(case["solution"])

    assert (solution[:, :2].sum(axis=1) == solution[:, 2]).all()
    assert (solution[:3].sum(axis=0) == solution[3]).all()
    assert np.abs(solution - true).max() <= 4
    assert (solution[true % 5 == 0] == true[true % 5 == 0]).all()
    assert ((solution == 5) & (true == 1)).any()
    assert {0} == {round_down(1, offset) for offset in range(5)}


def test_cell_keys_perturb_as_in_the_book():
    """The sum of record keys, modulo one, looks up the number; small cells are printed."""
    case = CASES["cell_key"]

    key = round(sum(case["record_keys"]) % 1, 6)
    published = next(number for limit, number in case["ptable"]["3"] if key <= limit)

    assert case["expect"] == {"cell_key": key, "published": published}
    assert 0 < published < 5  # which is why it is not our method


def test_exact_means_undo_perturbed_counts_and_our_rates_cannot():
    """The means attack: a mean of whole values allows one denominator only."""
    case = CASES["means_attack"]
    found = []
    for perturbed, mean in zip(case["perturbed"], case["means"], strict=True):
        near = range(perturbed - case["max_dev"], perturbed + case["max_dev"] + 1)
        found.append([n for n in near if abs(round(mean * n) - mean * n) < n * 5e-5])

    assert [[n] for n in case["expect"]] == found
    # A rate of ours is the same for every pair of counts behind two printed numbers.
    assert rate_of(45, 60) == rate_of(45, 60)
    assert 1 == len({rate_of(round_down(x, 2), round_down(60, 0)) for x in range(47, 52)})


def test_random_rounding_has_the_chances_of_the_book():
    """Base three: unbiased, and a printed zero confirms nothing but 0 to 2."""
    case = CASES["random_rounding3"]
    for count, chances in case["expect"].items():
        mean = sum(int(printed) * chance for printed, chance in chances.items())
        assert int(count) == pytest.approx(mean)


def test_a_group_whose_rest_is_empty_is_found():
    """Exact counts beside a zero disclose the whole group; keyed fives never confirm a zero."""
    case = CASES["group_attribute"]
    for name, (part, rest) in case["rows"].items():
        row = [(("part", "rest"), part + rest, part + rest), (("part",), part, part)]
        found = {
            f.about: f.least
            for f in attack_each(["part", "rest"], known_of(["part", "rest"], row)).findings
        }
        assert {"part": part, "rest": rest} == found
        group = {0: "group attribute disclosure", 1: "within-group disclosure"}
        assert case["expect"][name] == group.get(rest, "none")

        fives = [
            (("part", "rest"), *interval_of(round_down(part + rest, 1))),
            (("part",), *interval_of(round_down(part, 1))),
        ]
        assert attack_each(["part", "rest"], known_of(["part", "rest"], fives)).holds


def test_the_dominance_rules_are_those_of_the_book():
    """They are for sums of money; a count of reports has no large contributor, so none is used."""
    one, other = CASES["dominance"]["cases"]

    assert one["second_largest_upper"] == one["total"] - one["x"][1]
    assert one["unsafe"] is (max(one["x"]) > 0.90 * one["total"])
    assert other["unsafe"] is (max(other["x"]) > 0.85 * other["total"])
    assert other["min_feasible_upper"] == pytest.approx(max(other["x"]) / 0.85, abs=0.01)


def test_the_rule_of_nhs_digital_confirms_zero_and_ours_does_not():
    """1 to 7 as a star, others to the nearest five, and a zero as a zero."""
    for count, printed in CASES["nhs_rule"]["expect"].items():
        number = int(count)
        said = "0" if number == 0 else "*" if number < 8 else str(5 * math.floor(number / 5 + 0.5))
        assert printed == said
    assert {round_down(0, v) for v in range(5)} == {round_down(4, v) for v in range(5)} == {0}


def test_our_numbers_keep_what_acro_asks_where_it_speaks_of_counts():
    """Multiples of five, and zeros taken to disclose."""
    asked = CASES["acro_default"]["expect"]

    assert 5 == asked["safe_round_base"]
    assert asked["zeros_are_disclosive"]
    assert {0} == {round_down(x, v) % asked["safe_round_base"] for x in range(50) for v in range(5)}

"""Releases as a whole: when they are due, what they hold, and that their bytes stay the same."""

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from reporting import primitives
from reporting.aboutyou import COUNTED
from reporting.disclosure.calendar import is_closed, next_due
from reporting.disclosure.classification import POPULATIONS
from reporting.disclosure.frozen import ServiceFacts
from reporting.disclosure.menu import TOO_FEW
from reporting.disclosure.period import Period
from reporting.disclosure.protect import Source
from reporting.disclosure.reading import read_history, read_release
from reporting.disclosure.release import prepare_next
from reporting.errors import ReleaseFileError
from tests.disclosure.worlds import FACTS, KEY, SINCE, prepare_all, random_tally, year


def shown(prepared):
    """Return the tables of a release that are not withheld."""
    return {table.code for table in prepared.release.tables if table.cells is not None}


@pytest.mark.parametrize("seed", range(3))
def test_forty_a_year_get_total_kinds_and_outcomes_or_the_attack_that_forbids_it(seed):
    """Publishing nothing is not safety."""
    last = prepare_all(random_tally(seed, 40))[-1]

    assert "year" == last.release.kind
    missing = {"received", "kind", "outcome"} - shown(last)
    assert missing <= set(last.withheld)
    assert not missing or last.found


def test_the_same_inputs_give_the_same_bytes():
    """Twice, from counts to files; each file is linked to the one before."""
    one, other = (prepare_all(random_tally(4, 40, areas=4)) for _ in range(2))

    assert [each.data for each in one] == [each.data for each in other]
    for before, after in itertools.pairwise(one):
        link = json.loads(after.data)["previous"]
        assert primitives.sha256(before.data).hex() == link
    assert json.loads(one[0].data)["previous"] is None
    assert [each.release for each in one] == read_history([each.data for each in one])


def test_another_key_changes_numbers_and_says_that_it_is_another():
    """The file commits to the key without telling it."""
    tally = random_tally(4, 40, areas=4)

    trees = [json.loads(prepare_all(tally, key)[-1].data) for key in (KEY, bytes(32))]

    assert trees[0]["key"] != trees[1]["key"]
    assert trees[0]["tables"] != trees[1]["tables"]
    assert primitives.sha256(KEY).hex() == trees[0]["key"]


def test_nothing_is_released_before_its_time():
    """A quarter closes 28 days after its end; a year is never shown before it is over."""
    source = Source("council", KEY, random_tally(4, 200, areas=3))
    quarter = Period(SINCE * 4, SINCE * 4)
    closes = quarter.end + timedelta(days=28)

    assert not is_closed(quarter, closes - timedelta(days=1))
    assert prepare_next(source, SINCE, [], FACTS, closes - timedelta(days=1)) is None
    first = prepare_next(source, SINCE, [], FACTS, closes)
    assert first is not None
    assert ("quarter", quarter) == (first.release.kind, first.release.period)
    assert prepare_next(source, SINCE, [first.data], FACTS, closes) is None


def test_small_quarters_join_and_a_small_year_shows_its_total_alone():
    """With sixteen a year no breakdown is shown, and nothing says which quarter they came in."""
    made = prepare_all(random_tally(1, 16, areas=3))

    assert "year" == made[-1].release.kind
    assert {"received"} == shown(made[-1])
    told = json.loads(made[-1].data)["tables"]
    assert {TOO_FEW} == {table["withheld"] for table in told if "withheld" in table}


def test_three_small_years_are_told_together():
    """Every third year the tables that were too thin for one year, over all three."""
    made = prepare_all(random_tally(7, 15, areas=3, years=3), years=3)

    assert "three_years" == made[-1].release.kind
    assert year(3) == made[-1].release.period
    assert "kind" in shown(made[-1]) | set(made[-1].withheld)


def test_a_year_without_reports_prints_what_eight_would():
    """Zero is never confirmed."""
    last = prepare_all(random_tally(1, 0, areas=3))[-1]

    assert [[[], 0]] == json.loads(last.data)["tables"][0]["cells"]
    assert {"received"} == shown(last)


@pytest.mark.parametrize(("filed", "received"), [(2, 60), (3, 9), (300, 0)])
def test_the_promise_line_is_left_out_where_it_would_show_that_somebody_reported(filed, received):
    """Without tests it is about reports alone; beside a total of none, a late wait is a report."""
    facts = ServiceFacts("over_48h", True, 8000, filed, 2, ("en",))

    told = facts.told(Period(SINCE * 4, SINCE * 4), received)

    assert (None, None) == (told["promise"], told["waited_over_three_days"])
    assert (8000, filed) == (told["duty_hours"], told["tests_filed"])


def test_the_promise_line_is_told_beside_enough_tests_and_reports():
    """The total says already that there are reports."""
    facts = ServiceFacts("over_48h", True, 8000, 3, 3, ("en",))

    told = facts.told(Period(SINCE * 4, SINCE * 4), 10)

    assert ("over_48h", True) == (told["promise"], told["waited_over_three_days"])


def test_a_release_tells_nothing_of_the_attack():
    """How many sets were looked at would tell how many different reports there are."""
    last = prepare_all(random_tally(4, 40, areas=4))[-1]

    assert not {"sets", "worlds", "findings", "verdict"} & json.loads(last.data).keys()


def test_an_altered_number_is_not_read_on():
    """One changed digit breaks the link of the release after it."""
    made = [each.data for each in prepare_all(random_tally(4, 60, areas=4))]
    altered = made[0].replace(b'"cells":[[[],', b'"cells":[[[],1', 1)

    assert made[0] != altered
    assert 1 == read_release(altered).sequence
    with pytest.raises(ReleaseFileError, match="altered"):
        read_history([altered, *made[1:]])


def test_a_clock_before_the_series_releases_nothing():
    """A clock that stands wrong is no reason to publish."""
    source = Source("council", KEY, random_tally(4, 60, areas=3))

    assert prepare_next(source, SINCE, [], FACTS, date(2000, 1, 1)) is None


def test_corrections_that_part_a_decision_from_its_report_refuse_nothing():
    """A report is counted in another area than its decision; nobody can rely on the two then."""
    tally = random_tally(5, 60, areas=3)
    first = SINCE * 4
    tally.counts["received", first][2] = 0
    tally.counts["decided", first][2, 0, 0, 0, 0] += 9

    last = prepare_all(tally)[-1]

    assert "year" == last.release.kind
    assert "decided" in shown(last) or last.found


def test_years_that_were_divided_in_different_ways_are_not_pooled():
    """No table could be made of them together."""
    years = [
        each.release
        for each in prepare_all(random_tally(1, 6, areas=2, years=3), years=3)
        if each.release.kind == "year"
    ]
    other = dict(years[1].facets) | {"area": ("area_0", "area_9")}
    mixed = [years[0], replace(years[1], facets=other), years[2]]
    today = date(SINCE + 3, 6, 1)

    due = [next_due(each, SINCE, lambda _: 0, today) for each in (years, mixed)]

    assert ("three_years", Period.years(SINCE, 3)) == due[0]
    assert due[1] is None or due[1][0] != "three_years"


def test_what_is_new_on_the_menu_waits_for_the_next_year(monkeypatch):
    """A release from before there was a question keeps its year without it, and is attacked."""
    tally = random_tally(1, 300)
    first = prepare_next(Source("council", KEY, tally), SINCE, [], FACTS, date(SINCE, 9, 1))
    older = {k: v for k, v in POPULATIONS.items() if k not in COUNTED}
    monkeypatch.setattr("reporting.disclosure.protect.POPULATIONS", older)
    assert first is not None
    before = prepare_next(Source("council", KEY, tally), SINCE, [], FACTS, date(SINCE, 9, 1))
    monkeypatch.undo()
    assert before is not None
    frozen = [before.data]

    while read_release(frozen[-1]).kind != "year":
        made = prepare_next(Source("council", KEY, tally), SINCE, frozen, FACTS, date(9999, 1, 1))
        assert made is not None
        frozen.append(made.data)

    assert "ethnic_group" in first.release.populations
    assert all("ethnic_group" not in read_release(data).populations for data in frozen)
    assert "kind" in shown(made)

"""The filters of the list: what each leaves, and that they hold together."""

from typing import Any

import pytest

from reporting.desk.entry import STATE_CODES, Entry, Second, Turn, area_of, owner_of, place_of
from reporting.desk.filters import read_filters
from reporting.desk.queue import DueIn, Wanted, choose
from reporting.desk.table import Table
from reporting.ids import ReportId
from tests.desk.casework import OUTCOME, fill, triaged
from tests.desk.conftest import Place
from tests.desk.test_cases import cases_of, rows_of
from tests.support.cast import demo_service

HOUR, KEY = 1_000, bytes(32)
COLLEAGUE = "north-lead-1"


def a_row(report: int, **changes: Any) -> Entry:
    """Return an entry that waits for the reporter."""
    entry = Entry(HOUR + 500, ReportId(report), 7, Turn.REPORTER, place_of("council"), KEY)
    return entry._replace(**changes)


ROWS = [
    a_row(1, state=STATE_CODES.index("triaged"), severity=3, area=area_of("corporate")),
    a_row(2, due=HOUR, state=STATE_CODES.index("referred"), owner=owner_of("director_audit")),
    a_row(3, due=HOUR + 24, second=Second.OURS, severity=3),
    a_row(4, due=HOUR + 7 * 24, second=Second.COLLEAGUES),
    a_row(5, turn=Turn.DECOY, severity=3, second=Second.OURS),
    a_row(6, due=0, turn=Turn.DAMAGED),
]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), {1, 2, 3, 4}),
        (Wanted(state=STATE_CODES.index("triaged")), {1}),
        (Wanted(severity=3), {1, 3}),
        (Wanted(severity=0), {2, 4}),
        (Wanted(owner=owner_of("director_audit")), {2}),
        (Wanted(area=area_of("corporate")), {1}),
        (Wanted(area=area_of("")), {2, 3, 4}),
        (Wanted(second=Second.OURS), {3}),
        (Wanted(due=DueIn.OVERDUE), {2}),
        (Wanted(due=DueIn.DAY), {2, 3}),
        (Wanted(due=DueIn.WEEK), {2, 3, 4}),
        (Wanted(severity=3, due=DueIn.DAY), {3}),
        (Wanted(severity=4), set()),
    ],
)
def test_a_filter_leaves_what_it_names(wanted: Wanted, expected: set[int]) -> None:
    """Never a decoy, and always what is damaged."""
    page = choose(Table(ROWS), wanted, HOUR)

    assert expected | {6} == {int(entry.report) for entry in page.entries}


def test_only_what_is_offered_is_asked_for() -> None:
    """Anything made up asks for nothing, and the address of a page says what was asked for."""
    filters = read_filters(
        demo_service(), {"state": "triaged", "severity": "9", "due": "week", "owner": "x"}
    )

    assert {"state": "triaged", "due": "week"} == filters.values
    assert "/cases?state=triaged&due=week&after=5-a" == filters.address("/cases", "5-a")
    assert "/cases?state=waiting&due=week" == filters.state_address("/cases", "waiting")


def test_a_triaged_case_is_found_by_what_was_found(place: Place) -> None:
    """Its line says how far it is, in words."""
    reviewer = place.reviewer()
    case, [other] = triaged(place, reviewer, severity="2"), place.send()

    assert [case] == cases_of(reviewer, "/cases?severity=2")
    assert "Triaged" in rows_of(reviewer)[0]
    assert [case] == cases_of(reviewer, "/cases?state=triaged")
    assert [other] == cases_of(reviewer, "/cases?severity=0")
    assert [] == cases_of(reviewer, "/cases?severity=4&state=all")
    assert "There is no report to show here." in reviewer.page.text


def test_areas_are_those_of_the_organisation_that_is_asked_for(place: Place) -> None:
    """A case is found by the area of its card, and an area of elsewhere asks for nothing."""
    reviewer = place.reviewer()
    case, [other] = triaged(place, reviewer, area="corporate"), place.send()
    council = "/cases?organisation=council"

    assert [case] == cases_of(reviewer, f"{council}&area=corporate")
    assert [other] == cases_of(reviewer, f"{council}&area=not_known")
    assert {case, other} == set(cases_of(reviewer, f"{council}&area=stations"))
    assert {case, other} == set(cases_of(reviewer, "/cases?area=corporate"))


def test_what_waits_for_a_second_signature_says_for_whose(place: Place) -> None:
    """Whoever proposed it sees that a colleague must sign; the colleague that they must."""
    first = place.reviewer()
    case = triaged(place, first, severity="3")
    fill(first, case, "outcome", OUTCOME)
    colleague = place.reviewer(COLLEAGUE)

    [own], [theirs] = (_row(each, "/cases?state=all") for each in (first, colleague))

    assert "Waits for the second signature of a colleague" in own
    assert "Waits for your second signature" in theirs
    assert "1 report waits for your second signature." in colleague.page.text
    assert [case] == cases_of(colleague, "/cases?state=second")
    assert [] == cases_of(first, "/cases?state=second")


def _row(reviewer, address):
    reviewer.get(address)
    return rows_of(reviewer)

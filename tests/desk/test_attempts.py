"""Asking for a report that does not open leaves a count of a day, and nothing of the report."""

import pytest

from reporting import clock, limits
from reporting.errors import StoreUnavailable
from reporting.store.attempts import Attempts, list_attempts, purge_attempts
from tests.desk.conftest import EXCLUDED, READER, Place
from tests.desk.test_worlds import UNKNOWN
from tests.support.dump import read_all

LEAD = "north-lead-1"
PATHS = ("", "/opening", "/notes", "/grant", "/second", "/gates", "/referral")


def counted(place: Place) -> list[Attempts]:
    """Return all that is counted of North."""
    with place.store.read() as connection:
        return list_attempts(connection, "north", 0, 99_999)


def test_excluded_unknown_and_malformed_addresses_count_alike(place: Place) -> None:
    """Each page once, however it was asked for; and the row has nothing else in it."""
    [case] = place.send()
    excluded, counts = place.reviewer(EXCLUDED), []

    for number in (case, UNKNOWN, "no-number"):
        before = sum(row.count for row in counted(place))
        for path in PATHS:
            assert 404 == excluded.get(f"/cases/{number}{path}").status
        counts.append(sum(row.count for row in counted(place)) - before)

    assert [len(PATHS)] * 3 == counts
    [row] = read_all(place.store)["attempt"]
    assert {"id", "account_id", "day", "count"} == row.keys()
    assert int(case, 16) not in row.values()
    day = clock.day_of(place.moment.now)
    assert [Attempts(EXCLUDED, day, 3 * len(PATHS))] == counted(place)


def test_a_report_that_opens_counts_nothing(place: Place) -> None:
    """The list tells of attempts alone."""
    [case] = place.send()

    place.reviewer().open_case(case)

    assert [] == counted(place)


def test_leads_read_it_in_plain_words_and_in_its_week(place: Place) -> None:
    """By name and day, whether or not the lead could open what was asked for."""
    reviewer = place.reviewer()
    for _ in range(2):
        reviewer.get(f"/cases/{UNKNOWN}")
    place.moment.pass_by(days=7)
    lead = place.reviewer(LEAD)

    this, before = (lead.get(f"/openings{week}").text for week in ("", "?week=2026-W19"))
    other = place.reviewer("south-lead-1").get("/openings?week=2026-W19").text

    assert f"{READER}, 4 May: 2 times" in before
    assert "Which of the two it was, and which report, is kept nowhere." in before
    assert "Nobody did." in this
    assert READER not in other


def test_a_full_disk_keeps_the_answer_as_it_is(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """404, as ever."""
    reviewer = place.reviewer()
    reviewer.get("/cases")

    def full(_store: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr("reporting.store.engine.Store.write", full)

    assert 404 == reviewer.get(f"/cases/{UNKNOWN}").status


def test_counts_go_after_eight_weeks(place: Place) -> None:
    """Long enough to ask, and no file on anybody."""
    place.reviewer().get(f"/cases/{UNKNOWN}")
    day = clock.day_of(place.moment.now)

    for later, left in ((limits.ATTEMPTS_KEPT_DAYS, 1), (limits.ATTEMPTS_KEPT_DAYS + 1, 0)):
        with place.store.write() as connection:
            purge_attempts(connection, day + later - limits.ATTEMPTS_KEPT_DAYS)
        assert left == len(counted(place))

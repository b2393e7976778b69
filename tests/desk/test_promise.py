"""The page of the promise: figures from what one account can open, and words for them."""

from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.desk.entry import BUCKETS, LATE, NOWHERE, Entry, Turn, answer_of
from reporting.desk.figures import count
from reporting.desk.table import Table
from reporting.ids import ReportId
from reporting.status import Status
from tests.desk.conftest import EXCLUDED, Place
from tests.support.cast import make_report

KEY = bytes(32)
ANSWERED = st.tuples(st.sampled_from(BUCKETS), st.sampled_from([24, 40]), st.booleans())
WAITING = st.integers(1, 100)


def entry(due: int, report: int, turn: Turn, answer: int = 0) -> Entry:
    """Return an entry of a table."""
    return Entry(due, ReportId(report), 7, turn, NOWHERE, KEY, answer=answer)


def status(bucket: int, target: int, kept: bool) -> Status:
    """Return the status of a report that was answered."""
    return Status(0, target, bucket, kept=None if target == limits.ACKNOWLEDGE_HOURS else kept)


@given(st.lists(ANSWERED), st.lists(WAITING), st.integers(0, 5))
def test_every_report_is_counted_once(answered, waiting, decoys) -> None:
    """By its bucket, as missed where it was, or as waiting; a decoy is nothing."""
    statuses = [status(*each) for each in answered]
    rows = [entry(9, n, Turn.REPORTER, answer_of(each)) for n, each in enumerate(statuses)]
    rows += [entry(due, 1_000 + n, Turn.ACKNOWLEDGEMENT) for n, due in enumerate(waiting)]
    rows += [entry(0, 2_000 + n, Turn.DECOY) for n in range(decoys)]

    figures = count(Table(rows), hour=50)

    buckets = [each.acknowledged for each in statuses]
    assert tuple(map(buckets.count, BUCKETS)) == figures.answered
    late = sum(each.was_late for each in statuses)
    assert late + sum(due <= 50 for due in waiting) == figures.missed
    assert len(waiting) == figures.waiting
    assert min(waiting, default=None) == figures.soonest


def test_an_answer_is_late_by_what_was_promised() -> None:
    """The founding promise by its bucket, another one by what was kept beside the bucket."""
    late = {
        (bucket, target, kept)
        for bucket in BUCKETS
        for target in (24, 40)
        for kept in (True, False)
        if answer_of(status(bucket, target, kept)) > LATE
    }

    assert {(b, 24, kept) for b in (48, 0) for kept in (True, False)} | {
        (b, 40, False) for b in BUCKETS
    } == late
    assert 0 == answer_of(Status(0, 24))


def test_without_reports_it_says_so(place: Place) -> None:
    """Nothing waits, nothing was missed, and every row says 0."""
    page = place.reviewer().get("/promise")

    assert 200 == page.status
    assert "0 reports wait for their first answer." in page.text
    assert "0 promises were missed." in page.text
    assert "due first" not in page.text


def test_the_promise_is_told_in_words(place: Place) -> None:
    """What was answered and how soon, what was missed, what waits and how long is left."""
    first, late, *_ = place.send(count=2)
    reviewer = place.reviewer()
    reviewer.acknowledge(first, "We have read it.")
    place.moment.pass_by(hours=30)
    reviewer = place.reviewer()
    reviewer.acknowledge(late, "We are late.")
    place.send(count=2)
    place.moment.pass_by(hours=2)

    page = place.reviewer().get("/promise")

    assert "2 reports wait for their first answer. The one that is due first:" in page.text
    assert "21 hours left." in page.text
    assert "1 promise was missed." in page.text
    for row in ("Within 6 hours1", "Within 24 hours0", "Within 48 hours1", "than 48 hours0"):
        assert row in page.text


def test_a_report_that_nobody_has_answered_in_time_is_missed(place: Place) -> None:
    """It counts from the moment it is late, not from the answer."""
    place.send()
    place.moment.pass_by(hours=25)

    page = place.reviewer().get("/promise")

    assert "1 report waits for its first answer." in page.text
    assert "1 promise was missed." in page.text
    assert "Overdue by 1 hour" in page.text


def test_an_excluded_account_sees_no_figure_change(place: Place) -> None:
    """Byte for byte, whatever happens to a report that it cannot open."""
    excluded = place.reviewer(EXCLUDED)
    before = excluded.request("GET", "/promise")

    [case] = place.send(make_report(safety="in_danger_now"))
    sent = excluded.request("GET", "/promise")
    place.reviewer().acknowledge(case, "We have read it.")
    answered = excluded.request("GET", "/promise")

    assert (before.headers, before.body) == (sent.headers, sent.body)
    assert (before.headers, before.body) == (answered.headers, answered.body)


def test_danger_stands_first_in_the_list_until_somebody_answers(place: Place) -> None:
    """A notice says no report, so the list must."""
    [earlier] = place.send()
    place.moment.pass_by(hours=30)
    [danger] = place.send(make_report(safety="harming_myself"))
    reviewer = place.reviewer()

    assert [danger, earlier] == reviewer.list_cases()
    line = reviewer.get("/cases").text
    assert "23 hours left Danger now Waiting for acknowledgement" in line

    reviewer.acknowledge(danger, "We have read it.")

    assert [earlier, danger] == reviewer.list_cases()
    assert "Danger now" not in reviewer.get("/cases").text

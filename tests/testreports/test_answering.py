"""After a person's answer a test report says what it was; before that, nothing does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reporting import clock, ids, limits
from reporting.conversation import Saying, add_from_reviewer, key_from_receipt
from reporting.event import TEST, read_history
from reporting.identity import new_identity
from reporting.ids import AccountId, ReportId
from reporting.ladder import AFTER, NEVER
from reporting.store.events import get_events
from reporting.store.reports import Times, add_message
from reporting.store.tables import report as table
from reporting.stories import compose, load_stories
from reporting.testreports.answering import REVEALED
from reporting.testreports.testreport import CLOSED, PLANNED
from tests.support.cast import NOW, demo_service
from tests.support.deposits import put_report
from tests.support.dump import count_rows, overwrite, read_all
from tests.support.measured import Measured, a_test
from tests.worlds.test_excluded_account import masked

READER = "north-reviewer-1"
MINUTE = clock.minute_of(NOW) + 30
AREAS = [area.code for area in demo_service().organisations["council"].areas]


@pytest.fixture
def filed(testing):
    """A service with one test report that was filed."""
    testing.plan(a_test(minute=MINUTE))
    testing.go_to(MINUTE)
    return testing


def only(testing):
    """Return the one test report as it is now."""
    [test] = testing.tests
    return test


def answered(testing, hours=1):
    """Let a reviewer answer some hours later; return the reviewer and the case."""
    testing.world.clock.advance(hours=hours)
    reviewer = testing.world.reviewer(READER)
    [case] = reviewer.list_cases()
    reviewer.acknowledge(case, "Thank you. We have read it.")
    return reviewer, case


def events_of(testing, case):
    """Return what the watch says of a report."""
    number = ReportId(int(case, 16))
    with testing.world.store.read() as connection:
        rows = get_events(connection, [number]).get(number, [])
    return read_history(rows, number, testing.services.rosters.current().watch_keys)


def test_until_somebody_answers_nothing_is_said(filed):
    """Turns and slots pass, and the conversation stays empty."""
    for _ in range(3):
        filed.world.clock.advance(hours=5)
        filed.turn()
        filed.slot()

    counts = count_rows(filed.world.store)
    assert (0, 0) == (counts["message"], counts["event"])


def test_after_the_answer_it_says_what_it_was(filed):
    """To whoever reads it, and signed by the watch."""
    reviewer, case = answered(filed)
    filed.turn()

    page = reviewer.open_case(case).body.decode()

    assert REVEALED in page
    assert "A test of the promise. Nobody waits" in page
    assert '<form method="post" action="/cases/' not in page
    assert events_of(filed, case).has(TEST)
    assert not events_of(filed, case).forged


def test_nothing_is_due_of_it_any_more(filed):
    """The ladder rests, no list counts it as overdue, and it goes after four weeks."""
    _, case = answered(filed)
    filed.turn()
    [row] = read_all(filed.world.store)["report"]
    filed.world.clock.advance(days=25)
    page = filed.world.reviewer(READER).get("/cases").body.decode()

    assert (AFTER, NEVER) == (row["rung"], row["wake"])
    assert clock.day_of(NOW) + limits.TEST_RETENTION_DAYS - row["expiry"] in {0, -1}
    assert case in page
    assert "Nothing is due" in page
    assert "Overdue since" not in page


def test_the_result_stays_and_what_finds_the_report_goes(filed):
    """Six hours, kept, and neither words nor seed."""
    answered(filed, hours=3)
    filed.turn()

    test = only(filed)
    assert (CLOSED, 6, False, ()) == (test.state, test.bucket, test.missed, test.receipt)


def test_a_late_answer_is_a_missed_promise(filed):
    """What passed unrecorded is recorded by the rungs first; then it says what it was."""
    _, case = answered(filed, hours=30)
    filed.turn()
    before = (only(filed).state, events_of(filed, case).has(TEST))
    overwrite(filed.world.store, table.c.rung, AFTER)
    filed.turn()

    test = only(filed)
    assert (PLANNED, False) == before
    assert (CLOSED, 48, True) == (test.state, test.bucket, test.missed)


def test_it_is_revealed_once(filed):
    """However many turns follow."""
    answered(filed)
    for _ in range(3):
        filed.turn()

    counts = count_rows(filed.world.store)
    assert (2, 1) == (counts["message"], counts["event"])


def test_nobody_writes_to_a_test_that_was_answered(filed):
    """The page offers nothing, and what is sent all the same is refused with a sentence."""
    reviewer, case = answered(filed)
    stale = reviewer.open_case(case)
    filed.turn()

    page = reviewer.submit(stale.form_with("message"), {"message": "One more thing."})

    assert 409 == page.status
    assert "This was a test of the promise. Nobody waits for a message." in page.text
    assert 2 == count_rows(filed.world.store)["message"]


def test_a_message_that_no_reviewer_signed_is_no_answer(filed):
    """Whoever holds the words and the database still cannot keep the promise."""
    test = only(filed)
    row = filed.find(test)
    key = key_from_receipt(test.words.keys(), row.header, row.wrapped)
    forged = add_from_reviewer(
        key,
        row.status,
        Saying("Thank you."),
        AccountId(ids.new_id()),
        new_identity().signing_seed,
        clock.day_of(NOW),
        6,
    )
    times = Times(row.due, row.received, AFTER, NEVER)
    with filed.world.store.write() as connection:
        add_message(connection, row.report, row.revision, forged, times)

    filed.turn()

    assert only(filed).is_open
    assert 0 == count_rows(filed.world.store)["event"]


def tour(world):
    """Return every page that a reviewer sees of the one report there is, without its numbers.

    Pages are filled up to one length, so a number with a digit less is followed by a space more.
    """
    reviewer = world.reviewer(READER)
    for state in ("", "?state=waiting", "?state=answered", "?organisation=council"):
        reviewer.get(f"/cases{state}")
    [case] = reviewer.list_cases()
    reviewer.open_case(case)
    pages = [masked(page) for page in reviewer.seen]
    reference = f"{case[:4]}-{case[4:8]}".encode()
    return [
        (status, headers, body.replace(case.encode(), b"").replace(reference, b"").rstrip())
        for status, headers, body in pages
    ]


@pytest.mark.parametrize("number", range(6))
def test_a_reviewer_sees_what_they_see_of_a_real_report(make_any_world, number):
    """Byte for byte, from the same answers in the same hour."""
    stories = load_stories()["en"]
    name = sorted(stories.stories)[number * 4]
    test = a_test(minute=MINUTE, story=name, seed=bytes([number]) * 16)
    measured, real = Measured(make_any_world()), make_any_world()
    measured.plan(test)
    measured.go_to(MINUTE)
    report = compose(stories, name, "council", test.seed, AREAS)
    real.clock.moment = clock.moment_of_hour(measured.find(test).received) + timedelta(minutes=5)
    put_report(real.services("intake"), **vars(report))
    for world in (measured.world, real):
        world.clock.moment = NOW + timedelta(hours=3)

    assert tour(real) == tour(measured.world)


def test_a_colleague_who_forges_the_end_of_a_report_is_found_out(testing):
    """Only the watch can sign that a report was a test."""
    testing.plan(replace(a_test(minute=MINUTE)))
    testing.go_to(MINUTE)
    reviewer, case = answered(testing)
    testing.turn()
    with testing.world.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM event")

    page = reviewer.open_case(case).body.decode()

    assert "the watch and the report do not both say so" in page

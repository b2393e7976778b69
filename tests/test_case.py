"""Cases: what reading and answering does to the store, below any page."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from reporting import case as casework
from reporting import clock, conversation, ladder, limits
from reporting.case import read_case
from reporting.errors import CannotOpen, Changed
from reporting.ids import ReportId
from reporting.roster import Rosters
from reporting.store.reports import add_message, insert_deposit
from reporting.store.tables import report
from tests.support.cast import NOW, TODAY, make_cast, noise, send
from tests.support.opened import NAME, ZONE, Desk, key_of, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A store with one report."""
    return open_desk(tmp_path)


def test_a_case_is_the_report_that_was_sent(desk: Desk) -> None:
    """Every answer as it was given, and nobody has written yet."""
    case = desk.read()

    assert desk.sent.report == case.report
    assert not case.acknowledged
    assert () == case.conversation.messages
    assert clock.hour_of(NOW) + limits.ACKNOWLEDGE_HOURS == case.due


def test_a_report_that_is_not_there_is_none(desk: Desk) -> None:
    """Removed meanwhile."""
    assert read_case(desk.store, ReportId(5), desk.report_key, desk.cast.rosters) is None


def test_a_key_of_another_report_opens_nothing(desk: Desk) -> None:
    """The header commits to its key."""
    with pytest.raises(CannotOpen):
        read_case(desk.store, desk.number, noise(32), desk.cast.rosters)


@pytest.mark.parametrize(("hours", "bucket"), [(0, 6), (6, 12), (23, 24), (30, 48), (50, 0)])
def test_an_acknowledgement_keeps_a_bucket_and_a_day(desk: Desk, hours: int, bucket: int) -> None:
    """How long it took is known coarsely, when exactly it was not at all."""
    casework.acknowledge(desk.store, desk.read(), desk.report_key, desk.author(hours), "Read.")

    case, row = desk.read(), desk.row()
    assert bucket == case.conversation.status.acknowledged
    assert [(bucket, "Read.")] == [(m.bucket, m.text) for m in case.conversation.messages]
    midnight = clock.day_of(NOW) * clock.HOURS_A_DAY
    assert (midnight, midnight) == (row.received, case.conversation.status.received)
    day = clock.day_of(NOW + timedelta(hours=hours))
    assert clock.coarse_due(day, limits.UPDATE_DAYS, ZONE) == row.due


@pytest.mark.parametrize("hours", [-20, 48, 10**6])
def test_the_time_that_counts_is_the_sealed_one(desk: Desk, hours: int) -> None:
    """Columns that were moved back or forth change no bucket, and are put right again."""
    received = clock.hour_of(NOW)
    forged = {"received": received + hours, "due": received + 24 + hours}
    with desk.store.write() as connection:
        connection.execute(update(report).values(forged))
    case = desk.read()

    casework.acknowledge(desk.store, case, desk.report_key, desk.author(30), "Late.")

    assert (received, received + limits.ACKNOWLEDGE_HOURS) == (case.received, case.due)
    assert not case.times_fit
    assert 48 == desk.read().conversation.status.acknowledged
    assert desk.read().times_fit
    assert clock.day_of(NOW) * clock.HOURS_A_DAY == desk.row().received


@pytest.mark.parametrize("acknowledged", [False, True])
def test_times_as_they_were_stored_fit(desk: Desk, acknowledged: bool) -> None:
    """Before the first answer to the hour, after it to the day."""
    if acknowledged:
        casework.acknowledge(desk.store, desk.read(), desk.report_key, desk.author(9), "Read.")
    fits = desk.read().times_fit
    with desk.store.write() as connection:
        connection.execute(update(report).values(received=report.c.received + 1))

    assert fits
    assert not desk.read().times_fit


def test_two_reports_of_one_day_cannot_be_told_apart_afterwards(desk: Desk) -> None:
    """03 and 55 minutes past, morning and evening: the same day is the same row."""
    casework.acknowledge(desk.store, desk.read(), desk.report_key, desk.author(), "Read.")
    first = (desk.row().received, desk.row().due)

    casework.reply(desk.store, desk.read(), desk.report_key, desk.author(9), "More.")

    assert first == (desk.row().received, desk.row().due)


def test_only_the_first_acknowledgement_counts(desk: Desk) -> None:
    """The second is told who was first, whether they looked again or not."""
    seen = desk.read()
    casework.acknowledge(desk.store, seen, desk.report_key, desk.author(), "First.")
    stored = desk.row()

    for late in (seen, desk.read()):
        with pytest.raises(Changed):
            casework.acknowledge(
                desk.store, late, desk.report_key, desk.author(1, "north-lead"), "Second."
            )

    assert stored == desk.row()


def test_a_reply_needs_an_acknowledgement(desk: Desk) -> None:
    """The first word is always the acknowledgement."""
    with pytest.raises(Changed, match="has not been acknowledged"):
        casework.reply(desk.store, desk.read(), desk.report_key, desk.author(), "Hello.")


def test_a_reply_to_an_older_state_is_not_sent(desk: Desk) -> None:
    """What was not read is not answered."""
    casework.acknowledge(desk.store, desk.read(), desk.report_key, desk.author(), "First.")
    seen = desk.read()
    casework.reply(desk.store, seen, desk.report_key, desk.author(), "Second.")

    with pytest.raises(Changed):
        casework.reply(desk.store, seen, desk.report_key, desk.author(), "Third.")

    assert ["First.", "Second."] == [m.text for m in desk.read().conversation.messages]


def test_an_answer_to_a_report_that_is_gone_is_not_sent(desk: Desk) -> None:
    """Changed, not an error of the database."""
    gone = replace(desk.read(), number=ReportId(5))

    with pytest.raises(Changed):
        casework.acknowledge(desk.store, gone, desk.report_key, desk.author(), "Read.")


def test_a_message_of_somebody_outside_the_rosters_is_not_shown(desk: Desk) -> None:
    """Without an identity that a roster names, nobody can make an acknowledgement."""
    stranger = replace(desk.author(), identity=make_cast().identities[NAME])

    casework.acknowledge(desk.store, desk.read(), desk.report_key, stranger, "I am nobody.")

    conversation = desk.read().conversation
    assert () == conversation.messages
    assert {"unsigned"} == conversation.problems


def test_without_rosters_messages_of_colleagues_are_not_shown(desk: Desk) -> None:
    """What cannot be checked is not shown as if it were."""
    casework.acknowledge(desk.store, desk.read(), desk.report_key, desk.author(), "Read.")

    found = read_case(desk.store, desk.number, desk.report_key, Rosters({}))

    assert found is not None
    assert () == found.conversation.messages


def test_a_miss_on_record_makes_an_answer_late_whatever_the_clock_says(desk: Desk) -> None:
    """The watch was first: the desk's clock may be behind its own."""
    seen = desk.read()
    with desk.store.write() as connection:
        connection.execute(update(report).values(rung=ladder.START + 2))

    casework.acknowledge(desk.store, seen, desk.report_key, desk.author(23), "Just in time?")

    assert 48 == desk.read().conversation.status.acknowledged
    assert (ladder.AFTER, desk.row().due * 4) == (desk.row().rung, desk.row().wake)


def test_an_hour_that_passed_unrecorded_is_left_for_the_watch(desk: Desk) -> None:
    """The desk was first: the answer is late, and the watch records it at its next turn."""
    casework.acknowledge(desk.store, desk.read(), desk.report_key, desk.author(24), "Late.")

    row = desk.row()
    assert 48 == desk.read().conversation.status.acknowledged
    assert (ladder.Rung.MISSED,) == ladder.unrecorded(row.rung)
    assert clock.day_start(clock.hour_of(NOW)) * 4 == row.wake


def test_a_message_of_the_reporter_moves_no_deadline(desk: Desk) -> None:
    """Nobody gains time by being written to."""
    before = desk.row()
    key = conversation.key_from_receipt(
        desk.sent.receipt.keys(), before.header, desk.sent.deposit.wrapped
    )
    seed = desk.sent.receipt.keys().signing_seed
    addition = conversation.add_from_reporter(
        key, before.status, conversation.Saying("Are you there?"), seed, TODAY
    )
    with desk.store.write() as connection:
        add_message(connection, desk.number, before.revision, addition)

    after = desk.row()
    assert (before.due, before.rung, before.wake) == (after.due, after.rung, after.wake)
    assert before.revision != after.revision


@pytest.mark.parametrize(
    ("target", "hours", "told"), [(12, 13, False), (12, 3, True), (24, 3, None)]
)
def test_another_target_is_measured_beside_the_24_hours(
    desk: Desk, target: int, hours: int, told: bool | None
) -> None:
    """The bucket tells of the one, the signed word `kept` of the other; both are sealed."""
    sent = send(desk.cast, target=target)
    with desk.store.write() as connection:
        insert_deposit(connection, sent.deposit)
    other = replace(desk, sent=sent, report_key=key_of(desk.cast, sent))

    due = other.read().due
    casework.acknowledge(other.store, other.read(), other.report_key, other.author(hours), "Read.")

    status, (message,) = other.read().conversation.status, other.read().conversation.messages
    assert clock.hour_of(NOW) + target == due
    assert (target, clock.bucket_of(hours + 1)) == (status.target, status.acknowledged)
    assert told is message.kept

"""Attack 19: somebody with the database alters a report after it arrived."""

import pytest

from reporting import ladder, limits
from reporting.store.tables import message, report, stanza
from tests.support.dump import overwrite, read_all
from tests.support.journey import ANSWERS

COLUMNS = [
    report.c.header, report.c.status, report.c.triage, report.c.payload, stanza.c.bytes,
]  # fmt: skip
OFFSETS = [0, 1, 40, -1]


def flip(world, column, offset):
    """Change one bit of a stored value."""
    (*_, row) = read_all(world.store)[column.table.name]
    data = bytearray(row[column.name])
    data[offset] ^= 1
    overwrite(world.store, column, bytes(data))


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_an_altered_report_does_not_open(world, column, offset):
    """The reviewer gets no page that looks right and is not."""
    world.reporter().write_report()
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    assert ANSWERS["story"] in reviewer.open_case(case).text

    flip(world, column, offset)

    page = reviewer.open_case(case)
    assert page.status in {404, 500}
    assert ANSWERS["story"] not in page.body.decode()


@pytest.mark.parametrize("seen", [True, False], ids=["known", "new"])
@pytest.mark.parametrize("column", [report.c.triage, report.c.status], ids=str)
def test_a_report_cannot_be_hidden_by_damaging_it(world, column, seen):
    """Whoever holds its key sees it first in the list, as overdue, with what to do."""
    world.reporter().write_report()
    if seen:
        world.reviewer("north-reviewer-1").list_cases()

    flip(world, column, 60)
    overwrite(world.store, report.c.revision, 5)

    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    assert "This report was damaged or altered. Tell your lead." in reviewer.page.text
    assert "1 report is overdue." in reviewer.page.text
    assert "it was damaged or altered" in reviewer.open_case(case).text


def test_a_report_hidden_from_everybody_is_still_overdue_for_its_reporter(world):
    """Damaged rows look like decoys; the words open the page that says to telephone."""
    words = world.reporter().write_report()
    for row in read_all(world.store)["stanza"]:
        with world.store.write() as connection:
            damaged = row["bytes"][:-1] + bytes([row["bytes"][-1] ^ 1])
            here = stanza.c.id == row["id"]
            connection.execute(stanza.update().where(here).values(bytes=damaged))
    overwrite(world.store, report.c.due, 2**30)

    world.clock.advance(hours=limits.ACKNOWLEDGE_HOURS)

    assert [] == world.reviewer("north-reviewer-1").list_cases()
    page = world.reporter().return_with(words)
    assert "We are late, and we are sorry." in page.text
    assert "you can also telephone 0151 496 0100" in page.text


def test_damage_to_one_report_takes_no_other_from_the_list(world):
    """Found while a page is drawn, it is said in its line."""
    world.reporter().write_report()
    world.reporter().write_report()
    reviewer = world.reviewer("north-reviewer-1")
    before = reviewer.list_cases()

    (*_, row) = read_all(world.store)["report"]
    with world.store.write() as connection:
        damaged = row["triage"][:-1] + bytes([row["triage"][-1] ^ 1])
        connection.execute(report.update().where(report.c.id == row["id"]).values(triage=damaged))

    assert before == reviewer.list_cases()
    assert 1 == reviewer.page.text.count("This report was damaged or altered.")


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("column", [report.c.received, report.c.due], ids=str)
def test_forged_times_are_not_believed(world, column, answered):
    """The hour is sealed too: the page says that the columns were altered."""
    world.reporter().write_report()
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    if answered:
        reviewer.acknowledge(case, "We have read it.")
    before = reviewer.open_case(case)
    assert "somebody altered them" not in before.text

    overwrite(world.store, column, 2**30)

    page = reviewer.open_case(case)
    assert "somebody altered them" in page.text
    if not answered:
        assert "A first answer is due by 14:00 on 5 May." in page.text


@pytest.mark.parametrize(("column", "value"), [(report.c.wake, 2**31 - 1), (report.c.rung, 4096)])
def test_a_watch_that_was_put_off_is_said(world, column, value):
    """Whoever can open the report is told that nobody may have been."""
    world.reporter().write_report()
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    before = reviewer.open_case(case).text

    overwrite(world.store, column, value)

    said = "What the watch goes by for this report was altered"
    assert (False, True) == (said in before, said in reviewer.open_case(case).text)


def test_a_watch_that_stands_still_is_said_at_each_report_that_waits_for_it(world):
    """Even where somebody writes its heartbeat by hand."""
    world.reporter().write_report()
    said = "is not done, so people may not have been told"
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    before = reviewer.open_case(case).text
    world.clock.advance(hours=21)

    page = world.reviewer("north-reviewer-1").open_case(case)

    assert (False, True) == (said in before, said in page.text)


def test_a_miss_that_is_kept_off_the_record_is_said(world):
    """The answer left it to the watch, and somebody took it away before the watch came."""
    world.reporter().write_report()
    world.clock.advance(hours=30)
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    said = "what it recorded was taken away"
    before = reviewer.acknowledge(case, "We are late.").text
    (row,) = read_all(world.store)["report"]

    overwrite(world.store, report.c.rung, ladder.AFTER)
    overwrite(world.store, report.c.wake, 4 * row["due"])

    assert (False, True) == (said in before, said in reviewer.open_case(case).text)


def test_a_late_answer_cannot_be_made_to_look_early(world):
    """How long it took is counted from the sealed hour, whatever the columns say."""
    words = world.reporter().write_report()
    world.clock.advance(hours=30)
    for column in (report.c.received, report.c.due):
        (row,) = read_all(world.store)["report"]
        overwrite(world.store, column, row[column.name] + 30)
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()

    assert "We are late, and we are sorry." in world.reporter().return_with(words).text
    assert "Overdue by 6 hours" in reviewer.page.text
    assert "Acknowledged within 48 hours" in reviewer.acknowledge(case, "We are late.").text
    assert "48 hours" in world.reporter().return_with(words).text


@pytest.mark.parametrize("offset", OFFSETS)
def test_an_altered_message_is_not_shown_and_that_is_said(world, offset):
    """Both sides are told that something was altered."""
    words = world.reporter().write_report()
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    reviewer.acknowledge(case, "We have read it.")

    flip(world, message.c.bytes, offset)

    for page, said in (
        (world.reporter().return_with(words), "could not be opened"),
        (reviewer.open_case(case), "altered"),
    ):
        assert 200 == page.status
        assert [] == page.by_class("message")
        assert said in page.text


def test_a_removed_message_is_missed(world):
    """What is gone is told as well: the status counts."""
    words = world.reporter().write_report()
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    reviewer.acknowledge(case, "We have read it.")

    with world.store.write() as connection:
        connection.execute(message.delete())

    assert "missing" in world.reporter().return_with(words).text
    assert "missing" in reviewer.open_case(case).text

"""Attack 19: somebody with the database alters a report after it arrived."""

import pytest

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

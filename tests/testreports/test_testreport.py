"""The row of a test report: one size whatever is in it, and open to the watch alone."""

from dataclasses import replace

import pytest

from reporting import limits, sealing
from reporting.dice import SEED_SIZE
from reporting.errors import CannotOpen
from reporting.identity import new_identity
from reporting.period import Period
from reporting.testreports.testreport import (
    CLOSED,
    FILED,
    TestReport,
    key_of,
    open_test,
    seal_test,
)
from tests.support.measured import a_test

KEY = key_of(new_identity())
STATES = [
    TestReport(7, Period(2026, 2)),
    a_test(),
    a_test(state=FILED),
    a_test(story="名字" * 30, organisation="o" * 32, body="b" * 32, language="zh-hans"),
    a_test(counted=True, missed=True, bucket=0).closed(),
]


@pytest.mark.parametrize("test", STATES)
def test_a_row_opens_to_what_it_was_and_has_one_size(test):
    """A blank one like any other."""
    box = seal_test(KEY, test)

    assert test == open_test(KEY, 7, box)
    assert limits.TEST_REPORT_SIZE + sealing.OVERHEAD == len(box)


def test_a_closed_one_keeps_its_result_alone():
    """Neither seed nor receipt nor hour, so that nothing finds its report any more."""
    closed = a_test(bucket=6).closed()

    assert (CLOSED, bytes(SEED_SIZE), (), 0) == (
        closed.state,
        closed.seed,
        closed.receipt,
        closed.minute,
    )
    assert 6 == closed.bucket
    with pytest.raises(CannotOpen):
        _ = closed.words


def test_nobody_but_the_watch_opens_it():
    """Nor does it open in the place of another row, or altered."""
    box = seal_test(KEY, a_test())
    altered = box[:-1] + bytes([box[-1] ^ 1])

    for key, number, data in (
        (key_of(new_identity()), 7, box),
        (KEY, 8, box),
        (KEY, 7, altered),
        (KEY, 7, seal_test(KEY, a_test(state="gone"))),
    ):
        with pytest.raises(CannotOpen):
            open_test(key, number, data)


def test_no_log_shows_one():
    """Its text says nothing."""
    assert "TestReport(…)" == repr(a_test())
    assert a_test() != replace(a_test(), minute=0)

"""The ledger: values judged against their bars, and nothing left out."""

from bench.figures import ALL, CROWDS, STORES, Figure, at_least, at_most
from bench.ledger import Ledger, Row

FAST = Figure("fast enough", "ms", at_most(2))
BUSY = Figure("busy enough", "per second", at_least(0.9))
KNOWN = Figure("good to know", "ms")


def break_off():
    """Fail as a measurement without its database does."""
    raise RuntimeError("PostgreSQL is missing")


def test_a_value_is_judged_before_it_is_rounded():
    """Rounding never turns a missed bar into one that holds."""
    ledger = Ledger((FAST,))

    ledger.record(FAST, 2.000001, "a run")

    assert Row("fast enough", 2.0, "ms", "<= 2", False, "a run") == ledger.rows()[0]


def test_a_bar_may_be_a_least_value():
    """A rate holds from its bar upwards."""
    ledger = Ledger((BUSY,))

    ledger.record(BUSY, 0.9, "a run")

    assert [(">= 0.9", True)] == [(row.bar, row.holds) for row in ledger.rows()]


def test_a_figure_without_a_bar_neither_holds_nor_misses():
    """What is only good to know is never counted as missed."""
    ledger = Ledger((KNOWN,))

    ledger.record(KNOWN, 7, "a run")

    assert [(None, None)] == [(row.bar, row.holds) for row in ledger.rows()]


def test_what_failed_says_why_and_does_not_hold():
    """A broken measurement is a row with its reason, and what was measured before stays."""
    ledger = Ledger((FAST, BUSY))

    with ledger.section(FAST, BUSY):
        ledger.record(FAST, 1, "a run")
        break_off()

    fast, busy = ledger.rows()
    assert fast.holds is True
    assert (None, False) == (busy.value, busy.holds)
    assert busy.conditions == "not measured: RuntimeError: PostgreSQL is missing"


def test_what_was_never_reached_is_a_row_too():
    """No figure is dropped in silence, bar or not."""
    ledger = Ledger((FAST, KNOWN))

    rows = ledger.rows()

    assert ["fast enough", "good to know"] == [row.name for row in rows]
    assert [False, False] == [row.holds for row in rows]


def test_every_figure_has_a_name_of_its_own():
    """Names are what programs find rows by."""
    names = [figure.name for figure in ALL]

    assert len(set(names)) == len(names)
    assert set(STORES) == set(CROWDS)
